"""Safe times: a line a span, hours as people write them, days with the same hours together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.forms import library
from ui.forms.times import TimesEditor
from ui.theme.theme import Theme

TWO = [
    {"day": "mon", "from": "10:00", "to": "11:30"},
    {"day": "thu", "from": "10:00", "to": "11:30"},
    {"day": "sat", "from": "09:00", "to": "12:00"},
]


@pytest.fixture
def editor(qtbot):
    group = library.latest("contact_point").field("contact_point")
    field = next(part for part in group.parts if part.name == "safe_times")
    made = TimesEditor(field, Theme("light"))
    qtbot.addWidget(made)
    return made


def test_what_is_shown_is_what_it_answers(editor):
    told = []
    editor.answered.connect(lambda *answer: told.append(answer))
    editor.show_answer(TWO)

    assert editor.answer() == TWO and len(editor.lines) == 2 and told == []
    editor.show_answer(None)
    assert editor.answer() is None and len(editor.lines) == 1


@pytest.mark.parametrize(("typed", "stored"), [("9", "09:00"), ("9.30", "09:30"), ("noon", "noon")])
def test_hours_are_taken_as_people_write_them(editor, qtbot, typed, stored):
    line = editor.lines[0]
    line.days["tue"].setFocus()
    qtbot.keyClick(line.days["tue"], Qt.Key.Key_Space)
    qtbot.keyClicks(line.start, typed)
    qtbot.keyClicks(line.end, "12:00")

    assert editor.answer() == [{"day": "tue", "from": stored, "to": "12:00"}]


def test_any_time_is_every_day_from_midnight_to_midnight(editor, qtbot):
    with qtbot.waitSignal(editor.answered) as told:
        editor.any.click()

    assert len(told.args[1]) == 7 and {each["to"] for each in told.args[1]} == {"24:00"}
