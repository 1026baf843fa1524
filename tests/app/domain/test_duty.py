"""When a report that the law asks for is due, and when it is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from app.domain.duty import due_by, is_a_girl, is_open, latest
from app.forms.duties import load_duty

ZONE = timezone(timedelta(hours=1))


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"2026-{day}T{hour:02}:40:00").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (at("11-17"), date(2026, 11, 18)),
        (at("11-17", 23), date(2026, 11, 18)),
        (at("11-20"), date(2026, 11, 23)),  # a Friday
        (at("11-21"), date(2026, 11, 23)),  # a Saturday
        (at("12-24"), date(2026, 12, 29)),  # Christmas on a Friday, Monday free in its place
    ],
)
def test_it_is_due_at_the_close_of_the_next_working_day(known, due):
    found = due_by(load_duty(), known)

    assert (found.date(), found.hour, found.tzinfo) == (due, 17, ZONE)


def test_by_law_a_month_is_the_most_and_a_short_month_has_its_last_day():
    assert latest(load_duty(), at("11-17")).date() == date(2026, 12, 17)
    assert latest(load_duty(), at("01-31")).date() == date(2026, 2, 28)
    assert latest(load_duty(), at("12-05")).date() == date(2027, 1, 5)


def test_it_is_done_with_the_time_of_the_report_or_when_it_was_a_worry_alone():
    assert is_open({"how_known": "told"})
    assert not is_open({"how_known": "told", "reported_at": "2026-11-17T10:00:00+00:00"})
    assert not is_open({"how_known": "neither"})
    assert is_open({"how_known": "a word of a newer version"})


def test_somebody_whose_age_is_not_known_may_be_a_girl():
    told = {"abuse_types/fgm": True}

    assert is_a_girl(told, 17) and is_a_girl(told, None)
    assert not is_a_girl(told, 18) and not is_a_girl({}, 12)
