from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.empty_state import EmptyState


def test_an_empty_list_says_what_is_so_and_how_to_go_on(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState("No one here by that name.", theme, action="New record")
    qtbot.addWidget(empty)
    empty.show()
    button = empty.findChild(QPushButton)

    with qtbot.waitSignal(empty.pressed, timeout=1000):
        qtbot.keyClick(button, Qt.Key.Key_Space)

    assert empty.accessibleName() == "No one here by that name."
    assert button.accessibleName() == "New record"


def test_without_a_way_on_there_is_no_button(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState("Nothing is due.", theme)
    qtbot.addWidget(empty)
    empty.show()

    assert empty.findChild(QPushButton).isHidden()
