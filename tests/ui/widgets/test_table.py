from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.table import Table
from ui.widgets.table_model import Cell, Column, Row

ROWS = (
    Row("1", (Cell("Safety plan", "Y-2041 · 6 KB"), Cell("Only on this PC", icon="pc"))),
    Row("2", (Cell("Draft record"), Cell("Draft, stays here", icon="edit"))),
)


@pytest.fixture
def table(theme: Theme, show: Callable[[QWidget], QWidget]) -> Table:
    table = Table("What is where", [Column("Item"), Column("Where it is", 212)], theme)
    table.resize(785, 300)
    show(table)
    table.show_rows(ROWS)
    table.setFocus()
    return table


def test_rows_and_head_have_the_heights_of_the_design(table: Table) -> None:
    assert table.rowHeight(0) == 46
    assert table.horizontalHeader().height() == 30
    assert table.columnWidth(1) == 212


def test_table_and_head_are_named(table: Table) -> None:
    interface = QAccessible.queryAccessibleInterface(table)

    assert interface.role() == QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "What is where"
    assert interface.child(1).text(QAccessible.Text.Name) == "Item"
    assert interface.child(3).text(QAccessible.Text.Name) == "Safety plan"


def test_the_model_keeps_the_promises_of_its_kind(table: Table) -> None:
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_arrows_move_and_enter_acts(qtbot: QtBot, table: Table) -> None:
    qtbot.keyClick(table, Qt.Key.Key_Down)

    with qtbot.waitSignal(table.acted, timeout=1000) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert told.args == ["2"]


def test_where_room_is_short_no_column_leaves_the_table(table: Table, theme: Theme) -> None:
    theme.scale_text(2.0)
    table.resize(500, 300)

    assert table.horizontalHeader().length() <= table.viewport().width()
