"""The clock of a first contact: hours or working days, pauses, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.first_contact import (
    Counting,
    Rule,
    Running,
    Try,
    countdown,
    due_at,
    is_tried_enough,
    spoke,
)

RULE = Rule(Counting.CLOCK_HOURS, 48, 2, 3, 24, 24, frozenset({date(2026, 12, 25)}))
DAYS = replace(RULE, counting=Counting.WORKING_DAYS)
TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def hours(count):
    return timedelta(hours=count)


def clock(pauses=(), *, after, rule=RULE):
    due = due_at(rule, TUESDAY, is_today=False)
    return countdown(rule, TUESDAY, due, pauses=pauses, now=TUESDAY + hours(after))


@pytest.mark.parametrize(
    ("after", "running", "left"),
    [
        (1, Running.PLENTY, 47),
        (36.5, Running.SOON, 11.5),
        (48, Running.OVER, 0),
        (50, Running.OVER, -2),
    ],
)
def test_by_the_clock_it_is_due_after_48_hours(after, running, left):
    stands = clock(after=after)

    assert (stands.running, stands.left) == (running, hours(left))


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        ("2026-11-17T09:00", "2026-11-19T09:00"),
        ("2026-11-20T15:00", "2026-11-24T15:00"),
        ("2026-11-21T12:00", "2026-11-25T00:00"),
        ("2026-12-24T10:00", "2026-12-29T10:00"),
        ("2026-12-25T10:00", "2026-12-30T00:00"),
    ],
)
def test_by_working_days_weekends_and_bank_holidays_do_not_count(begun, due):
    start = datetime.fromisoformat(f"{begun}:00+00:00")

    assert due_at(DAYS, start, is_today=False) == datetime.fromisoformat(f"{due}:00+00:00")


def test_who_needs_someone_today_has_24_hours_however_the_team_counts():
    assert due_at(DAYS, TUESDAY, is_today=True) == TUESDAY + hours(24)


def test_a_pause_stands_still_and_moves_the_end_by_its_length():
    pause = (TUESDAY + hours(10), TUESDAY + hours(20))

    assert clock([pause], after=15).running is Running.PAUSED
    assert clock([pause], after=15).left == hours(38)
    assert clock([pause], after=47).left == hours(11)
    assert clock([pause], after=58).running is Running.OVER


def test_a_pause_before_it_began_counts_from_the_beginning_alone():
    stands = clock([(TUESDAY - hours(100), None)], after=30)

    assert (stands.running, stands.left) == (Running.PAUSED, hours(48))


def test_what_was_over_before_a_pause_stays_over():
    assert clock([(TUESDAY + hours(49), None)], after=60).running is Running.OVER


def test_three_safe_tries_are_enough_and_unsafe_ones_do_not_count():
    def tried(*safe):
        return [Try(TUESDAY, spoke=False, is_safe=each) for each in safe]

    assert not is_tried_enough(RULE, tried(True, True, False, False))
    assert is_tried_enough(RULE, tried(True, False, True, True))


def test_the_first_time_they_spoke_counts():
    later = Try(TUESDAY + hours(2), spoke=True, is_safe=True)
    sooner = Try(TUESDAY + hours(1), spoke=True, is_safe=False)

    assert spoke([later, sooner]) == sooner
    assert spoke([Try(TUESDAY, spoke=False, is_safe=True)]) is None
