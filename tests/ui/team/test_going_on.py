"""A lead is told what follows before history goes on without what a service lost."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, NOW, Service
from ui.jobs import Jobs
from ui.team.facts import TeamFacts
from ui.team.going_on import GO_ON, WentOn, ask_to_go_on
from ui.team.panel import TeamPanel
from ui.team.view_model import TeamViewModel
from ui.team.wording import TeamWording
from ui.theme.theme import Theme


def test_only_a_lead_is_offered_it_and_only_while_something_is_lost(
    model: TeamViewModel, service: Service, theme: Theme, show: Show, qtbot: QtBot
) -> None:
    panel = TeamPanel(model, theme)
    show(panel)

    def offered() -> bool:
        found = panel.findChild(QPushButton, GO_ON)
        return found is not None and found.isVisible()

    def is_so(**changes: bool) -> bool:
        service.facts = TeamFacts((replace(HOME, **changes),))
        with qtbot.waitSignal(model.changed):
            model.refresh()
        qtbot.waitUntil(lambda: panel.growth.is_done)
        return offered()

    assert not is_so()
    assert is_so(has_lost=True)
    assert not is_so(has_lost=True, is_lead=False)


def test_it_says_what_follows_and_then_what_is_left_to_do(
    theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot
) -> None:
    host, told = QWidget(), list[str]()
    host.resize(1280, 636)
    show(host)
    answer: Future[WentOn] = Future()
    box = ask_to_go_on(
        host,
        theme,
        jobs,
        space=HOME,
        wording=TeamWording(NOW),
        start=lambda: answer,
        done=told.append,
    )
    said = " ".join(each.text() for each in box.findChildren(QLabel))
    assert "Nothing that was recorded on a PC is lost" in said
    assert "Laptop 2: Silent 9 days" in said
    assert box.back.hasFocus()

    box.ask()
    answer.set_result(WentOn(["Laptop 9"], ["Laptop 3"]))

    qtbot.waitUntil(lambda: bool(told))
    assert told == [
        "History goes on, and what was lost is sent again. Invite anew: Laptop 9. "
        "Cut off anew: Laptop 3."
    ]
