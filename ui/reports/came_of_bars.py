"""What came of a span: a bar for each, cut into yes, no and open; hatched where it is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.domain.overview import CameOf, Count
from ui.reports.chart import Chart, caption, draw_hatch, number
from ui.reports.wording import came_headline, came_words, of_words, part_words
from ui.theme.scale import CAPTION, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look, width_of

_HEAD, _ROW, _BAR = 18, 44, 30
_NAME, _OF = 158, 164
_GAP, _LEAST_BAR = 2, 120


class CameOfBars(Chart):
    """The parts of a bar are told apart by fill and edge, and by the words above."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__("What came of it", theme, parent=parent)
        self._rows: Sequence[CameOf] = ()

    def show_figures(self, rows: Sequence[CameOf]) -> None:
        """Show these bars."""
        self._rows = rows
        self.show_headline(came_headline(rows), high=_HEAD + _ROW * len(rows) + 2)

    @property
    def least(self) -> int:
        """Bars need room beside their words."""
        return _NAME + _OF + _LEAST_BAR

    def draw(self, brush: Brush, area: QRectF) -> None:
        """Paint the heads, then a bar for each."""
        px = self.theme.px
        bar = self._bar(area)
        self._draw_key(brush, QRectF(bar.left(), 0, bar.width(), px(_HEAD)))
        of = QRectF(area.right() - px(_OF), 0, px(_OF), px(_HEAD))
        caption(brush, "Of", of, side="right")
        for at, row in enumerate(self._rows):
            top = px(_HEAD) + at * px(_ROW) + px((_ROW - _BAR) / 2)
            name = QRectF(0, top, px(_NAME) - px(8), px(_BAR))
            brush.words(came_words(row.what), name, font=self.theme.font(SMALL), ink="text")
            self._draw_bar(brush, QRectF(bar.left(), top, bar.width(), px(_BAR)), row)
            told = QRectF(of.left() + px(8), top, of.width() - px(8), px(_BAR))
            caption(brush, of_words(row), told, side="right")

    def _bar(self, area: QRectF) -> QRectF:
        px = self.theme.px
        width = max(1.0, area.width() - px(_NAME + _OF))
        return QRectF(px(_NAME), 0, width, px(_BAR))

    def _draw_key(self, brush: Brush, area: QRectF) -> None:
        """Which fill is which, in the order in which they lie."""
        px, left = self.theme.px, area.left()
        for words, look in zip(("Yes", "No", "Open"), _LOOKS, strict=True):
            side = px(11)
            box = QRectF(left, area.center().y() - side / 2, side, side)
            brush.box(box, look, radius=px(2))
            room = width_of(words, self.theme.font(CAPTION)) + px(2)
            label = QRectF(box.right() + px(5), area.top(), room, area.height())
            caption(brush, words, label)
            left = label.right() + px(16)

    def _draw_bar(self, brush: Brush, area: QRectF, row: CameOf) -> None:
        px, parts = self.theme.px, (row.yes, row.no, row.open)
        if row.whole == 0:
            brush.box(area, Look("", "line", ""), radius=px(3))
            caption(brush, "none", area.adjusted(px(10), 0, 0, 0))
            return
        if row.whole is None:
            self._draw_hidden(brush, area)
            return
        left, room = area.left(), area.width()
        for part, look in zip(parts, _LOOKS, strict=True):
            if part:
                width = max(px(3.0), room * part / row.whole - px(_GAP))
                self._draw_part(
                    brush, QRectF(left, area.top(), width, area.height()), part, row, look
                )
                left += width + px(_GAP)
        if None in parts and left < area.right() - px(4):
            self._draw_hidden(brush, QRectF(left, area.top(), area.right() - left, area.height()))

    def _draw_part(self, brush: Brush, area: QRectF, part: Count, row: CameOf, look: Look) -> None:
        edge = 1.5 if look.edge == "text" else 1.0
        brush.box(area, look, radius=self.theme.px(3), edge=edge)
        words = part_words(row, part)
        font = self.theme.font(SMALL, STRONG)
        if width_of(words, font) + self.theme.px(10) <= area.width():
            number(brush, words, area, ink=look.ink, side="centre")

    def _draw_hidden(self, brush: Brush, area: QRectF) -> None:
        theme, px = self.theme, self.theme.px
        draw_hatch(brush, area, radius=px(3))
        room = width_of("hidden", theme.font(CAPTION)) + px(14)
        if room + px(12) <= area.width():
            high = px(17)
            plate = QRectF(area.center().x() - room / 2, area.center().y() - high / 2, room, high)
            brush.box(plate, Look("surface", "", ""), radius=px(3))
            caption(brush, "hidden", plate, side="centre")


_LOOKS = (
    Look("chart1", "", "onAccent"),
    Look("sunken", "control", "text"),
    Look("surface", "text", "text", dashed=True),
)
