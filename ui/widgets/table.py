"""A table with named columns, whose cells may hold an icon and a second line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme.scale import BODY, CAPTION, REGULAR, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import LEFT, RIGHT, Brush, Look
from ui.widgets.row_list import RowRole
from ui.widgets.table_model import Cell, Column, Row, TableModel

_ROW, _HEAD, _PADDING = 46, 30, 14
_MOST_FIXED = 0.7
"""Where fixed columns would take a larger share of the width, all columns share it alike."""


class _CellDelegate(QStyledItemDelegate):
    """Paints cells."""

    def __init__(self, theme: Theme, model: TableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, icon, one line or two, and the rule below."""
        painter.save()
        brush, area = Brush(painter, self._theme), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            self._draw_current(brush, area, option.widget)
        numeric = self._model.columns[index.column()].numeric
        self._draw_cell(brush, area, index.data(RowRole.ROW), numeric=numeric)
        edge = QPointF(0, -0.5)
        if index.row() < self._model.rowCount() - 1:
            brush.rule(area.bottomLeft() + edge, area.bottomRight() + edge)
        painter.restore()

    def _draw_current(self, brush: Brush, area: QRectF, table: QWidget) -> None:
        """This cell's part of the tint and the ring of a whole row."""
        left, right = area.left(), area.right()
        if isinstance(table, QTableView):
            left, right = 0.0, float(table.viewport().width())
        brush.painter.setClipRect(area)
        row = QRectF(left, area.top(), right - left, area.height() - 1)
        brush.box(row, Look("selected", "focus", ""), radius=self._theme.px(6), edge=2.0)

    def _draw_cell(self, brush: Brush, area: QRectF, cell: Cell, *, numeric: bool) -> None:
        theme, px = self._theme, self._theme.px
        inner = area.adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        if cell.icon:
            at = QPointF(inner.left(), inner.center().y() - px(18) / 2)
            brush.icon(cell.icon, at, ink=cell.ink, size=18)
            inner.adjust(px(25), 0, 0, 0)
        middle, size = inner.center().y(), BODY if cell.second else SMALL
        font = theme.font(size, STRONG if cell.strong else REGULAR)
        side = RIGHT if numeric else LEFT
        first = QRectF(inner.left(), middle - px(10), inner.width(), px(20))
        if cell.second:
            first.moveTop(middle - px(18))
            second = QRectF(inner.left(), middle + px(1), inner.width(), px(17))
            brush.words(cell.second, second, font=theme.font(CAPTION), ink="text3", align=side)
        brush.words(cell.text, first, font=font, ink=cell.ink, align=side)


class Table(QTableView):
    """The table; arrows move, Enter acts.

    Signals: `acted(str)` with the key of the current row.
    """

    acted = Signal(str)

    def __init__(
        self,
        spoken: str,
        columns: Sequence[Column],
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = TableModel(columns, self)
        self.setModel(self._rows)
        self.setItemDelegate(_CellDelegate(theme, self._rows, self))
        self.setAccessibleName(spoken)
        self.setProperty("ownFocus", True)
        self.setProperty("role", "card")
        self._prepare()
        theme.changed.connect(self._fit)
        self._fit()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run what Enter means on a row; Tab leaves the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.acted.emit(str(self.currentIndex().data(RowRole.KEY)))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _prepare(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(self._theme.px(_HEAD))
        widths = [self._theme.px(column.width) for column in self._rows.columns]
        crowded = sum(widths) > self.viewport().width() * _MOST_FIXED
        for number, width in enumerate(widths):
            mode = QHeaderView.ResizeMode
            fixed = bool(width) and not crowded
            header.setSectionResizeMode(number, mode.Fixed if fixed else mode.Stretch)
            if fixed:
                header.resizeSection(number, width)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(self._theme.px(_ROW))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        self.viewport().update()
