from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.formats import short_date
from ui.theme.scale import CAPTION, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import width_of
from ui.widgets.timeline import Timeline
from ui.widgets.timeline_delegate import DAY_ROOM
from ui.widgets.timeline_items import ItemState, NoteLine, TimelineItem

NOTE = TimelineItem(
    "note",
    "Sun",
    "15:40",
    "note",
    "Bedside note",
    "Wren Pepperday",
    lines=(
        NoteLine("fact", "Two curved red marks, left of neck. " * 3),
        NoteLine("said", "“He will not let me.”"),
        NoteLine("opinion", "Not safe tonight."),
    ),
    state=ItemState("Received", "ok", "serverok"),
)
CALL = TimelineItem("call", "Mon", "10:05", "phoneoff", "Call, no answer", body="Nothing left.")
WRONG = TimelineItem("wrong", "3 Nov", "15:20", "note", "Ward note", struck=True)


@pytest.fixture
def timeline(theme: Theme, show: Callable[[QWidget], QWidget]) -> Timeline:
    timeline = Timeline("What happened", theme)
    timeline.resize(710, 400)
    show(timeline)
    timeline.show_items((CALL, NOTE, WRONG))
    timeline.setFocus()
    return timeline


def _height(timeline: Timeline, row: int) -> int:
    return timeline.visualRect(timeline.model().index(row, 0)).height()


def test_an_item_is_read_as_one_sentence(timeline: Timeline) -> None:
    interface = QAccessible.queryAccessibleInterface(timeline)

    names = [interface.child(number).text(QAccessible.Text.Name) for number in range(3)]

    assert names == [
        "Call, no answer, Mon 10:05",
        "Bedside note, Sun 15:40, Wren Pepperday, 3 lines, received",
        "Ward note, entered in error, 3 Nov 15:20",
    ]


def test_a_day_with_its_year_is_never_cut(theme: Theme) -> None:
    days = (short_date(date(2025, month, 28)) for month in range(1, 13))

    assert max(width_of(day, theme.font(CAPTION, STRONG)) for day in days) <= theme.px(DAY_ROOM)


def test_the_whole_note_can_be_read_with_its_labels() -> None:
    assert "Said: “He will not let me.”" in NOTE.full_sentence
    assert "Opinion: Not safe tonight" in NOTE.full_sentence


def test_an_item_is_as_high_as_its_words(timeline: Timeline, qtbot: QtBot) -> None:
    assert _height(timeline, 1) > _height(timeline, 0) > 50
    broad = _height(timeline, 1)

    timeline.resize(400, 400)

    qtbot.waitUntil(lambda: _height(timeline, 1) > broad)


def test_items_grow_with_the_text(timeline: Timeline, theme: Theme, qtbot: QtBot) -> None:
    before = _height(timeline, 0)

    theme.scale_text(2.0)

    qtbot.waitUntil(lambda: _height(timeline, 0) >= 2 * before - 4)


def test_keys_move_and_act(qtbot: QtBot, timeline: Timeline) -> None:
    qtbot.keyClick(timeline, Qt.Key.Key_Down)

    with qtbot.waitSignal(timeline.acted, timeout=1000) as told:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)

    assert told.args == ["note"]


def test_an_item_that_says_more_than_before_is_higher(timeline: Timeline, qtbot: QtBot) -> None:
    before = _height(timeline, 0)

    timeline.show_items((replace(CALL, body="Nothing left. " * 30), NOTE, WRONG))

    qtbot.waitUntil(lambda: _height(timeline, 0) > before)


def test_of_hundreds_the_first_stand_there_at_once_and_the_others_follow(
    timeline: Timeline, qtbot: QtBot
) -> None:
    many = tuple(replace(NOTE, key=f"note {number}") for number in range(200))
    timeline.setCurrentIndex(QModelIndex())

    timeline.show_items(many)
    at_once = timeline.model().rowCount()
    assert 0 < at_once < len(many)
    assert _height(timeline, at_once - 1) > 0
    assert timeline.current_key == "note 0"
    qtbot.waitUntil(lambda: timeline.model().rowCount() == len(many))

    heights = {_height(timeline, row) for row in range(len(many))}
    assert heights == {_height(timeline, 0)}


def test_shown_anew_while_it_grows_the_current_one_stays(timeline: Timeline, qtbot: QtBot) -> None:
    many = tuple(replace(NOTE, key=f"note {number}") for number in range(200))
    timeline.setCurrentIndex(QModelIndex())
    timeline.show_items(many)
    timeline.choose("note 3")

    timeline.show_items((CALL, *many))

    assert timeline.current_key == "note 3"
    qtbot.waitUntil(lambda: timeline.model().rowCount() == len(many) + 1)
    assert timeline.current_key == "note 3"


def test_the_chosen_item_stays_marked_while_the_focus_is_elsewhere(
    timeline: Timeline, theme: Theme
) -> None:
    def has_tint(row: int) -> bool:
        area = timeline.visualRect(timeline.model().index(row, 0))
        shown = timeline.viewport().grab().toImage()
        at = QPoint(round(area.right() - theme.px(40)), round(area.center().y()))
        return bool(shown.pixelColor(at).rgb() == theme.colour("selected").rgb())

    timeline.setCurrentIndex(timeline.model().index(1, 0))
    assert not has_tint(1)  # it has the ring of the focus
    timeline.clearFocus()
    assert [has_tint(row) for row in range(3)] == [False, True, False]
