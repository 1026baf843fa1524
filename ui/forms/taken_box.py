"""Whom a page is about, shown in place of the line that looked for them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from ui.theme.scale import BODY
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look

_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class TakenBox(QPushButton):
    """The person taken; Enter, Delete or a press looks for another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str, *, spoken: str) -> None:
        """Name the person."""
        self._words = words
        self.setAccessibleName(f"Person: {spoken}")
        self.setAccessibleDescription("Press Enter to look for someone else")
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the other inputs."""
        return QSize(self._theme.px(120), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """A long name may be cut, it is spoken whole."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete press the box."""
        if Qt.Key(event.key()) in _PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, a tick and the name."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        fill, edge = "hover" if self.underMouse() else "surface", "control"
        brush.box(area, Look(fill, edge, ""), radius=theme.px(6))
        at = QPointF(theme.px(10), area.center().y() - theme.px(18) / 2)
        brush.icon("checkc", at, ink="ok", size=18)
        words = area.adjusted(theme.px(36), 0, -theme.px(8), 0)
        brush.words(self._words, words, font=theme.font(BODY), ink="text")
