from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.forms.definition import Field
from ui.forms.moments import (
    DayLine,
    MomentLine,
    kept_day,
    read_day,
    read_moment,
    say_day,
    say_moment,
    shown_day,
)
from ui.theme.theme import Theme

HERE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 17, 9, 38, tzinfo=HERE)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17/11/2026", date(2026, 11, 17)),
        ("3.2.26", date(2026, 2, 3)),
        ("4 3 92", date(1992, 3, 4)),
        ("4 Mar 1992", date(1992, 3, 4)),
        ("3 november", date(2026, 11, 3)),
        ("2026-02-28", date(2026, 2, 28)),
        ("Yesterday", date(2026, 11, 16)),
        ("30/2/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert read_day(typed, today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("08:15", datetime(2026, 11, 17, 8, 15, tzinfo=HERE)),
        ("0815", datetime(2026, 11, 17, 8, 15, tzinfo=HERE)),
        ("yesterday 23.05", datetime(2026, 11, 16, 23, 5, tzinfo=HERE)),
        ("1/11/2026 7:00", datetime(2026, 11, 1, 7, 0, tzinfo=HERE)),
        ("now", NOW),
        ("25:00", None),
        ("later", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, at: datetime | None) -> None:
    assert read_moment(typed, now=NOW) == at


@given(st.dates(date(1890, 1, 1), date(2200, 12, 31)))
def test_a_day_that_is_said_is_read_back(day: date) -> None:
    assert read_day(say_day(day, today=TODAY), today=TODAY) == day


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)))
def test_a_moment_that_is_said_is_read_back_to_the_minute(at: datetime) -> None:
    moment = at.replace(second=0, microsecond=0, tzinfo=HERE)

    assert read_moment(say_moment(moment, now=NOW), now=NOW) == moment


@given(st.text(max_size=30))
def test_no_words_typed_end_in_an_error(typed: str) -> None:
    read_day(typed, today=TODAY)
    read_moment(typed, now=NOW)


def test_a_line_hands_on_the_moment_and_says_it_again_when_left(
    press: Callable[..., None],
    theme: Theme,
    field: Callable[[str], Field],
    stack: Callable[..., QWidget],
) -> None:
    line = MomentLine(field("identified_at"), theme, now=lambda: NOW)
    window = stack(line)
    line.enter()

    press("0910")
    assert line.answer() == "2026-11-17T09:10+01:00"
    assert line.typed() == "0910", "what is being typed is left alone"

    press(Qt.Key.Key_Return)
    assert line.typed() == "Today 09:10"
    window.close()


def test_what_is_no_day_is_handed_on_as_typed(theme: Theme, field: Callable[[str], Field]) -> None:
    line = DayLine(field("ask_again_on"), theme, now=lambda: NOW)

    line.show_answer("in two weeks")

    assert line.answer() == "in two weeks"
    line.show_answer("2026-12-01")
    assert line.typed() == "1 Dec 2026"


def test_an_empty_line_names_the_parts_of_a_day_and_shows_none(
    theme: Theme, field: Callable[[str], Field]
) -> None:
    line = DayLine(field("unborn_edd"), theme, now=lambda: NOW)

    entry = line.entry()

    assert isinstance(entry, QLineEdit)
    assert entry.placeholderText() == "dd/mm/yy"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("28/11/2026", "2026-11-28"),
        (" 3.4.1990", "1990-04-03"),
        ("1990-04-03", "1990-04-03"),
        ("3/4/90", "3/4/90"),
        ("30/2/2026", "30/2/2026"),
        ("", ""),
    ],
)
def test_a_day_is_kept_as_records_have_it_and_what_is_none_as_it_was_typed(
    typed: str, kept: str
) -> None:
    assert kept_day(typed) == kept


@given(st.dates(min_value=date(1850, 1, 1)))
def test_a_day_that_is_shown_is_read_back(day: date) -> None:
    assert kept_day(shown_day(day.isoformat())) == day.isoformat()


def test_what_is_no_day_is_shown_as_it_stands() -> None:
    assert shown_day("about 1990") == "about 1990"
