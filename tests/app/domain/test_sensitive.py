"""How long a broken glass lets anyone in, and which mark counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.careful import care
from app.domain.merging import Head, shown
from app.domain.sensitive import is_marked, mark_id, open_until

OPENED = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def glass(hours: float) -> dict:
    until = OPENED + timedelta(hours=hours)
    return {"opened_at": OPENED.isoformat(), "until": until.isoformat()}


@pytest.mark.parametrize(
    ("after", "is_open"),
    [(timedelta(), True), (timedelta(hours=2, minutes=59), True), (timedelta(hours=3), False)],
)
def test_a_glass_is_open_for_three_hours(after, is_open):
    assert bool(open_until(glass(3), now_ms=ms(OPENED + after))) is is_open


def test_a_glass_that_claims_longer_closes_after_three_hours_all_the_same():
    assert open_until(glass(300), now_ms=ms(OPENED)) == ms(OPENED + timedelta(hours=3))


def test_a_clock_set_back_before_the_opening_finds_it_closed():
    assert open_until(glass(3), now_ms=ms(OPENED - timedelta(minutes=1))) == 0


@pytest.mark.parametrize("until", [None, 7, "soon", "2026-11-17T12:00:00"])
def test_what_is_no_time_opens_nothing(until):
    assert open_until({**glass(3), "until": until}, now_ms=ms(OPENED)) == 0


def test_only_a_clear_no_takes_a_mark_off():
    assert not is_marked({"sensitive": "no"})
    assert all(is_marked(each) for each in ({"sensitive": "yes"}, {"sensitive": "maybe"}, {}))


def test_of_two_values_apart_the_mark_wins():
    heads = [Head(b"a" * 32, 2, "no"), Head(b"b" * 32, 1, "yes")]

    assert shown("sensitive", heads).value == "yes"
    assert care("sensitive", "of a later version") > care("sensitive", "yes")


def test_two_people_who_mark_a_file_write_one_record():
    assert mark_id(b"s" * 16) == mark_id(b"s" * 16) != mark_id(b"t" * 16)
    assert len(mark_id(b"s" * 16)) == 16
