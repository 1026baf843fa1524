"""What the painted charts share: a height that follows the text, and what is heard of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.scale import CAPTION, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, LEFT, RIGHT, Brush
from ui.widgets.spoken import Role, give_role

_WIDTH = 320
_STRIPES = 5


class Chart(QWidget):
    """Painted by `draw` at the size it gets; `rows` is its height in pixels at 100 %."""

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._high = theme, 0
        give_role(self, Role.Chart)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow_theme)

    @property
    def least(self) -> int:
        """The width, in pixels at 100 %, below which its words would be cut."""
        return 0

    def draw(self, brush: Brush, area: QRectF) -> None:
        """Paint it; area is all of it."""
        raise NotImplementedError

    def show_headline(self, words: str, *, high: int) -> None:
        """Say it in words, and take this height."""
        self.setAccessibleDescription(words)
        self._high = high
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """As high as what is in it at the text scale."""
        return QSize(self.theme.px(_WIDTH), self.theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Its words are elided where it is narrow; a table says them in full."""
        return QSize(1, self.theme.px(self._high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        brush = Brush(QPainter(self), self.theme)
        self.draw(brush, QRectF(self.rect()))

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


def draw_hatch(brush: Brush, area: QRectF, *, radius: float) -> None:
    """The ground of what is hidden: stripes, so that it is told apart without colour."""
    theme, painter = brush.theme, brush.painter
    painter.save()
    painter.setPen(theme.pen("control"))
    painter.setBrush(theme.fill("surface"))
    inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, radius, radius)
    painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(theme.colour("control"), 1.5 * theme.text_scale))
    step, high = theme.px(_STRIPES) * 1.4, area.height()
    at = area.left() - high
    while at < area.right():
        painter.drawLine(QPointF(at, area.bottom()), QPointF(at + high, area.top()))
        at += step
    painter.restore()


def caption(
    brush: Brush, text: str, area: QRectF, *, ink: str = "text2", side: str = "left"
) -> None:
    """A line in the smallest letters."""
    aligned = {"left": LEFT, "right": RIGHT, "centre": CENTRE}[side]
    brush.words(text, area, font=brush.theme.font(CAPTION), ink=ink, align=aligned)


def number(brush: Brush, text: str, area: QRectF, *, ink: str = "text", side: str = "left") -> None:
    """A figure, in strong letters."""
    aligned = {"left": LEFT, "right": RIGHT, "centre": CENTRE}[side]
    brush.words(text, area, font=brush.theme.font(SMALL, STRONG), ink=ink, align=aligned)
