"""How the items of a timeline are painted, each as high as its words need."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.scale import BODY, CAPTION, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.chip import LOOKS
from ui.widgets.inline import Inline
from ui.widgets.painting import RIGHT, Brush, Look
from ui.widgets.row_list import RowList, RowRole
from ui.widgets.said_tag import HEIGHT, WIDTH, draw_tag
from ui.widgets.text_blocks import TextBlocks
from ui.widgets.timeline_items import ItemState, TimelineItem

_SIDE, _TIME, _DISC, _GAP = 16, 64, 26, 10
DAY_ROOM = _TIME + _SIDE - 4
"""A day with its year is broader than one near; it reaches into the margin and is never cut."""
_Ground = tuple[int, float]
"""How broad the list is, and at which text scale."""
_TOP, _HEAD, _BOTTOM, _TAG_GAP = 3, 21, 11, 8


class TimelineDelegate(QStyledItemDelegate):
    """Paints `TimelineItem` of any model that answers `RowRole.ROW`."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view
        self._theme: Theme = view.theme
        self._blocks = TextBlocks()
        self._sizes: dict[str, tuple[TimelineItem, _Ground, QSize]] = {}

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as title, body and lines are at this width; worked out once for the same item."""
        return self.size_of(index.data(RowRole.ROW))

    def size_of(self, item: TimelineItem) -> QSize:
        """The size of an item, seen or not."""
        ground = self._ground()
        before, on, size = self._sizes.get(item.key, (None, None, None))
        if size is None or before is not item or on != ground:
            area = QRectF(0, 0, ground[0], 0)
            size = QSize(0, round(self._height(item, self._box(area).width()) + 0.5))
            self._sizes[item.key] = item, ground, size
        return size

    def forget_all_but(self, keys: Container[str]) -> None:
        """Keep the sizes of these items alone."""
        self._sizes = {key: each for key, each in self._sizes.items() if key in keys}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one item; the line goes on to the next one unless this is the last."""
        item, area = index.data(RowRole.ROW), QRectF(option.rect)
        painter.save()
        brush = Brush(painter, self._theme)
        box = self._box(area)
        if option.state & QStyle.StateFlag.State_Selected:
            ring = QRectF(box.left() - self._theme.px(6), area.top(), box.width(), area.height())
            ring.setRight(area.right())
            ring, radius = ring.adjusted(0, 0, 0, -self._theme.px(4)), self._theme.px(8)
            if option.widget.hasFocus():
                brush.focus(ring, radius=radius)
            else:  # what the three dots above act on
                brush.box(ring, Look("selected", "", ""), radius=radius)
        last = index.row() == index.model().rowCount() - 1
        self._draw_time(brush, area, item)
        self._draw_disc(brush, area, item, last=last)
        self._draw_head(brush, box, item)
        self._draw_words(brush, box, item)
        painter.restore()

    def _ground(self) -> _Ground:
        return self._view.viewport().width(), self._theme.text_scale

    def _box(self, area: QRectF) -> QRectF:
        px = self._theme.px
        left = px(_SIDE) + px(_TIME) + px(_DISC) + 2 * px(_GAP)
        return area.adjusted(left, px(_TOP), px(BAR - _SIDE), 0)

    def _draw_time(self, brush: Brush, area: QRectF, item: TimelineItem) -> None:
        px, theme = self._theme.px, self._theme
        right = area.left() + px(_SIDE) + px(_TIME)
        day = QRectF(right - px(DAY_ROOM), area.top() + px(5), px(DAY_ROOM), px(16))
        brush.words(item.day, day, font=theme.font(CAPTION, STRONG), ink="text2", align=RIGHT)
        day.translate(0, px(16))
        brush.words(item.time, day, font=theme.font(CAPTION), ink="text3", align=RIGHT)

    def _draw_disc(self, brush: Brush, area: QRectF, item: TimelineItem, *, last: bool) -> None:
        px = self._theme.px
        left = area.left() + px(_SIDE) + px(_TIME) + px(_GAP)
        disc = QRectF(left, area.top(), px(_DISC), px(_DISC))
        if not last:
            middle = disc.center().x()
            start, end = QPointF(middle, disc.bottom()), QPointF(middle, area.bottom())
            brush.rule(start, end, "line2")
        danger = item.tone == "danger"
        look = LOOKS["danger"] if danger else Look("surface", "line2", "text2")
        brush.box(disc, look, radius=disc.height() / 2)
        half = px(15) / 2
        brush.icon(item.icon, disc.center() - QPointF(half, half), ink=look.ink, size=15)

    def _draw_head(self, brush: Brush, box: QRectF, item: TimelineItem) -> None:
        theme = self._theme
        line = QRectF(box.left(), box.top(), box.width(), theme.px(_HEAD))
        if item.state is not None:
            line.setRight(_draw_state(brush, line, item.state) - theme.px(8))
        font = theme.font(BODY, STRONG)
        font = font.struck if item.struck else font
        ink = "text3" if item.struck else "text"
        used = brush.words(item.title, line, font=font, ink=ink) + theme.px(8)
        brush.words(item.aside, line.adjusted(used, 0, 0, 0), font=theme.font(SMALL), ink="text3")

    def _draw_words(self, brush: Brush, box: QRectF, item: TimelineItem) -> None:
        theme, px, font = self._theme, self._theme.px, self._theme.font(SMALL)
        top = box.top() + px(_HEAD)
        brush.painter.setFont(font)
        if item.body:
            brush.painter.setPen(theme.colour("text3" if item.struck else "text2"))
            block = self._blocks.block(item.body, font, box.width())
            brush.painter.drawStaticText(QPointF(box.left(), top + px(2)), block)
            top += px(2) + block.size().height()
        seen = self._view.viewport().height()
        for line in item.lines:
            top += px(4)
            area = self._line_area(box, top, line.text)
            if area.bottom() >= 0 and area.top() <= seen:
                draw_tag(brush, QPointF(box.left(), top), line.kind)
                brush.painter.setFont(font)
                brush.painter.setPen(theme.colour("text3" if item.struck else "text"))
                block = self._blocks.block(line.text, font, area.width())
                brush.painter.drawStaticText(area.topLeft(), block)
            top += max(px(HEIGHT), area.height())

    def _line_area(self, box: QRectF, top: float, text: str) -> QRectF:
        indent = self._theme.px(WIDTH) + self._theme.px(_TAG_GAP)
        width = box.width() - indent
        font = self._theme.font(SMALL)
        height = self._blocks.height(text, font, width)
        lead = max(0.0, (self._theme.px(HEIGHT) - QFontMetricsF(font).height()) / 2)
        return QRectF(box.left() + indent, top + lead, width, height)

    def _height(self, item: TimelineItem, width: float) -> float:
        px = self._theme.px
        box, total = QRectF(0, 0, width, 0), float(px(_TOP) + px(_HEAD) + px(_BOTTOM))
        if item.body:
            total += px(2) + self._blocks.height(item.body, self._theme.font(SMALL), width)
        for line in item.lines:
            total += px(4) + max(px(HEIGHT), self._line_area(box, 0, line.text).height())
        return max(total, float(px(42)))


def _draw_state(brush: Brush, line: QRectF, state: ItemState) -> float:
    """The chip at the line's right end; gives where it begins."""
    theme = brush.theme
    inline = Inline(state.words, icon=state.icon, size=CAPTION, icon_size=15, gap=5)
    width, height = inline.width(theme) + theme.px(18) + 2, theme.px(22)
    area = QRectF(line.right() - width, line.center().y() - height / 2, width, height)
    brush.box(area, LOOKS[state.kind], radius=height / 2)
    inline.draw(brush, area, ink=LOOKS[state.kind].ink)
    return area.left()
