from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.toast import Toast


@pytest.fixture
def ground(theme: Theme, show: Callable[[QWidget], QWidget]) -> QWidget:
    ground = QWidget()
    ground.resize(800, 400)
    return show(ground)


def test_a_toast_lies_on_the_lower_edge_and_follows_it(ground: QWidget, theme: Theme) -> None:
    toast = Toast(theme, ground)

    toast.tell("Contact logged, no answer", can_undo=True)
    ground.resize(600, 500)

    assert toast.isVisible()
    assert toast.geometry().bottom() == 500 - 12 - 1
    assert toast.width() == 600 - 24
    assert toast.accessibleName() == "Contact logged, no answer"
    toast.hide()


def test_undo_takes_back_and_leaves(ground: QWidget, theme: Theme, qtbot: QtBot) -> None:
    toast = Toast(theme, ground)
    toast.tell("Contact logged, no answer", can_undo=True)
    undo = toast.findChild(QPushButton)

    with qtbot.waitSignal(toast.taken_back, timeout=1000):
        qtbot.keyClick(undo, Qt.Key.Key_Space)

    assert toast.isHidden()


def test_without_a_way_back_no_button_is_shown(ground: QWidget, theme: Theme) -> None:
    toast = Toast(theme, ground)

    toast.tell("Kept on this PC")

    assert toast.findChild(QPushButton).isHidden()
    toast.hide()
