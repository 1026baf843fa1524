from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.meant_choice import MeantChoice


def test_the_words_below_belong_to_the_button(qtbot: QtBot, theme: Theme) -> None:
    line = MeantChoice(QRadioButton("Member"), "Reads and writes all files.", theme)
    qtbot.addWidget(line)
    line.show()
    words = line.findChild(Label)
    assert words is not None

    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)

    assert line.choice.isChecked()
    told = QAccessible.queryAccessibleInterface(line.choice)
    assert told.text(QAccessible.Text.Description) == "Reads and writes all files."
