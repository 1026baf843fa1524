"""Whether contact is safe now, by the rules of every point and the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.contact_safety import State, by_daylight, next_start, safety_of, span_now

TUESDAY = datetime(2026, 11, 17, 9, 44, tzinfo=UTC)
POINT = {
    "number": "07700 900018",
    "methods": {"call": "yes", "text": "no"},
    "safe_times": [{"day": "tue", "from": "09:00", "to": "11:30"}],
    "last_confirmed": "2026-11-16",
}
BAN = {"contact_allowed": "no"}


def states(*points, parked=0, now=TUESDAY):
    return safety_of(
        [(bytes([nr]) * 16, versions) for nr, versions in enumerate(points)], parked=parked, now=now
    )


def test_inside_a_safe_time_it_is_safe_until_that_ends():
    found = states([POINT])

    assert (found.state, found.until.hour, found.until.minute) == (State.SAFE, 11, 30)
    assert found.rules[0].is_usable and not found.is_stale


def test_outside_of_it_the_next_time_is_told():
    found = states([POINT], now=TUESDAY.replace(hour=12))

    assert found.state is State.NOT_NOW
    assert found.next == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert not found.rules[0].is_usable


@pytest.mark.parametrize(
    ("points", "parked", "state"),
    [
        ([], 0, State.NOT_KNOWN),
        ([[{**POINT, "methods": {"call": "unknown"}}]], 0, State.NEVER),
        ([[POINT], [BAN]], 0, State.NEVER),
        ([[POINT], [BAN, {**BAN, "contact_allowed": "yes"}]], 0, State.NEVER),
        ([[POINT, {**POINT, "voicemail": "ok"}]], 0, State.HELD),
        ([[POINT]], 1, State.HELD),
        ([[{**POINT, "a_rule_of_a_newer_version": "x"}]], 0, State.NEVER),
    ],
)
def test_what_is_not_known_to_be_safe_is_not(points, parked, state):
    found = states(*points, parked=parked)

    assert found.state is state
    assert not any(rule.is_usable for rule in found.rules)


@pytest.mark.parametrize(
    ("day", "stale"), [("2026-10-18", False), ("2026-10-17", True), (None, True)]
)
def test_after_thirty_days_the_rules_are_to_be_checked(day, stale):
    assert states([{**POINT, "last_confirmed": day}]).is_stale is stale


def test_times_that_touch_are_one():
    times = [("tue", 540, 600), ("tue", 600, 690), ("tue", 1380, 1440)]

    assert span_now(times, TUESDAY).hour == 11
    assert next_start(times, TUESDAY.replace(hour=12)).hour == 23
    assert span_now(times, TUESDAY.replace(hour=23)).day == 18
    assert span_now(times, TUESDAY.replace(hour=8)) is None
    assert next_start([], TUESDAY) is None


def test_a_next_try_is_planned_by_daylight_where_that_is_safe():
    times = [("tue", 0, 1440), ("wed", 60, 480), ("thu", 1260, 1440)]

    assert by_daylight(times) == [("tue", 540, 1440), ("wed", 60, 480), ("thu", 1260, 1440)]
