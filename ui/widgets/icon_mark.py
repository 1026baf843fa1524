"""An icon on its own, beside words that say the same."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.spacing import FixedSize
from ui.theme.theme import Theme
from ui.widgets.painting import Brush


class IconMark(QWidget):
    """An icon that stands for itself and is passed over by a screen reader."""

    def __init__(
        self,
        icon: str,
        theme: Theme,
        *,
        ink: str = "text2",
        size: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._theme, self._ink, self._size = icon, theme, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FixedSize(self, theme, width=size, height=size)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str, *, ink: str) -> None:
        """Show another icon, in another ink."""
        if (icon, ink) != (self._icon, self._ink):
            self._icon, self._ink = icon, ink
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        brush = Brush(QPainter(self), self._theme)
        brush.icon(self._icon, QPointF(0, 0), ink=self._ink, size=self._size)
