"""The program's name and nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.safety.neutral import name_application, name_window


def test_every_place_where_a_name_shows_has_the_program_s(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    name_application(qapp)
    name_window(window)

    assert {window.windowTitle(), window.windowIconText(), window.accessibleName()} == {"Yarrow"}
    assert qapp.applicationName() == qapp.applicationDisplayName() == "Yarrow"
    assert qapp.desktopFileName() == "yarrow"
