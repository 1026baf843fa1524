"""The box in the top bar that opens the search."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.breadth import Breadth
from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.inline import draw_key, key_width
from ui.widgets.painting import Brush, Look

_WIDTHS = {Breadth.FOLDED: 36, Breadth.NARROW: 210, Breadth.NORMAL: 330, Breadth.WIDE: 480}
_HINT, _KEY = "Find a person, number or note", "Ctrl K"


class FindButton(QPushButton):
    """Looks like a field and is a button: what is typed belongs to the overlay it opens."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._breadth = theme, Breadth.NORMAL
        self.setAccessibleName(_HINT)
        self.setAccessibleDescription(f"Key {_KEY}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)

    def fit(self, breadth: Breadth) -> None:
        """Take the width for a window this broad; folded, only the glass is left."""
        self._breadth = breadth
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """36 high."""
        return QSize(self._theme.px(_WIDTHS[self._breadth]), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """The hint gives way first where the bar is crowded."""
        return QSize(self._theme.px(36), self._theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw edge, glass, hint and key."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        ground = "hover" if self.underMouse() else "surface"
        brush.box(area, Look(ground, "control", "text3"), radius=theme.px(6))
        middle, glass = area.center().y(), theme.px(18)
        if self.width() < theme.px(90):
            at = QPointF((area.width() - glass) / 2, middle - glass / 2)
            brush.icon("search", at, ink="text2", size=18)
            return
        brush.icon("search", QPointF(theme.px(10), middle - glass / 2), ink="text2", size=18)
        key = area.right() - theme.px(9) - key_width(_KEY, theme)
        words = QRectF(theme.px(36), 0, key - theme.px(44), area.height())
        brush.words(_HINT, words, font=theme.font(SMALL), ink="text3")
        draw_key(brush, _KEY, QPointF(key, middle), edge="line2")

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
