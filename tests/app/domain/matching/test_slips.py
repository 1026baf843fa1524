"""One slip of the hand is bridged, two are not."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.matching.slips import days_near, slips_of

BORN = date(1991, 3, 12)


@pytest.mark.parametrize(
    ("typed", "least"),
    [
        ("9990000042", 1.0),
        ("9990000024", 0.9),
        ("9990000142", 0.8),
        ("999000042", 0.8),
        ("99900000422", 0.8),
    ],
)
def test_a_number_with_one_slip_is_near(typed, least):
    assert slips_of(typed, length=10)["9990000042"] >= least


@pytest.mark.parametrize("typed", ["9990001142", "99900042", "1234567890", ""])
def test_a_number_with_more_is_not(typed):
    assert "9990000042" not in slips_of(typed, length=10)


@pytest.mark.parametrize(
    "typed",
    [date(1991, 12, 3), date(1919, 3, 12), date(1991, 3, 21), date(1991, 3, 13), date(1981, 3, 12)],
)
def test_a_day_with_one_slip_or_turned_round_is_near(typed):
    assert 0.8 <= days_near(typed)[BORN] < 1.0


@pytest.mark.parametrize("typed", [date(1992, 4, 12), date(1991, 4, 13), date(2002, 8, 30)])
def test_another_day_is_not(typed):
    assert BORN not in days_near(typed)


def test_the_same_day_is_the_same():
    assert days_near(BORN)[BORN] == 1.0
