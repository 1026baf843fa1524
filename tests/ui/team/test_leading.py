"""Where no lead is left two papers make one; what the service lost is asked about first."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused, YarrowError
from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, NOW, Service
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.team.facts import TeamFacts
from ui.team.going_on import WentOn
from ui.team.leading import NO_LEAD, LeadBox, LeadingCalls, ask_to_lead
from ui.team.panel import TeamPanel
from ui.team.view_model import TeamViewModel
from ui.team.wording import TeamWording
from ui.theme.theme import Theme

SHARES = ("acid alpha", "beam big")


def answered(result: Any = None, failure: YarrowError | None = None) -> Future[Any]:
    answer: Future[Any] = Future()
    if failure is None:
        answer.set_result(result)
    else:
        answer.set_exception(failure)
    return answer


class Papers:
    """What the box asked for, and what is answered."""

    def __init__(self, became: Future[bool]) -> None:
        self.asked: list[tuple[str, Sequence[str]]] = []
        self._became = became

    def calls(self) -> LeadingCalls:
        return LeadingCalls(
            words=lambda: answered(["acid", "alpha", "beam", "big"]),
            become=lambda _space, shares: self._note("become", shares, self._became),
            go_on=lambda _space, shares: self._note("go on", shares, answered(WentOn())),
        )

    def _note(self, what: str, shares: Sequence[str], answer: Future[Any]) -> Future[Any]:
        self.asked.append((what, shares))
        return answer


@pytest.fixture
def host(show: Show) -> QWidget:
    host = QWidget()
    host.resize(1280, 636)
    show(host)
    return host


def asked(host: QWidget, theme: Theme, jobs: Jobs, papers: Papers, told: list[str]) -> LeadBox:
    """The box, with both papers typed in and its verb pressed."""
    box = opened(host, theme, jobs, papers, told)
    fill(box)
    box.ask()
    return box


def opened(host: QWidget, theme: Theme, jobs: Jobs, papers: Papers, told: list[str]) -> LeadBox:
    wording = TeamWording(NOW)
    return ask_to_lead(
        host, theme, jobs, space=HOME, wording=wording, calls=papers.calls(), done=told.append
    )


def fill(box: LeadBox) -> None:
    for edit, share in zip(box.shares.edits, SHARES, strict=True):
        edit.setPlainText(share)


@pytest.mark.parametrize("may_lead", [True, False])
def test_it_is_offered_to_whom_two_papers_can_make_a_lead(
    model: TeamViewModel, service: Service, theme: Theme, show: Show, qtbot: QtBot, may_lead: bool
) -> None:
    service.facts = TeamFacts((replace(HOME, may_lead=may_lead, is_lead=not may_lead),))
    panel = TeamPanel(model, theme)
    show(panel)
    with qtbot.waitSignal(model.changed):
        model.refresh()
    qtbot.waitUntil(lambda: panel.growth.is_done)

    assert (panel.findChild(QPushButton, NO_LEAD) is not None) is may_lead


def test_both_papers_are_needed_and_then_it_says_what_comes_next(
    host: QWidget, theme: Theme, jobs: Jobs, qtbot: QtBot
) -> None:
    papers, told = Papers(answered(result=True)), list[str]()
    box = opened(host, theme, jobs, papers, told)
    box.shares.edits[0].setPlainText(SHARES[0])
    box.ask()
    assert papers.asked == []

    fill(box)
    box.ask()

    qtbot.waitUntil(lambda: bool(told))
    assert papers.asked == [("become", SHARES)]
    assert "Cut off the PCs that are lost" in told[0]


def test_where_the_service_lost_something_nothing_is_stated_before_that_is_asked(
    host: QWidget, theme: Theme, jobs: Jobs, qtbot: QtBot
) -> None:
    papers, told = Papers(answered(failure=Refused("space.recover_lost"))), list[str]()
    asked(host, theme, jobs, papers, told)

    def asking() -> list[AskBox]:
        boxes = host.findChildren(AskBox)
        return [each for each in boxes if each.isVisible() and not isinstance(each, LeadBox)]

    qtbot.waitUntil(lambda: len(asking()) == 1)
    assert papers.asked == [("become", SHARES)]
    asking()[0].ask()

    qtbot.waitUntil(lambda: bool(told))
    assert papers.asked[1:] == [("go on", SHARES)]
    assert "is a lead’s now" in told[0] and "History goes on" in told[0]


def test_another_refusal_is_said_in_the_box(
    host: QWidget, theme: Theme, jobs: Jobs, qtbot: QtBot
) -> None:
    papers, told = Papers(answered(failure=Refused("space.other_set"))), list[str]()
    box = asked(host, theme, jobs, papers, told)

    qtbot.waitUntil(lambda: box.verb.isEnabled())
    assert box.isVisible() and told == []
    assert box.shares.typed == SHARES
