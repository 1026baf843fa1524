"""A window with a few pages, as the frame's tests need it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.frame.focus_ring import FocusRing
from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.clock_ring import Clock
from ui.widgets.contact_banner import NOT_KNOWN, ContactBanner
from ui.widgets.field import Field
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.sync_chip import only_here
from ui.widgets.table import Table
from ui.widgets.table_model import Cell, Column, Row
from ui.widgets.timeline import Timeline
from ui.widgets.timeline_items import ItemState, NoteLine, TimelineItem
from ui.widgets.worklist import Worklist
from ui.widgets.worklist_rows import ContactLine, WorkGroup, WorkRow

_CONTACT = ContactLine("phone", "Safe now", "until 11:30", "ok")
_ROWS = (
    WorkRow(
        "1",
        Clock("over", "2 h 10 m", "over time"),
        "Tansy Bramblewick",
        "First contact",
        "One try so far, no answer",
        _CONTACT,
        "high",
        "Log contact",
    ),
    WorkRow("2", Clock("soon", "6 h 05 m", "left", 0.2), "Clover Fennimore", "Ask again"),
)
_ITEMS = (
    TimelineItem(
        "1",
        "Mon",
        "16:20",
        "note",
        "Bedside note",
        "Wren Pepperday",
        lines=(NoteLine("fact", "Two red marks."), NoteLine("said", "“He will not let me.”")),
        state=ItemState("Received", "ok", "serverok"),
    ),
    TimelineItem("2", "Sun", "15:20", "tri", "Risk raised", body="9 of 24 yes.", tone="danger"),
)


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    rows = QVBoxLayout(page)
    for widget in widgets:
        rows.addWidget(widget)
    return page


def _today(theme: Theme) -> QWidget:
    worklist = Worklist("What needs you", theme)
    worklist.show_groups((WorkGroup("Overdue", _ROWS[:1]), WorkGroup("Later", _ROWS[1:])))
    return _column(FilterPills([Filter("a", "All", 2), Filter("b", "Overdue", 1)], theme), worklist)


def _panel(theme: Theme) -> QWidget:
    return _column(
        Label("Tansy Bramblewick", "lead", wraps=True),
        Button("Open record", theme, key="O"),
        NoteBox("warn", theme, strong="2 items are only on this PC.", text="They go later."),
    )


def _new(theme: Theme) -> QWidget:
    return _column(Field("NHS number", QLineEdit(), theme))


def _person(theme: Theme) -> QWidget:
    timeline = Timeline("What happened", theme)
    timeline.show_items(_ITEMS)
    return _column(ContactBanner(NOT_KNOWN, theme), timeline)


def _sync(theme: Theme) -> QWidget:
    table = Table("What is where", [Column("Item"), Column("Where it is", 212)], theme)
    table.show_rows([Row("1", (Cell("Note", "Y-2041"), Cell("Only on this PC", icon="pc")))])
    return _column(table)


@pytest.fixture
def window(theme: Theme, show: Callable[[QWidget], QWidget], qapp: QApplication) -> MainWindow:
    places = [
        Place("today", "Today", "today", 1, lambda: _today(theme), lambda: _panel(theme)),
        Place("new", "New", "new", 2, lambda: _new(theme)),
        Place("people", "People", "people", 3, lambda: _column(Button("Open", theme))),
        Place("person", "People", "people", None, lambda: _person(theme), under="people"),
        Place("sync", "Sync", "sync", 7, lambda: _sync(theme), heading="Sync and devices"),
    ]
    window = MainWindow(places, theme, who="Wren Pepperday", training=True)
    window.show_subtitle("today", "Tuesday 17 November")
    window.rail.show_count("today", 9)
    window.top_bar.sync_chip.show_state(only_here(2))
    FocusRing(window, theme, qapp)
    window.resize(1366, 688)
    show(window)
    return window
