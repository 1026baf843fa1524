"""Which theme the computer's own settings ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints

from ui.theme.tokens import ThemeName


def theme_asked_for(hints: QStyleHints) -> ThemeName:
    """The contrast theme if more contrast is wished, else dark or light as the system is."""
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
