from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.formats import (
    clock_time,
    day_and_month,
    long_date,
    moment,
    moment_within,
    short_date,
    short_day,
    span,
)

_NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def test_times_have_24_hours() -> None:
    assert clock_time(datetime(2026, 11, 17, 16, 5, tzinfo=UTC)) == "16:05"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 17, 9, 41, tzinfo=UTC), "Today 09:41"),
        (datetime(2026, 11, 16, 16, 20, tzinfo=UTC), "Mon 16:20"),
        (datetime(2026, 11, 18, 9, 0, tzinfo=UTC), "Wed 09:00"),
        (datetime(2026, 11, 11, 16, 20, tzinfo=UTC), "Wed 16:20"),
        (datetime(2026, 11, 10, 16, 20, tzinfo=UTC), "10 Nov 16:20"),
        (datetime(2025, 11, 3, 16, 20, tzinfo=UTC), "3 Nov 2025 16:20"),
    ],
)
def test_near_days_are_named_and_far_ones_dated(at: datetime, words: str) -> None:
    assert moment(at, now=_NOW) == words


def test_dates_do_not_depend_on_the_computer_s_language() -> None:
    assert long_date(date(2026, 11, 17)) == "Tuesday 17 November 2026"
    assert day_and_month(date(2026, 11, 17)) == "Tuesday 17 November"
    assert short_date(date(1992, 3, 4)) == "4 Mar 1992"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "0 m"),
        (timedelta(minutes=45), "45 m"),
        (timedelta(hours=2, minutes=10), "2 h 10 m"),
        (timedelta(hours=6, minutes=5), "6 h 05 m"),
        (timedelta(hours=31), "31 h"),
        (timedelta(days=9, hours=3), "9 days"),
        (-timedelta(hours=2, minutes=10), "2 h 10 m"),
    ],
)
def test_spans_are_short(length: timedelta, words: str) -> None:
    assert span(length) == words


@given(st.dates(), st.dates())
def test_a_day_out_of_reach_of_its_name_is_dated(day: date, today: date) -> None:
    if abs((day - today).days) > 6:
        assert str(day.day) in short_day(day, today=today)


def test_within_a_sentence_today_has_a_small_letter() -> None:
    assert moment_within(datetime(2026, 11, 17, 9, 41, tzinfo=UTC), now=_NOW) == "today 09:41"
    assert moment_within(datetime(2026, 11, 16, 16, 20, tzinfo=UTC), now=_NOW) == "Mon 16:20"
