"""A ring that shows how much of a time is left, with its words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.scale import BODY, CAPTION, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, width_of
from ui.widgets.spoken import Role, give_role

ClockKind = Literal["plenty", "soon", "over", "paused", "done", "icon"]

_INK: dict[ClockKind, str] = {
    "plenty": "text",
    "soon": "warn",
    "over": "danger",
    "paused": "text2",
    "done": "text",
    "icon": "text",
}


@dataclass(frozen=True)
class Clock:
    """What a clock shows: a kind, two short lines, and the share of time left, 0 to 1.

    Kind `icon` stands for rows without a clock and draws `icon` in `ink`.
    """

    kind: ClockKind
    value: str
    words: str
    left: float = 0.0
    icon: str = ""
    ink: str = "text"

    @property
    def value_ink(self) -> str:
        """The token that the first line is written in."""
        return self.ink if self.kind == "icon" else _INK[self.kind]

    @property
    def sentence(self) -> str:
        """What is spoken."""
        return f"{self.value} {self.words}".strip()


def draw_clock(brush: Brush, area: QRectF, clock: Clock) -> None:
    """Ring and two lines, from the left side of an area and centred in its height."""
    theme = brush.theme
    draw_ring(brush, QPointF(area.left() + theme.px(15), area.center().y()), clock)
    left, width = area.left() + theme.px(38), area.width() - theme.px(38)
    middle = area.center().y()
    upper = QRectF(left, middle - theme.px(17), width, theme.px(19))
    lower = QRectF(left, middle + theme.px(1), width, theme.px(16))
    brush.words(clock.value, upper, font=theme.font(BODY, STRONG), ink=clock.value_ink)
    brush.words(clock.words, lower, font=theme.font(CAPTION), ink="text3")


def draw_ring(brush: Brush, centre: QPointF, clock: Clock) -> None:
    """The ring alone, 30 across, round a centre."""
    drawing = {"over": _draw_over, "paused": _draw_paused, "done": _draw_done, "icon": _draw_icon}
    drawing.get(clock.kind, _draw_left)(brush, centre, clock)


def _draw_left(brush: Brush, centre: QPointF, clock: Clock) -> None:
    theme, painter = brush.theme, brush.painter
    radius, width = theme.px(12), theme.px(3.5)
    ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("line2"), width))
    painter.drawEllipse(ring)
    token = "warn" if clock.kind == "soon" else "accent"
    flat = Qt.PenCapStyle.FlatCap
    painter.setPen(QPen(theme.colour(token), width, Qt.PenStyle.SolidLine, flat))
    painter.drawArc(ring, 90 * 16, -round(360 * 16 * clock.left))


def _draw_over(brush: Brush, centre: QPointF, _clock: Clock) -> None:
    theme, painter = brush.theme, brush.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("dangerFill"))
    painter.drawEllipse(centre, theme.px(13), theme.px(13))
    painter.setPen(_round_pen(theme, "onDanger", 2.4))
    painter.drawLine(centre + QPointF(0, -theme.px(6)), centre + QPointF(0, theme.px(1)))
    painter.drawPoint(centre + QPointF(0, theme.px(5)))


def _draw_paused(brush: Brush, centre: QPointF, _clock: Clock) -> None:
    theme, painter = brush.theme, brush.painter
    pen = QPen(theme.colour("control"), theme.px(2), Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, theme.px(12.5), theme.px(12.5))
    painter.setPen(_round_pen(theme, "control", 1.6))
    for side in (-1, 1):
        across, up = side * theme.px(3), theme.px(4)
        painter.drawLine(centre + QPointF(across, -up), centre + QPointF(across, up))


def _draw_done(brush: Brush, centre: QPointF, _clock: Clock) -> None:
    half = brush.theme.px(30) / 2
    brush.icon("checkc", centre - QPointF(half, half), ink="ok", size=30)


def _draw_icon(brush: Brush, centre: QPointF, clock: Clock) -> None:
    half = brush.theme.px(20) / 2
    brush.icon(clock.icon, centre - QPointF(half, half), ink=clock.ink, size=20)


def _round_pen(theme: Theme, token: str, width: float) -> QPen:
    cap = Qt.PenCapStyle.RoundCap
    return QPen(theme.colour(token), width * theme.text_scale, Qt.PenStyle.SolidLine, cap)


class ClockRing(QWidget):
    """A clock on its own, spoken as `what`, its value and its words."""

    def __init__(
        self, clock: Clock, theme: Theme, *, what: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._theme, self._what = clock, theme, what
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        give_role(self, Role.Indicator)
        theme.changed.connect(self._follow_theme)
        self.show_clock(clock)

    def show_clock(self, clock: Clock) -> None:
        """Show another time."""
        self._clock = clock
        said = f"{self._what}, {clock.sentence}" if self._what else clock.sentence
        self.setAccessibleName(said)
        self._follow_theme()

    def sizeHint(self) -> QSize:
        """Room for ring and words at the text scale."""
        theme, clock = self._theme, self._clock
        words = max(
            width_of(clock.value, theme.font(BODY, STRONG)),
            width_of(clock.words, theme.font(CAPTION)),
        )
        return QSize(round(words + 0.5) + theme.px(40), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring and its words."""
        draw_clock(Brush(QPainter(self), self._theme), QRectF(self.rect()), self._clock)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
