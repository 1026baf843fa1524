"""What is shown once is not lost by a hurried hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.settings.secret_box import SecretBox
from ui.theme.theme import Theme

SHARES = ("one one", "two two", "three three")


@pytest.fixture
def told() -> list[bool]:
    return []


@pytest.fixture
def box(qtbot: QtBot, theme: Theme, told: list[bool]) -> SecretBox:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    titles = [f"Share {number} of 3" for number in (1, 2, 3)]
    return SecretBox(host, theme, titles=titles, secrets=SHARES, text="", done=told.append)


def test_enter_pressed_twice_can_be_taken_back(
    qtbot: QtBot, box: SecretBox, told: list[bool]
) -> None:
    first = box.shown
    qtbot.keyClick(box.verb, Qt.Key.Key_Return)
    qtbot.keyClick(box.verb, Qt.Key.Key_Return)
    assert "three" in box.shown and not told

    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert "two" in box.shown and box.back.text() == "The one before"
    box.back.click()

    assert box.shown == first and box.back.text() == "Go back"
    assert not told


def test_a_press_beside_the_box_closes_nothing(box: SecretBox, told: list[bool]) -> None:
    box.scrim.pressed.emit()

    assert not box.isHidden() and not told


def test_after_the_last_nothing_of_it_stays(box: SecretBox, told: list[bool]) -> None:
    for _ in SHARES:
        box.ask()

    assert told == [True] and box.isHidden() and box.shown == ""


def test_going_back_from_the_first_says_that_it_was_not_written(
    qtbot: QtBot, box: SecretBox, told: list[bool]
) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert told == [False] and box.shown == ""
