"""The cards of Hide and lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.jobs import Jobs
from ui.settings.hide_cards import CoverCard, PicturesCard, PinCard, SystemCard
from ui.theme.theme import Theme

Show = Callable[[QWidget], QWidget]
ALL = ("screen", "switch", "sleep", "shutdown", "remote", "idle")


def ended(failure: Exception | None = None) -> Future[Any]:
    answer: Future[Any] = Future()
    if failure is None:
        answer.set_result(None)
    else:
        answer.set_exception(failure)
    return answer


def words(card: QWidget) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def jobs(qapp: QObject) -> Jobs:
    return Jobs(qapp)


def test_minutes_are_kept_as_they_are_chosen(theme: Theme, jobs: Jobs, show: Show) -> None:
    kept: list[int] = []
    card = CoverCard(2, lambda minutes: ended(kept.append(minutes)), jobs, theme)
    show(card)
    assert card.choice.currentText() == "2 minutes"
    assert [card.choice.itemData(each) for each in range(card.choice.count())] == [*range(6)]

    card.choice.setCurrentIndex(0)
    card.choice.activated.emit(0)

    assert kept == [0]


def test_minutes_that_cannot_be_kept_are_not_shown_as_kept(
    theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot
) -> None:
    card = CoverCard(2, lambda _: ended(Refused("vault.read_only")), jobs, theme)
    show(card)

    card.choice.setCurrentIndex(5)
    card.choice.activated.emit(5)

    qtbot.waitUntil(lambda: "takes no changes" in card.field.problem)
    assert card.choice.currentIndex() == 2


def test_a_pin_is_set_and_taken_away(theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot) -> None:
    kept: list[str] = []
    card = PinCard(lambda pin: ended(kept.append(pin)), lambda: ended(), jobs, theme, has_pin=False)
    show(card)
    assert "No PIN is set" in words(card)
    assert not card.forget_button.isVisible()

    qtbot.keyClicks(card.line, "8306")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)

    qtbot.waitUntil(card.forget_button.isVisible)
    assert kept == ["8306"]
    assert card.line.text() == ""
    card.forget_button.click()
    qtbot.waitUntil(lambda: "No PIN is set" in words(card))


def test_a_pin_that_is_refused_says_why_beside_it(
    theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot
) -> None:
    card = PinCard(lambda _: ended(Refused("pin.easy")), ended, jobs, theme, has_pin=False)
    show(card)
    qtbot.keyClicks(card.line, "1234")

    card.keep_button.click()

    qtbot.waitUntil(lambda: "tried first" in card.field.problem)
    assert card.line.text() == ""


def test_a_pc_that_tells_everything_and_one_that_tells_nothing(theme: Theme, show: Show) -> None:
    card = SystemCard(5, theme)
    show(card)

    card.show_offers(ALL)
    assert "After 5 minutes without use" in card.words
    assert "sleep and a closed lid" in card.words
    assert "does not tell" not in card.words

    card.show_offers(())
    assert "only keys and mouse in Yarrow count" in card.words
    assert "press Ctrl+L before those" in card.words


def test_pictures_are_allowed_and_refused_by_their_buttons(theme: Theme, show: Show) -> None:
    done: list[str] = []
    card = PicturesCard(
        lambda: done.append("allow"),
        lambda: done.append("refuse"),
        theme,
        minutes=15,
        can_refuse=True,
    )
    show(card)
    card.allow_button.click()
    card.show_allowed(allowed=True)
    assert "Allowed for 15 minutes" in words(card)

    card.refuse_button.click()
    card.show_allowed(allowed=False)

    assert done == ["allow", "refuse"]
    assert "Refused" in words(card)


def test_where_nothing_can_be_refused_nothing_is_promised(theme: Theme, show: Show) -> None:
    card = PicturesCard(ended, ended, theme, minutes=15, can_refuse=False)
    show(card)

    assert "lets no program refuse" in words(card)
    assert not card.allow_button.isVisible()
