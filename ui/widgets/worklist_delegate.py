"""How the rows of a list of work are painted, with their one button."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.breadth import Breadth, breadth_of
from ui.theme.face import Face
from ui.theme.scale import BODY, CAPTION, REGULAR, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.clock_ring import draw_clock
from ui.widgets.painting import CENTRE, Brush, Look
from ui.widgets.risk_badge import badge_width, draw_badge
from ui.widgets.row_list import RowList, RowRole
from ui.widgets.row_paint import draw_ground, draw_head
from ui.widgets.worklist_columns import Columns, columns_of, row_height
from ui.widgets.worklist_rows import ContactLine, GroupHead, WorkModel, WorkRow

_HEAD_HEIGHT = 28
_BETWEEN, _MOST_MEASURED = " · ", 200
_LEAST_BROAD = 640
"""A list narrower than this stacks its rows even in a broad window."""


class WorklistDelegate(QStyledItemDelegate):
    """Paints each `WorkRow` and `GroupHead` of its model."""

    def __init__(self, view: RowList, rows: WorkModel) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows
        self._theme: Theme = view.theme
        self.take_measure()

    def take_measure(self) -> None:
        """Work out the heights for one layout, which asks for them once for each row."""
        self._head_size = QSize(0, self._theme.px(_HEAD_HEIGHT))
        self._row_size = QSize(0, row_height(self._breadth(), self._theme))

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Heads are low, rows as high as the window's breadth asks for."""
        return self._head_size if self._rows.is_head(index.row()) else self._row_size

    def action_area(self, area: QRectF) -> QRectF:
        """Where the button of a row that takes this area is."""
        return columns_of(area, self._breadth(), self._theme).action

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line of the list."""
        line, area = index.data(RowRole.ROW), QRectF(option.rect)
        painter.save()
        brush = Brush(painter, self._theme)
        if isinstance(line, GroupHead):
            draw_head(brush, area, line.name, aside=str(line.count))
        elif isinstance(line, WorkRow):
            columns = columns_of(area, self._breadth(), self._theme)
            draw_ground(brush, columns.box, option)
            self._draw_row(brush, columns, line, option)
        painter.restore()

    def _draw_row(
        self, brush: Brush, columns: Columns, row: WorkRow, option: QStyleOptionViewItem
    ) -> None:
        draw_clock(brush, columns.clock, row.clock)
        _draw_words(brush, columns.words, row)
        if row.contact is not None:
            _draw_contact(brush, columns.contact, row.contact)
        if row.risk is not None:
            height = self._theme.px(26)
            left, middle = columns.risk.left(), columns.risk.center().y()
            width = min(badge_width(row.risk, self._theme), columns.risk.width() + 2)
            draw_badge(brush, QRectF(left, middle - height / 2, width, height), row.risk)
        if row.action:
            chosen = option.state & QStyle.StateFlag.State_Selected
            look = Look("surface" if chosen else "", "line2", "text")
            brush.box(columns.action, look, radius=self._theme.px(6))
            font = self._theme.font(SMALL, STRONG)
            brush.words(row.action, columns.action, font=font, ink="text", align=CENTRE)

    def _breadth(self) -> Breadth:
        scale = self._theme.text_scale
        if self._view.viewport().width() / scale < _LEAST_BROAD:
            return Breadth.FOLDED
        return breadth_of(self._view.window().width(), scale)


def _draw_words(brush: Brush, area: QRectF, row: WorkRow) -> None:
    theme, middle = brush.theme, area.center().y()
    first = QRectF(area.left(), middle - theme.px(19), area.width(), theme.px(20))
    second = QRectF(area.left(), middle + theme.px(1), area.width(), theme.px(19))
    if not row.detail:
        first.moveTop(middle - first.height() / 2)
    left = first.left()
    for words, ink, face, room in fitted(row, theme, first.width()):
        part = QRectF(left, first.top(), room, first.height())
        left += brush.words(words, part, font=face, ink=ink)
    brush.words(row.detail, second, font=theme.font(SMALL), ink="text3")


def fitted(row: WorkRow, theme: Theme, width: float) -> list[tuple[str, str, Face, float]]:
    """Name and matter with ink, font and room; a long name gives way to what the row is about.

    The name keeps half of the line whatever stands behind it.
    """
    plain, strong = theme.font(BODY, REGULAR), theme.font(BODY, STRONG)
    if not row.matter:
        return [(row.name, "text", strong, width)]
    gap = plain.width_of(_BETWEEN)
    least = max(width - gap - plain.width_of(row.matter), width / 2)
    name = min(strong.width_of(row.name[:_MOST_MEASURED]), least)
    rest = max(0.0, width - name - gap)
    return [
        (row.name, "text", strong, name),
        (_BETWEEN, "text3", plain, gap),
        (row.matter, "text", plain, rest),
    ]


def _draw_contact(brush: Brush, area: QRectF, contact: ContactLine) -> None:
    theme, middle = brush.theme, area.center().y()
    brush.icon(contact.icon, QPointF(area.left(), middle - theme.px(9)), ink="text3", size=18)
    left = area.left() + theme.px(25)
    upper = QRectF(left, middle - theme.px(17), area.right() - left, theme.px(18))
    lower = QRectF(left, middle, upper.width(), theme.px(17))
    if not contact.second:
        upper.moveTop(middle - upper.height() / 2)
    weight = REGULAR if contact.ink == "text" else STRONG
    brush.words(contact.first, upper, font=theme.font(SMALL, weight), ink=contact.ink)
    brush.words(contact.second, lower, font=theme.font(CAPTION), ink="text3")
