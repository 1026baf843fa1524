"""What a table shows: named columns, and rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.painting import LEFT, RIGHT
from ui.widgets.row_list import NOWHERE, RowRole


@dataclass(frozen=True)
class Column:
    """A column's title and width at 100 %; a width of 0 takes what is left."""

    title: str
    width: int = 0
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a cell."""

    text: str
    second: str = ""
    icon: str = ""
    ink: str = "text"
    strong: bool = False

    @property
    def sentence(self) -> str:
        """The cell as it is read aloud."""
        return ", ".join(filter(None, (self.text, self.second)))


@dataclass(frozen=True)
class Row:
    """A row's key and its cells, one a column."""

    key: str
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """Rows under named columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """A column's title and the side it stands at; a row is named by its first cell."""
        if orientation != Qt.Orientation.Horizontal:
            named = role == Qt.ItemDataRole.DisplayRole
            return self._rows[section].cells[0].text if named else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.numeric else LEFT
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The cell, its row's key, its text, or its sentence."""
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        answers = {
            int(RowRole.ROW): cell,
            int(RowRole.KEY): row.key,
            int(Qt.ItemDataRole.DisplayRole): cell.text,
            int(Qt.ItemDataRole.AccessibleTextRole): cell.sentence,
        }
        return answers.get(int(role))
