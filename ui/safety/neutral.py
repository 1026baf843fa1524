"""What the program is called wherever others can read it: its own name, and never anything else."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TITLE = "Yarrow"


def name_application(application: QGuiApplication) -> None:
    """Give desktop, task bar and session manager the program's name and nothing else."""
    application.setApplicationName(TITLE)
    application.setApplicationDisplayName(TITLE)
    application.setDesktopFileName(TITLE.lower())


def name_window(window: QWidget) -> None:
    """Give a window its title, for the eye, for a screen reader and for the task bar."""
    window.setWindowTitle(TITLE)
    window.setWindowIconText(TITLE)
    window.setAccessibleName(TITLE)
