from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.frame.shortcuts import PLACES, TABLE, Shortcuts


def test_no_key_has_two_meanings_in_one_scope() -> None:
    used: Counter[tuple[str, str]] = Counter()
    for shortcut in TABLE:
        scope = "window" if shortcut.scope == "anywhere" else shortcut.scope
        used.update((scope, QKeySequence(keys).toString()) for keys in shortcut.keys)

    assert [twice for twice, times in used.items() if times > 1] == []


def test_no_name_stands_twice() -> None:
    names = [shortcut.name for shortcut in TABLE]

    assert len(names) == len(set(names))


def test_every_key_is_one_that_qt_knows() -> None:
    for shortcut in TABLE:
        for keys in shortcut.keys:
            sequence = QKeySequence(keys)
            assert sequence.count() == 1
            assert sequence[0].key() != Qt.Key.Key_unknown


def test_the_alt_numbers_keep_their_meaning() -> None:
    numbers = {
        shortcut.name: shortcut.keys[0] for shortcut in TABLE if shortcut.name[:6] == "place."
    }

    assert numbers == {f"place.{key}": f"Alt+{n}" for n, key in enumerate(PLACES, start=1)}
    assert PLACES[0] == "today"
    assert PLACES[6] == "sync"


def test_bound_keys_work_from_a_page(window: MainWindow, qtbot: QtBot) -> None:
    Shortcuts(window, {"place.sync": lambda: window.show_place("sync")})

    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)

    assert window.place == "sync"


@pytest.mark.parametrize(("key", "typed"), [(Qt.Key.Key_Slash, "/"), (Qt.Key.Key_Question, "?")])
def test_single_characters_are_typed_in_a_field_and_work_elsewhere(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, typed: str
) -> None:
    heard: list[str] = []
    Shortcuts(window, {"find": lambda: heard.append("/"), "keys": lambda: heard.append("?")})
    window.show_place("new")
    field = window.findChild(QLineEdit)

    qtbot.keyClicks(field, typed)
    assert (field.text(), heard) == (typed, [])

    window.top_bar.lock_button.setFocus()
    qtbot.keyClicks(window.top_bar.lock_button, typed)
    assert heard == [typed]
