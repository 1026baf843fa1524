"""A card that shows a chart, or the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.reports.chart import Chart
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.log_table import LogTable
from ui.widgets.table_model import Column, Row

_SIDES = 34
_TABLE, _CHART = "Show as table", "Show as chart"


class ChartCard(QFrame):
    """Its table is made when it is first asked for, and where the chart has no room."""

    def __init__(
        self, title: str, chart: Chart, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._title, self.chart = theme, title, chart
        self._wants_table = self._is_crowded = False
        self.setProperty("role", "card")
        self.title = Label(title, "strong", heading=True)
        self.aside = Label("", "quiet")
        self.turn = Button(_TABLE, theme, role="quiet", small=True)
        self.turn.setAccessibleName(f"{_TABLE}: {title}")
        self.table: LogTable | None = None
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, margins=(16, 8, 16, 12), gap=4)
        self._column.addLayout(self._head(theme))
        self._column.addWidget(chart)
        self._column.addStretch(1)
        self.turn.clicked.connect(self._on_turned)
        self._columns: tuple[Column, ...] = ()
        self._rows: Sequence[Row] = ()
        self._least = 0

    def show_figures(
        self, aside: str, columns: tuple[Column, ...], rows: Sequence[Row], *, least: int
    ) -> None:
        """What stands beside the title, and the table twin; its columns need `least` pixels."""
        self.aside.setText(aside)
        if columns != self._columns and self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        self._columns, self._rows, self._least = columns, rows, least
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words in lines where neither the chart nor its table has room."""
        super().resizeEvent(event)
        self._show_state()

    def _head(self, theme: Theme) -> QHBoxLayout:
        row, words = QHBoxLayout(), QWidget()
        flow = Flow(theme, gap=8, line_gap=2)
        words.setLayout(flow)
        flow.addWidget(self.title)
        flow.addWidget(self.aside)
        Spacing(row, theme, gap=8)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.turn)
        return row

    def _on_turned(self) -> None:
        self._wants_table = not self._wants_table
        self._show_state()

    def _show_state(self) -> None:
        self._is_crowded = bool(self._rows) and self._room < self.chart.least
        is_table = self._wants_table or self._is_crowded
        if is_table:
            self._show_table()
        elif self.table is not None:
            self.table.hide()
        self.chart.setVisible(not is_table)
        self.turn.setVisible(not self._is_crowded)
        words = _CHART if self._wants_table else _TABLE
        self.turn.setText(words)
        self.turn.setAccessibleName(f"{words}: {self._title}")

    def _show_table(self) -> None:
        if self.table is None:
            self.table = LogTable(self._title, self._columns, self._theme, least=self._least)
            self._column.insertWidget(2, self.table)
        self.table.show_rows(self._rows)
        self.table.fit(self._room)
        self.table.show()

    @property
    def _room(self) -> float:
        """The width of the chart or table, in pixels at 100 % text."""
        return self.width() / self._theme.text_scale - _SIDES
