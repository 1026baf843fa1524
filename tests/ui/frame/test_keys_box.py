"""The keys of a screen, asked for with a question mark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.frame.keys_box import KeysBox
from ui.frame.keys_of_places import keys_of, spelled
from ui.frame.main_window import MainWindow
from ui.frame.shortcuts import PLACES, TABLE, Shortcuts
from ui.theme.theme import Theme

EVERYTHING = frozenset(each.name for each in TABLE)


@pytest.mark.parametrize("place", [*PLACES, "person", "correct"])
def test_every_place_tells_its_own_keys_before_those_of_all(place: str) -> None:
    here, everywhere = keys_of(place, EVERYTHING)

    assert ("F9 or Ctrl Shift H", "Hide the screen") in everywhere
    assert not set(here) & set(everywhere)


def test_what_is_bound_nowhere_is_not_told() -> None:
    _, everywhere = keys_of("today", frozenset({"hide", "keys"}))

    assert [words for _, words in everywhere] == ["Hide the screen", "Keys for this screen"]


def test_the_main_action_is_named_for_the_place() -> None:
    assert ("Ctrl Enter", "Sign the note") in keys_of("person", EVERYTHING)[0]
    assert ("Ctrl Enter", "Save the record") in keys_of("new", EVERYTHING)[0]


def test_keys_are_spelled_as_they_are_printed() -> None:
    assert [spelled(each) for each in ("Ctrl++", "Alt+1", "Return", "?")] == [
        *("Ctrl +", "Alt 1"),
        *("Enter", "?"),
    ]


def test_a_question_mark_shows_them_and_esc_goes_back_to_where_one_was(
    window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    boxes: list[KeysBox] = []

    def show() -> None:
        boxes.append(KeysBox(window.body, theme, place="today", known=EVERYTHING))

    Shortcuts(window, {"keys": show})
    window.top_bar.lock_button.setFocus()

    qtbot.keyClicks(window.top_bar.lock_button, "?")
    assert boxes[0].table.hasFocus()

    with qtbot.waitSignal(boxes[0].closed):
        qtbot.keyClick(boxes[0].table, Qt.Key.Key_Escape)
    assert window.top_bar.lock_button.hasFocus()
