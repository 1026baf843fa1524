"""A box that opens a list to choose from, with an arrow of our own."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme.theme import Theme
from ui.widgets.painting import Brush


class ChoiceBox(QComboBox):
    """A combo box; turning the wheel over it scrolls the page and never changes an answer."""

    def __init__(self, theme: Theme, *, spoken: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(spoken)
        theme.changed.connect(self.updateGeometry)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the arrow, which a style sheet could not tint."""
        super().paintEvent(event)
        painter, size = QPainter(self), self._theme.px(16)
        at = QPointF(self.width() - size - self._theme.px(10), (self.height() - size) / 2)
        ink = "text2" if self.isEnabled() else "disabled"
        Brush(painter, self._theme).icon("down", at, ink=ink, size=16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
