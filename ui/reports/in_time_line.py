"""A share by month as a line, with the aim; a month that is not over is hollow and dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from app.domain.overview import MonthShare, Overview
from ui.reports.chart import Chart, caption, draw_hatch, number
from ui.reports.wording import HIDDEN, count_words, in_time_headline, month_name
from ui.theme.theme import Theme
from ui.widgets.painting import Brush

_HIGH, _TOP, _FOOT, _LEFT = 202, 14, 42, 34
_STEPS = (0, 25, 50, 75, 100)
_LOWEST_OPEN = 50
_DOT = 5
_WHOLE, _ROOMY = 100, 56


class InTimeLine(Chart):
    """`aim` is in percent."""

    def __init__(self, aim: int, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__("First contact in time, by month", theme, parent=parent)
        self._aim = aim
        self._shares: Sequence[MonthShare] = ()
        self._shown: Overview | None = None

    def show_figures(self, shown: Overview, shares: Sequence[MonthShare]) -> None:
        """Show these months."""
        self._shown, self._shares = shown, shares
        self.show_headline(in_time_headline(shares, shown, self._aim), high=_HIGH)

    def draw(self, brush: Brush, area: QRectF) -> None:
        """Paint the scale, the aim, the line, and the counts below it."""
        if self._shown is None:
            return
        self._draw_scale(brush, area)
        points = list(self._points(area))
        self._draw_line(brush, points)
        for column, at in enumerate(points):
            self._draw_month(brush, area, column, at)

    def _draw_scale(self, brush: Brush, area: QRectF) -> None:
        px = self.theme.px
        for step in [each for each in _STEPS if each >= self._lowest]:
            y = self._height_of(step, area)
            brush.rule(QPointF(px(_LEFT), y), QPointF(area.right(), y))
            label = QRectF(0, y - px(8), px(_LEFT - 8), px(16))
            caption(brush, str(step), label, ink="text3", side="right")
        y = self._height_of(self._aim, area)
        pen = QPen(self.theme.colour("text2"), 1.5 * self.theme.text_scale)
        pen.setDashPattern([3.3, 2.6])
        brush.painter.setPen(pen)
        brush.painter.drawLine(QPointF(px(_LEFT), y), QPointF(area.right(), y))
        words = QRectF(px(_LEFT + 2), y - px(19), px(120), px(16))
        caption(brush, f"aim {self._aim}%", words)

    def _draw_line(self, brush: Brush, points: Sequence[QPointF | None]) -> None:
        scale = self.theme.text_scale
        for column, (one, other) in enumerate(pairwise(points)):
            if one is None or other is None:
                continue
            pen = QPen(self.theme.colour("chart1"), 2.5 * scale)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if self._is_part(column + 1):
                pen.setDashPattern([1.2, 1.6])
            brush.painter.setPen(pen)
            brush.painter.drawLine(one, other)

    def _draw_month(self, brush: Brush, area: QRectF, column: int, at: QPointF | None) -> None:
        shown, share, px = self._shown, self._shares[column], self.theme.px
        if shown is None:
            return
        middle, half = self._across(column, area), self._room(area) / 2
        if at is not None:
            self._draw_point(brush, at, column)
        elif share.percent is None and share.whole != 0:
            self._draw_hidden(brush, middle, area)
        name = QRectF(middle - half, area.bottom() - px(38), 2 * half, px(18))
        caption(brush, month_name(shown.months[column], shown), name, side="centre")
        of = " of " if self._room(area) >= px(_ROOMY) else "/"
        counts = f"{count_words(share.part)}{of}{count_words(share.whole)}"
        if share.whole is None:
            counts = HIDDEN
        below = QRectF(middle - half, area.bottom() - px(20), 2 * half, px(18))
        caption(brush, counts if share.whole != 0 else "none", below, ink="text3", side="centre")

    def _draw_point(self, brush: Brush, at: QPointF, column: int) -> None:
        theme, px = self.theme, self.theme.px
        brush.painter.setPen(QPen(theme.colour("chart1"), 2 * theme.text_scale))
        brush.painter.setBrush(theme.fill("surface" if self._is_part(column) else "chart1"))
        brush.painter.drawEllipse(at, px(_DOT), px(_DOT))
        words = QRectF(at.x() - px(30), at.y() + px(8), px(60), px(18))
        number(brush, f"{self._shares[column].percent}%", words, side="centre")

    def _draw_hidden(self, brush: Brush, middle: float, area: QRectF) -> None:
        px, side = self.theme.px, self.theme.px(18)
        foot = area.bottom() - px(_FOOT + 6)
        hatch = QRectF(middle - side / 2, foot - side, side, side)
        draw_hatch(brush, hatch, radius=px(2))

    def _points(self, area: QRectF) -> Iterator[QPointF | None]:
        for column, share in enumerate(self._shares):
            told = share.percent
            y = None if told is None else self._height_of(told, area)
            yield None if y is None else QPointF(self._across(column, area), y)

    def _across(self, column: int, area: QRectF) -> float:
        return self.theme.px(_LEFT) + (column + 0.5) * self._room(area)

    def _room(self, area: QRectF) -> float:
        return (area.width() - self.theme.px(_LEFT)) / max(1, len(self._shares))

    def _height_of(self, share: float, area: QRectF) -> float:
        top, foot = self.theme.px(_TOP), area.height() - self.theme.px(_FOOT + 4)
        return foot - (foot - top) * (share - self._lowest) / (_WHOLE - self._lowest)

    @property
    def _lowest(self) -> int:
        """The scale begins at half, unless a month is below it."""
        told = [each.percent for each in self._shares if each.percent is not None]
        return _LOWEST_OPEN if min([_WHOLE, *told]) > _LOWEST_OPEN else 0

    def _is_part(self, column: int) -> bool:
        shown = self._shown
        return shown is not None and shown.is_last_part and column == len(shown.months) - 1
