"""A box to tick, drawn with the program's own icons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.theme.scale import BODY
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, width_of


class CheckBox(QCheckBox):
    """A check box 32 high whose whole area can be pressed."""

    def __init__(self, text: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._follow_theme)

    def hitButton(self, place: QPoint) -> bool:
        """Words and gap count as the box."""
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        """Room for box and words at the text scale."""
        theme = self._theme
        width = width_of(self.text(), theme.font(BODY)) + theme.px(20 + 8 + 4)
        return QSize(round(width + 0.5), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its words."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        ink = "text" if self.isEnabled() else "disabled"
        tick = "accent" if self.isChecked() else "control"
        name = "boxon" if self.isChecked() else "box"
        top = area.center().y() - theme.px(20) / 2
        brush.icon(name, QPointF(0, top), ink=tick if self.isEnabled() else "disabled", size=20)
        words = area.adjusted(theme.px(28), 0, 0, 0)
        brush.words(self.text(), words, font=theme.font(BODY), ink=ink)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
