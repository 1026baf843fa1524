from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from ui.frame.keys_of_places import keys_of
from ui.frame.letters_off import LettersOff
from ui.frame.main_window import MainWindow
from ui.frame.shortcuts import TABLE, Shortcuts
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox


@pytest.mark.parametrize("letters", [True, False])
def test_a_sign_alone_is_a_shortcut_only_while_letters_act(
    window: MainWindow, theme: Theme, qtbot: QtBot, qapp: QApplication, *, letters: bool
) -> None:
    LettersOff(qapp, theme, window)
    theme.let_letters_act(on=letters)
    found: list[str] = []
    Shortcuts(window, {"find": lambda: found.append("found")})
    window.top_bar.lock_button.setFocus()

    qtbot.keyClicks(window.top_bar.lock_button, "/")
    assert bool(found) is letters

    qtbot.keyClick(window.top_bar.lock_button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert len(found) == 1 + letters


def test_fields_lists_and_menus_have_their_letters_all_the_same(
    window: MainWindow, theme: Theme, qtbot: QtBot, qapp: QApplication, show: Show
) -> None:
    LettersOff(qapp, theme, window)
    theme.let_letters_act(on=False)
    line, text, choice = QLineEdit(), QPlainTextEdit(), ChoiceBox(theme, spoken="Colour")
    choice.addItems(["amber", "blue"])
    for widget in (line, text, choice):
        show(widget)
        widget.setFocus()
        qtbot.keyClicks(widget, "b")

    assert (line.text(), text.toPlainText(), choice.currentText()) == ("b", "b", "blue")

    done: list[str] = []
    menu = QMenu(window)
    menu.addAction("&Open record").triggered.connect(lambda: done.append("opened"))
    menu.popup(window.mapToGlobal(QPoint(100, 100)))
    qtbot.keyClick(menu, Qt.Key.Key_O)
    assert done == ["opened"]


def test_no_key_is_shown_that_does_nothing(theme: Theme, show: Show) -> None:
    button, other = Button("Open record", theme, key="O"), Button("Close", theme, key="Esc")
    show(button)
    wide = button.sizeHint().width()
    everything = frozenset(each.name for each in TABLE)

    theme.let_letters_act(on=False)

    assert button.sizeHint().width() < wide
    assert (button.accessibleDescription(), other.accessibleDescription()) == ("", "Key Esc")
    here, everywhere = keys_of("today", everything, letters=False)
    assert ("O", "Open the record") not in here
    assert ("Ctrl K", "Find or do") in everywhere
    assert "Keys for this screen" not in [words for _, words in everywhere]

    theme.let_letters_act(on=True)
    assert button.accessibleDescription() == "Key O"
