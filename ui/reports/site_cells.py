"""Months by place: in each cell a bar beside its number, hatched where it is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from app.domain.overview import Count, Overview, SiteRow
from ui.reports.chart import Chart, caption, draw_hatch, number
from ui.reports.wording import ALL_SITES, count_words, month_name, sites_headline
from ui.theme.scale import SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, width_of

_HEAD, _ROW = 18, 29
_PLACE, _MOST_PLACE, _TOTAL, _BAR = 0.24, 260, 48, 20
_LEAST_CELL, _COMFORTABLE_CELL = 30, 42
_HIGHEST, _LEAST_BAR, _LEAST_BROAD, _NUMBER = 22, 3, 6, 36


class SiteCells(Chart):
    """`name` says what a place is called."""

    def __init__(
        self, name: Callable[[str], str], theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Abuse identified each month, by site", theme, parent=parent)
        self._name = name
        self._rows: Sequence[SiteRow] = ()
        self._shown: Overview | None = None

    def show_figures(self, shown: Overview, rows: Sequence[SiteRow]) -> None:
        """Show these rows."""
        self._shown, self._rows = shown, rows
        headline = sites_headline(rows, shown, self._name(rows[0].code) if rows else "")
        self.show_headline(headline, high=_HEAD + _ROW * len(rows) + 2)

    @property
    def least(self) -> int:
        """Every month needs room for its number."""
        months = len(self._shown.months) if self._shown is not None else 0
        return round((_TOTAL + _LEAST_CELL * months) / (1 - _PLACE))

    def draw(self, brush: Brush, area: QRectF) -> None:
        """Paint the names of the months, then a row for each place."""
        shown, px = self._shown, self.theme.px
        if shown is None:
            return
        left, cell = self._place_width(area), self._cell(area)
        bar = self._bar(cell)
        for column, month in enumerate(shown.months):
            head = QRectF(left + column * cell, 0, cell, px(_HEAD))
            caption(brush, month_name(month, shown), head.adjusted(bar + px(5), 0, bar, 0))
        caption(brush, "Total", QRectF(area.right() - px(60), 0, px(60), px(_HEAD)), side="right")
        for at, row in enumerate(self._rows):
            top = px(_HEAD) + at * px(_ROW)
            self._draw_row(brush, QRectF(0, top, area.width(), px(_ROW)), row)
            if at + 1 < len(self._rows):
                line = top + px(_ROW) - 0.5
                brush.rule(QPointF(0, line), QPointF(area.width(), line))

    def _draw_row(self, brush: Brush, area: QRectF, row: SiteRow) -> None:
        theme, px = self.theme, self.theme.px
        left, cell = self._place_width(area), self._cell(area)
        is_sum = not row.code
        name = ALL_SITES if is_sum else self._name(row.code)
        font = theme.font(SMALL, STRONG) if is_sum else theme.font(SMALL)
        place = QRectF(area.left(), area.top(), left - px(8), area.height())
        brush.words(name, place, font=font, ink="text")
        for column, count in enumerate(row.months):
            box = QRectF(left + column * cell, area.top(), cell, area.height())
            self._draw_cell(brush, box, count, has_bar=not is_sum)
        total = QRectF(area.right() - px(60), area.top(), px(60), area.height())
        ink = "text2" if row.total is None else "text"
        number(brush, count_words(row.total), total, ink=ink, side="right")

    def _draw_cell(self, brush: Brush, area: QRectF, count: Count, *, has_bar: bool) -> None:
        px, width = self.theme.px, self._bar(area.width())
        if count is None:
            high = float(px(16))
            hatch = QRectF(area.left(), area.center().y() - high / 2, width, high)
            draw_hatch(brush, hatch, radius=px(2))
        elif has_bar and count:
            high = max(px(_LEAST_BAR), px(_HIGHEST) * count / self._most)
            foot = area.bottom() - px(3)
            brush.painter.setPen(self.theme.pen(""))
            brush.painter.setBrush(self.theme.fill("chart1"))
            bar = QRectF(area.left(), foot - high, width, high)
            brush.painter.drawRoundedRect(bar, px(2), px(2))
        words = area.adjusted(width + px(5), 0, 0, 0)
        number(brush, count_words(count), words, ink="text" if count else "text2")

    @property
    def _most(self) -> int:
        """The largest count of one place, which has the highest bar."""
        counts = [each or 0 for row in self._rows if row.code for each in row.months]
        return max([1, *counts])

    def _place_width(self, area: QRectF) -> float:
        """As much as the longest name needs, if that leaves the months their room."""
        months = len(self._shown.months) if self._shown is not None else 0
        font, px = self.theme.font(SMALL, STRONG), self.theme.px
        names = [self._name(row.code) if row.code else ALL_SITES for row in self._rows]
        wanted = max([width_of(name, font) for name in names], default=0) + px(10)
        room = area.width() - px(_TOTAL + _COMFORTABLE_CELL * months)
        return max(area.width() * _PLACE, min(wanted, room, px(_MOST_PLACE)))

    def _cell(self, area: QRectF) -> float:
        months = len(self._shown.months) if self._shown is not None else 1
        return (area.width() - self._place_width(area) - self.theme.px(_TOTAL)) / max(1, months)

    def _bar(self, cell: float) -> float:
        """As broad as a number of three digits leaves it."""
        px = self.theme.px
        return max(px(_LEAST_BROAD), min(px(_BAR), cell - px(_NUMBER)))
