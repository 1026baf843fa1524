"""A table as high as its rows; where it has no room, the same in lines of words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.table import Table
from ui.widgets.table_model import Cell, Column, Row

_ROW, _HEAD, _EDGE = 46, 30, 2
_LEAST_WIDTH = 700
"""Below this, at 100 % text, words would be cut in cells, unless a table says otherwise."""
_NOTHING = "Nothing yet."


class LogTable(QWidget):
    """Signals: `acted(str)` with the key of the row that Enter was pressed on."""

    acted = Signal(str)

    def __init__(
        self,
        spoken: str,
        columns: tuple[Column, ...],
        theme: Theme,
        *,
        least: int = _LEAST_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._theme, self._least = columns, theme, least
        self._rows: Sequence[Row] = ()
        self._is_narrow = False
        self.table = Table(spoken, columns, theme)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = Label("", "body", wraps=True)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=0)
        column.addWidget(self.table)
        column.addWidget(self.lines)
        self.table.acted.connect(self.acted)
        theme.changed.connect(self._show)
        self._show()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self.table.show_rows(self._rows)
        self._show()

    def fit(self, width: float) -> None:
        """Be a table or lines at this width, in pixels at 100 % text."""
        is_narrow = width < self._least
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show()

    def _show(self) -> None:
        told = [line_of(row, self._columns) for row in self._rows]
        self.lines.setText("\n".join(told) or _NOTHING)
        is_table = bool(self._rows) and not self._is_narrow
        self.table.setVisible(is_table)
        self.lines.setVisible(not is_table)
        self.table.setFixedHeight(self._theme.px(_HEAD + _ROW * len(self._rows)) + _EDGE)


def line_of(row: Row, columns: tuple[Column, ...]) -> str:
    """A row in one line of words, where a table has no room; what is blank is left out."""
    first, *others = zip(columns, row.cells, strict=True)
    told = [f"{column.title.lower()} {cell.text}" for column, cell in others if _is_told(cell)]
    return f"{first[1].text}: {', '.join(told) or 'nothing'}."


def _is_told(cell: Cell) -> bool:
    return cell.text not in ("", "–")
