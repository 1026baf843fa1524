from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.service.limits import Rate


def test_a_callers_minute_is_used_up_and_comes_back() -> None:
    rate = Rate(2)

    waits = [rate.take("ward", 0) for _ in range(3)]

    assert waits == [0, 0, 30]
    assert rate.take("ward", 30_000) == 0


def test_one_caller_does_not_use_up_anothers_minute() -> None:
    rate = Rate(1)
    rate.take("ward", 0)

    assert rate.take("surgery", 0) == 0
    assert rate.take("ward", 0) > 0


def test_a_refused_request_does_not_push_the_next_one_back() -> None:
    rate = Rate(60)
    for _ in range(500):
        rate.take("ward", 0)

    assert rate.take("ward", 1_000) == 0


def test_a_clock_set_back_gives_nothing_and_takes_nothing() -> None:
    rate = Rate(2)
    rate.take("ward", 100_000)

    assert rate.take("ward", 0) == 0
    assert rate.take("ward", 0) > 0


def test_memory_stays_bounded_and_the_longest_unseen_is_forgotten() -> None:
    rate = Rate(1, most_callers=2)
    for caller in ("a", "b", "c"):
        rate.take(caller, 0)

    assert rate.take("c", 0) > 0
    assert rate.take("a", 0) == 0


@given(a_minute=st.integers(1, 100), times=st.lists(st.integers(0, 59_999), max_size=300))
def test_no_minute_lets_through_more_than_two_buckets(a_minute: int, times: list[int]) -> None:
    rate = Rate(a_minute)

    allowed = sum(rate.take("ward", at) == 0 for at in sorted(times))

    assert allowed <= 2 * a_minute


@given(a_minute=st.integers(1, 1_000), asked=st.integers(1, 50))
def test_the_wait_that_is_told_is_long_enough(a_minute: int, asked: int) -> None:
    rate = Rate(a_minute)
    waits = [rate.take("ward", 0) for _ in range(a_minute + asked)]

    assert rate.take("ward", waits[-1] * 1_000) == 0
