from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ui.frame.hide_key import HideKey
from ui.frame.main_window import MainWindow

_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_both_keys_are_heard_from_a_field(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    key = HideKey(qapp, window)
    window.show_place("new")
    field = window.findChild(QLineEdit)

    with qtbot.waitSignal(key.pressed, timeout=1000):
        qtbot.keyClick(field, Qt.Key.Key_F9)
    with qtbot.waitSignal(key.pressed, timeout=1000):
        qtbot.keyClick(field, Qt.Key.Key_H, _BOTH)

    assert field.text() == ""


def test_the_key_is_heard_over_an_open_menu(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    key = HideKey(qapp, window)
    menu = QMenu(window)
    menu.addAction("Open record")
    menu.popup(window.mapToGlobal(QPoint(100, 100)))

    with qtbot.waitSignal(key.pressed, timeout=1000):
        qtbot.keyClick(menu, Qt.Key.Key_F9)

    menu.close()


def test_the_key_that_locks_is_heard_over_an_open_menu(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    key = HideKey(qapp, window)
    menu = QMenu(window)
    menu.addAction("Open record")
    menu.popup(window.mapToGlobal(QPoint(100, 100)))

    with qtbot.waitSignal(key.lock_pressed, timeout=1000):
        qtbot.keyClick(menu, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    menu.close()


def test_other_keys_go_where_they_belong(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    key = HideKey(qapp, window)
    window.show_place("new")
    field = window.findChild(QLineEdit)

    with qtbot.assertNotEmitted(key.pressed):
        qtbot.keyClicks(field, "h9")

    assert field.text() == "h9"
