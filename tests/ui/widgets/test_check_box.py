from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox


def test_space_ticks_and_the_state_is_spoken(qtbot: QtBot, theme: Theme) -> None:
    box = CheckBox("Medically fit to wait", theme)
    qtbot.addWidget(box)
    box.show()

    qtbot.keyClick(box, Qt.Key.Key_Space)

    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Medically fit to wait"
    assert interface.state().checked


def test_the_words_can_be_pressed_too(qtbot: QtBot, theme: Theme) -> None:
    box = CheckBox("Medically fit to wait", theme)
    qtbot.addWidget(box)
    box.show()

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 8, 16))

    assert box.isChecked()
    assert box.sizeHint().height() == 32
