"""Pictures of the screens: each in the three themes, numbered in the order in which they came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import THEME_NAMES

SIZE = (1366, 688)
_NOWHERE = (-100, -100)


class Pictures:
    """Writes `NN-name-theme.png` into a folder; `first` is the number of the first."""

    def __init__(self, folder: Path, theme: Theme, application: QApplication, first: int) -> None:
        self._folder, self._theme, self._application = folder, theme, application
        self.number = first
        QCursor.setPos(*_NOWHERE)  # nothing is drawn as under the mouse
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, window: QWidget) -> None:
        """Picture the window in each theme, and leave it light."""
        for theme in THEME_NAMES:
            self._theme.use(theme)
            self._application.processEvents()
            path = self._folder / f"{self.number:02}-{name}-{theme}.png"
            window.grab().save(str(path))
        self._theme.use(THEME_NAMES[0])
        self._application.processEvents()
        self.number += 1
