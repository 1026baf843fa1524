"""The box for what nobody expected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.safety.failure_box import FailureBox
from ui.theme.theme import Theme


def test_it_says_its_sentence_and_goes_away(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    box = FailureBox(host, theme, "Something went wrong here. Code E-12AB")
    assert [label.text() for label in box.findChildren(QLabel)] == [box.accessibleName()]

    with qtbot.waitSignal(box.destroyed):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
