"""Two or three ways to look at the same page, as joined boxes of which one is filled."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.theme.scale import SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.painting import CENTRE, Brush, width_of


class _Box(QRadioButton):
    """One way, a radio button to a screen reader."""

    def __init__(self, words: str, theme: Theme, *, first: bool, last: bool) -> None:
        super().__init__(words)
        self._theme, self._first, self._last = theme, first, last
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)

    def hitButton(self, place: QPoint) -> bool:
        """The whole box can be pressed."""
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        """Room for the words in strong letters."""
        theme = self._theme
        words = width_of(self.text(), theme.font(SMALL, STRONG))
        return QSize(round(words + theme.px(22) + 0.5), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge and words; the box to the right shares its edge."""
        theme, area, is_on = self._theme, QRectF(self.rect()), self.isChecked()
        brush = Brush(QPainter(self), theme)
        brush.painter.setClipRect(area)
        brush.painter.setPen(theme.pen("control"))
        rest = "hover" if self.underMouse() else "surface"
        brush.painter.setBrush(theme.fill("accent" if is_on else rest))
        brush.painter.drawPath(self._outline(area))
        font = theme.font(SMALL, STRONG) if is_on else theme.font(SMALL)
        ink = "onAccent" if is_on else "text"
        brush.words(self.text(), area, font=font, ink=ink, align=CENTRE)

    def _outline(self, area: QRectF) -> QPainterPath:
        inner = area.adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5)
        radius, path = self._theme.px(6), QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(inner, radius, radius)
        if not self._first:
            path.addRect(inner.adjusted(0, 0, -radius, 0))
        if not self._last:
            path.addRect(inner.adjusted(radius, 0, 0, 0))
        return path.simplified()

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


class Switch(QWidget):
    """Arrows move and choose, as in any group of radio buttons; `ways` are words by key.

    Signals: `chosen(str)` with the key of the way that was turned on.
    """

    chosen = Signal(str)

    def __init__(
        self, ways: Mapping[str, str], theme: Theme, *, spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(spoken)
        row, keys = Flow(theme, gap=0, parent=self), list(ways)
        self._group = QButtonGroup(self)
        self.boxes = {
            key: _Box(words, theme, first=key == keys[0], last=key == keys[-1])
            for key, words in ways.items()
        }
        for box in self.boxes.values():
            self._group.addButton(box)
            row.addWidget(box)
        self.boxes[keys[0]].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def choice(self) -> str:
        """The key of the way that is on."""
        return next(key for key, box in self.boxes.items() if box.isChecked())

    def _on_toggled(self, _box: QWidget, checked: bool) -> None:  # noqa: FBT001 - Qt's slot
        if checked:
            self.chosen.emit(self.choice)
