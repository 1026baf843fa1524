"""Where the columns of the people's list stand, and how head and rows are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.people.list_model import PersonLine
from ui.theme.scale import BODY, CAPTION, SMALL, STRONG
from ui.theme.spacing import FixedSize
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.painting import LEFT, RIGHT, Brush
from ui.widgets.row_list import RowList, RowRole
from ui.widgets.row_paint import draw_ground

TITLES = ("Name", "Age", "NHS number", "Reference", "Last change", "State")
_WIDTHS = (0, 44, 124, 84, 116, 160)
_OUTER, _PADDING, _GAP = 8, 12, 12
_LEAST_BROAD = 720
_ROW, _HEAD = 52, 30


def columns_of(area: QRectF, theme: Theme) -> Sequence[QRectF]:
    """The places of the six columns in a row; the name takes what is left."""
    px = theme.px
    inner = area.adjusted(px(_OUTER + _PADDING), 0, px(BAR - _OUTER - _PADDING), 0)
    fixed = sum(px(width) + px(_GAP) for width in _WIDTHS[1:])
    places, left = [], inner.left()
    for width in (inner.width() - fixed, *(px(each) for each in _WIDTHS[1:])):
        places.append(QRectF(left, inner.top(), width, inner.height()))
        left += width + px(_GAP)
    return places


def is_broad(width: float, theme: Theme) -> bool:
    """Whether six columns find room; else a row has two lines."""
    return width / theme.text_scale >= _LEAST_BROAD


class PeopleHead(QWidget):
    """The titles of the columns."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        FixedSize(self, theme, height=_HEAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the titles on their ground, with a rule below."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        brush.painter.fillRect(area, theme.colour("canvas"))
        edge = QPointF(0, -0.5)
        brush.rule(area.bottomLeft() + edge, area.bottomRight() + edge)
        titles = TITLES if is_broad(area.width(), theme) else TITLES[:1]
        beside_the_bar = area.adjusted(0, 0, -theme.px(BAR), 0)
        places = columns_of(beside_the_bar, theme)
        for title, place in zip(titles, places, strict=False):
            side = RIGHT if title == "Age" else LEFT
            brush.words(title, place, font=theme.font(CAPTION), ink="text2", align=side)


class PeopleDelegate(QStyledItemDelegate):
    """Paints `PersonLine` of any model that answers `RowRole.ROW`; blank while it is awaited."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view, self._theme = view, view.theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high."""
        return QSize(0, self._theme.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one person."""
        line, area = index.data(RowRole.ROW), QRectF(option.rect)
        painter.save()
        brush = Brush(painter, self._theme)
        inner = area.adjusted(self._theme.px(_OUTER + _PADDING), 0, self._theme.px(BAR - 20), -0.5)
        brush.rule(inner.bottomLeft(), inner.bottomRight())
        draw_ground(brush, area.adjusted(self._theme.px(_OUTER), 0, 0, -1), option)
        if isinstance(line, PersonLine):
            if is_broad(area.width(), self._theme):
                self._draw_broad(brush, area, line)
            else:
                self._draw_stacked(brush, area, line)
        painter.restore()

    def _draw_broad(self, brush: Brush, area: QRectF, line: PersonLine) -> None:
        small, strong = self._theme.font(SMALL), self._theme.font(BODY, STRONG)
        name, age, number, reference, changed, state = columns_of(area, self._theme)
        if line.apart:
            upper, lower = _halves(name, self._theme)
            brush.words(line.name, upper, font=strong, ink="text")
            self._draw_apart(brush, lower, line.apart)
        else:
            brush.words(line.name, name, font=strong, ink="text")
        brush.words(line.age, age, font=small, ink="text2", align=RIGHT)
        brush.words(line.nhs_number, number, font=small, ink="text2")
        brush.words(line.reference, reference, font=small, ink="text2")
        brush.words(line.changed, changed, font=small, ink="text2")
        self._draw_state(brush, state, line)

    def _draw_stacked(self, brush: Brush, area: QRectF, line: PersonLine) -> None:
        px, inset = self._theme.px, self._theme.px(_OUTER + _PADDING)
        right = area.right() + px(BAR) - inset
        state = QRectF(right - px(160), area.top(), px(160), area.height())
        left, width = area.left() + inset, state.left() - area.left() - inset - px(_GAP)
        upper, lower = _halves(QRectF(left, area.top(), width, area.height()), self._theme)
        told = (line.apart, line.age, line.nhs_number, line.reference)
        second = " · ".join(filter(None, told))
        brush.words(line.name, upper, font=self._theme.font(BODY, STRONG), ink="text")
        brush.words(second, lower, font=self._theme.font(SMALL), ink="text3")
        self._draw_state(brush, state, line)

    def _draw_apart(self, brush: Brush, area: QRectF, words: str) -> None:
        px = self._theme.px
        brush.icon("people", QPointF(area.left(), area.center().y() - px(7)), ink="text2", size=14)
        room = area.adjusted(px(19), 0, 0, 0)
        brush.words(words, room, font=self._theme.font(CAPTION), ink="text2")

    def _draw_state(self, brush: Brush, area: QRectF, line: PersonLine) -> None:
        words, icon, ink = line.state
        px = self._theme.px
        brush.icon(icon, QPointF(area.left(), area.center().y() - px(8)), ink=ink, size=16)
        room = area.adjusted(px(23), 0, 0, 0)
        brush.words(words, room, font=self._theme.font(SMALL), ink=ink)


def _halves(area: QRectF, theme: Theme) -> tuple[QRectF, QRectF]:
    """Two lines one below the other in a row."""
    middle = area.center().y()
    upper = QRectF(area.left(), middle - theme.px(19), area.width(), theme.px(20))
    return upper, QRectF(area.left(), middle + theme.px(1), area.width(), theme.px(18))
