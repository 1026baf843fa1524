"""The flat shade over a page while an overlay lies on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme

_OPACITY = 0.38


class Scrim(QWidget):
    """Signals: `pressed()` when the shade is clicked."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the click and keep it from the page."""
        event.accept()
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shade with whichever of ink and ground is the darker."""
        inks = (self._theme.colour("text"), self._theme.colour("sunken"))
        shade = QColor(min(inks, key=lambda colour: colour.lightness()))
        shade.setAlphaF(_OPACITY)
        QPainter(self).fillRect(self.rect(), shade)
