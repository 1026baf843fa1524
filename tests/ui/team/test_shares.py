"""A lead sees whose vaults a space for named people refuses, and says whether it does."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import APART, HOME, Service
from ui.jobs import Jobs
from ui.team.facts import SpaceFacts, TeamFacts
from ui.team.panel import TeamPanel
from ui.team.shares import REFUSE_SHARES, ask_to_refuse, shares_card
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme
from ui.widgets.label import Label

OPEN = ("Linnet Marrowby, Laptop 5", "Saffron Tidewell, Laptop 2")


def words_of(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(Label))


@pytest.mark.parametrize(
    ("space", "is_there"),
    [(HOME, False), (APART, True), (replace(APART, is_lead=False), False)],
)
def test_it_is_for_the_lead_of_a_space_for_named_people(
    model: TeamViewModel,
    service: Service,
    theme: Theme,
    show: Show,
    qtbot: QtBot,
    space: SpaceFacts,
    is_there: bool,
) -> None:
    service.facts = TeamFacts((space,))
    panel = TeamPanel(model, theme)
    show(panel)
    with qtbot.waitSignal(model.changed):
        model.refresh()
    qtbot.waitUntil(lambda: panel.growth.is_done)

    assert (panel.findChild(QPushButton, REFUSE_SHARES) is not None) is is_there


def test_the_card_names_who_is_refused_and_what_they_can_do(theme: Theme, qtbot: QtBot) -> None:
    said = []
    for space in (
        APART,
        replace(APART, refuses_shares=True),
        replace(APART, refuses_shares=True, open_to_shares=OPEN),
    ):
        card = shares_card(space, theme, lambda _what, _about: None)
        qtbot.addWidget(card)
        said.append(words_of(card))

    assert "may be opened" in said[0] and "No vault may be here" in said[1]
    assert all(name in said[2] for name in OPEN) and "Ways in" in said[2]


@pytest.mark.parametrize("refuses", [False, True])
def test_the_box_says_who_will_be_refused_before_it_is_decided(
    theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot, refuses: bool
) -> None:
    host, told, decided = QWidget(), list[str](), list[bool]()
    host.resize(1280, 636)
    show(host)

    def decide(refuse: bool) -> Future[bool]:
        decided.append(refuse)
        answer: Future[bool] = Future()
        answer.set_result(True)
        return answer

    space = replace(APART, refuses_shares=refuses, open_to_shares=OPEN)
    box = ask_to_refuse(host, theme, jobs, space=space, decide=decide, done=told.append)
    assert (OPEN[0] in words_of(box)) is not refuses
    box.wanted.emit()
    qtbot.waitUntil(lambda: bool(told))

    assert decided == [not refuses]
    assert ("takes no vault" in told[0]) is not refuses
