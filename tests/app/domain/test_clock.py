"""The clock orders what is shown first; a lying one moves nobody else's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import FURTHEST_AHEAD_MS, is_far_ahead, milliseconds, seen, tick

readings = st.integers(0, 2**63)
moments = st.integers(0, 2**41)


@given(readings, moments)
def test_a_tick_is_always_later_than_what_was_known(last, now):
    assert tick(last, now) > last


def test_a_full_counter_carries_into_the_milliseconds():
    full = (7_000 << 16) | 0xFFFF

    assert tick(full, 6_999) == 7_001 << 16


def test_a_clock_set_back_does_not_turn_the_order():
    first = tick(0, 5_000)

    assert tick(first, 1_000) == first + 1


@given(readings, readings, moments)
def test_a_reading_within_a_day_is_followed_and_one_beyond_moves_nothing(last, received, now):
    after = seen(last, received, now)

    if milliseconds(received) > now + FURTHEST_AHEAD_MS:
        assert is_far_ahead(received, now)
        assert after == last
    else:
        assert after == max(last, received)


def test_the_last_reading_of_all_still_ticks_without_leaving_64_bits():
    assert tick(2**64 - 1, 0) == 2**64 - 1
