"""The label on the lock screen, chosen by the person."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.conftest import Look, Show
from ui.jobs import Jobs
from ui.settings.label_card import LabelCard
from ui.theme.theme import Theme


class Keeping:
    """Takes what is kept, or refuses it."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.failure: Refused | None = None

    def change(self, label: str) -> Future[None]:
        answer: Future[None] = Future()
        if self.failure is not None:
            answer.set_exception(self.failure)
        else:
            self.kept.append(label)
            answer.set_result(None)
        return answer


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


@pytest.fixture
def card(keeping: Keeping, theme: Theme, show: Show) -> LabelCard:
    jobs = Jobs()
    card = LabelCard("WP", keeping.change, jobs, theme)
    jobs.setParent(card)
    show(card)
    return card


def test_enter_keeps_the_label_without_its_blanks(
    card: LabelCard, keeping: Keeping, qtbot: QtBot
) -> None:
    card.line.setText("  Wren ")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)

    assert keeping.kept == ["Wren"]


def test_an_empty_label_is_not_kept(card: LabelCard, keeping: Keeping) -> None:
    card.line.setText(" ")
    card.keep_button.click()

    assert keeping.kept == []
    assert card.field.problem == "Write at least one letter or number."


def test_a_refusal_is_told_under_the_field(card: LabelCard, keeping: Keeping, qtbot: QtBot) -> None:
    keeping.failure = Refused("vault.read_only")
    card.keep_button.click()

    qtbot.waitUntil(lambda: bool(card.field.problem))
    assert card.line.text() == "WP"


def test_everything_on_it_has_a_name(card: LabelCard, nameless: Look) -> None:
    assert nameless(card) == []
