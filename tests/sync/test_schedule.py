from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.schedule import FIRST_SECONDS, LONGEST_SECONDS, wait_seconds

CHANCE = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10**9), CHANCE)
def test_no_wait_is_longer_than_the_longest(failures: int, chance: float) -> None:
    assert 0 <= wait_seconds(failures, chance) <= LONGEST_SECONDS


@given(st.integers(1, 40), CHANCE)
def test_waits_grow_until_the_longest(failures: int, chance: float) -> None:
    assert wait_seconds(failures + 1, chance) >= wait_seconds(failures, chance)


def test_the_limit_doubles_with_each_failure_and_chance_spreads_below_it() -> None:
    assert [wait_seconds(failures, 1) for failures in (1, 2, 3)] == [
        FIRST_SECONDS,
        2 * FIRST_SECONDS,
        4 * FIRST_SECONDS,
    ]
    assert wait_seconds(3, 0.5) == 2 * FIRST_SECONDS
    assert wait_seconds(9, 0) == 0


def test_what_the_service_asks_for_is_kept_within_reason() -> None:
    assert wait_seconds(1, 0, asked=60) == 60
    assert wait_seconds(1, 0, asked=10**6) == LONGEST_SECONDS
