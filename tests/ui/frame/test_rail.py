from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.frame.shortcuts import PLACES
from ui.theme.theme import Theme


def test_items_are_page_tabs_with_what_waits(window: MainWindow) -> None:
    item = QAccessible.queryAccessibleInterface(window.rail.items["today"])
    rail = QAccessible.queryAccessibleInterface(window.rail)

    assert rail.role() == QAccessible.Role.PageTabList
    assert rail.text(QAccessible.Text.Name) == "Main"
    assert item.role() == QAccessible.Role.PageTab
    assert item.text(QAccessible.Text.Name) == "Today, 9 waiting"
    assert item.text(QAccessible.Text.Description) == "Key Alt 1"
    assert item.state().selected


def test_only_places_that_exist_are_shown_under_their_final_numbers(window: MainWindow) -> None:
    assert list(window.rail.items) == ["today", "new", "people", "sync"]
    assert [PLACES.index(key) + 1 for key in window.rail.items] == [1, 2, 3, 7]


def test_arrows_move_and_enter_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.items["today"].setFocus()

    qtbot.keyClick(window.rail.items["today"], Qt.Key.Key_Down)
    assert window.focusWidget() is window.rail.items["new"]
    assert window.place == "today"

    qtbot.keyClick(window.rail.items["new"], Qt.Key.Key_Return)
    assert window.place == "new"


def test_arrows_go_round(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.items["today"].setFocus()

    qtbot.keyClick(window.rail.items["today"], Qt.Key.Key_Up)

    assert window.focusWidget() is window.rail.items["sync"]


def test_a_decision_waits_in_violet(window: MainWindow, theme: Theme) -> None:
    window.rail.show_count("sync", 2, decide=True)

    image = window.rail.items["sync"].grab().toImage()

    colours = {image.pixelColor(x, 14).name() for x in range(40, 68)}
    assert theme.colour("decideFill").name() in colours


def test_no_count_shows_no_bubble(window: MainWindow, theme: Theme) -> None:
    window.rail.show_count("today", 0)

    assert window.rail.items["today"].accessibleName() == "Today"
