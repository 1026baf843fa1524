"""A table where there is room, and the same in words where there is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.log_table import LogTable
from ui.widgets.table_model import Cell, Column, Row

COLUMNS = (Column("Place"), Column("Jul", 60, numeric=True), Column("Aug", 60, numeric=True))


def test_rows_are_lines_below_the_least_width_and_blanks_are_left_out(
    theme: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    table = LogTable("Places", COLUMNS, theme, least=300)
    show(table)
    table.show_rows([Row("a", (Cell("Ward"), Cell("7"), Cell("–")))])

    table.fit(300)
    assert table.table.isVisible()
    table.fit(299)
    assert not table.table.isVisible()
    assert table.lines.text() == "Ward: jul 7."
