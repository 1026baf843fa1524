"""The list of the desk: what is to settle, and under it what was settled in the last days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.settle.wording import Row
from ui.theme.scale import BODY, CAPTION, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import RIGHT, Brush, Look, width_of
from ui.widgets.row_list import NOWHERE, RowList, RowRole

_ROW, _HEAD = 76, 38


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group, with a quiet word at its end."""

    name: str
    aside: str

    @property
    def sentence(self) -> str:
        """The head as it is read out."""
        return f"{self.name}, {self.aside}"


def lines_of_settled(rows: Sequence[Row]) -> list[Head | Row]:
    """What people settled, and what needed nobody, each under its head."""
    lines: list[Head | Row] = []
    for name, is_by_app in (("Settled by people", False), ("Settled by the app", True)):
        group = [row for row in rows if row.is_by_app is is_by_app]
        lines += [Head(name, "last 7 days"), *group] if group else []
    return lines


class ClashListModel(QAbstractListModel):
    """Heads and rows; a head cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Head | Row, ...] = ()

    def show_lines(self, lines: Sequence[Head | Row]) -> bool:
        """Show other lines; False if they are the same as before."""
        if tuple(lines) == self._lines:
            return False
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()
        return True

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Rows can be chosen, heads cannot."""
        if isinstance(self._lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """A line, its key, or the sentence that is read out."""
        line = self._lines[index.row()]
        if role == RowRole.ROW:
            return line
        if role == RowRole.KEY:
            return line.key if isinstance(line, Row) else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return line.sentence
        return None


class ClashDelegate(QStyledItemDelegate):
    """Paints heads, and rows of three lines; the chosen one is white with a violet bar."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._theme: Theme = view.theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Heads are low, all rows alike."""
        is_head = isinstance(index.data(RowRole.ROW), Head)
        return QSize(0, self._theme.px(_HEAD if is_head else _ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line of the list."""
        line, brush = index.data(RowRole.ROW), Brush(painter, self._theme)
        painter.save()
        side = self._theme.px(10)
        area = QRectF(option.rect).adjusted(side, 0, -side, 0)
        if isinstance(line, Head):
            self._draw_head(brush, area, line)
        elif isinstance(line, Row):
            box = area.adjusted(0, self._theme.px(2), 0, -self._theme.px(2))
            self._draw_ground(brush, box, option)
            self._draw_row(brush, box, line)
        painter.restore()

    def _draw_head(self, brush: Brush, area: QRectF, head: Head) -> None:
        px = self._theme.px
        line = area.adjusted(px(12), px(8), -px(12), 0)
        quiet = self._theme.font(SMALL)
        brush.words(head.aside, line, font=quiet, ink="text3", align=RIGHT)
        line.setWidth(line.width() - width_of(head.aside, quiet) - px(8))
        brush.words(head.name, line, font=self._theme.font(SMALL, STRONG), ink="text")

    def _draw_ground(self, brush: Brush, box: QRectF, option: QStyleOptionViewItem) -> None:
        radius = self._theme.px(8)
        if option.state & QStyle.StateFlag.State_Selected:
            brush.box(box, Look("surface", "line2", ""), radius=radius)
            inset = self._theme.px(12)
            bar = QRectF(box.left(), box.top() + inset, self._theme.px(3), box.height() - 2 * inset)
            if option.widget.hasFocus():
                brush.focus(box, radius=radius)
                bar.translate(2, 0)
            brush.bar(bar, "decideFill")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            brush.box(box, Look("hover", "", ""), radius=radius)

    def _draw_row(self, brush: Brush, box: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        left, width = box.left() + px(12), box.width() - px(24)
        first = QRectF(left, box.top() + px(8), width, px(19))
        strong = theme.font(CAPTION, STRONG)
        if row.aside:
            most = QRectF(first)
            most.setLeft(left + width * 0.45)
            brush.words(row.aside, most, font=strong, ink="danger", align=RIGHT)
            first.setWidth(width - min(width_of(row.aside, strong), most.width()) - px(8))
        brush.words(row.title, first, font=theme.font(BODY - 1, STRONG), ink="text")
        second = QRectF(left, box.top() + px(27), width, px(18))
        third = QRectF(left, box.top() + px(46), width, px(17))
        brush.words(row.name, second, font=theme.font(SMALL), ink="text2")
        brush.words(row.detail, third, font=theme.font(CAPTION), ink="text3")


class ClashList(RowList):
    """Enter goes from a row to the versions beside it."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__("To settle and settled", theme, parent=parent)
        self.setProperty("role", "sidelist")
        self.lines = ClashListModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(ClashDelegate(self))
