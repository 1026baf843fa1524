"""What a practice's figures say, and what is raised at its next meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.practice import Month, Point, Practice, Raise, Session, Share, few, points

TODAY = date(2026, 11, 17)
MONTHS = tuple(Month(date(2026, month, 1)) for month in range(1, 12))
HELD = Session(b"s" * 16, date(2026, 9, 1), "clinical_1", "Z99901", 9, 11)
QUIET = Practice(MONTHS, (HELD,), (Share("clinical_1", 9, 11),), {}, 0, 0, 0)


def raised(practice: Practice) -> dict[Raise, Point]:
    return {point.what: point for point in points(practice, today=TODAY)}


@pytest.mark.parametrize(
    ("people", "of_staff", "percent", "is_trained", "missing"),
    [
        (9, 12, 75, True, 0),
        (8, 12, 66, False, 1),
        (746, 1000, 74, False, 4),
        (14, 12, 100, True, 0),
        (5, None, None, False, 0),
    ],
)
def test_three_in_four_is_trained_and_never_by_rounding(
    people: int, of_staff: int | None, percent: int | None, is_trained: bool, missing: int
) -> None:
    share = Share("clinical_1", people, of_staff)

    assert (share.percent, share.is_trained, share.missing) == (percent, is_trained, missing)


def test_what_waits_and_what_stands_open_comes_first() -> None:
    found = points(replace(QUIET, waiting=2, open_online=3), today=TODAY)

    assert [point.what for point in found][:2] == [Raise.WAITING, Raise.OPEN_ONLINE]
    assert found[0].count == 2


def test_a_practice_below_three_in_four_is_told_how_many_are_missing() -> None:
    below = replace(QUIET, shares=(Share("clinical_2", 6, 11),))

    assert raised(below)[Raise.BELOW] == Point(Raise.BELOW, 3, 54, "clinical_2")
    assert Raise.TRAINED not in raised(below)
    assert Raise.TRAINED in raised(QUIET)
    assert Raise.NEVER_TRAINED in raised(replace(QUIET, sessions=(), shares=()))


def test_a_year_without_training_is_raised() -> None:
    old = replace(QUIET, sessions=(replace(HELD, held_on=date(2025, 10, 1)),))

    assert raised(old)[Raise.LONG_AGO].count == 13
    assert Raise.LONG_AGO not in raised(QUIET)


def test_asking_is_raised_when_it_was_often_not_safe_or_nobody_was_asked() -> None:
    def with_last(**counts: int) -> Practice:
        return replace(QUIET, months=(*MONTHS[:-1], replace(MONTHS[-1], **counts)))

    assert Raise.NOT_ASKED in raised(QUIET)
    often = raised(with_last(asked=9, not_safe=3, disclosed=1))
    assert often[Raise.NOT_SAFE] == Point(Raise.NOT_SAFE, 3, 12)
    assert Raise.NONE_FOUND not in often
    assert raised(with_last(asked=20))[Raise.NONE_FOUND].count == 20
    assert Raise.NOT_SAFE not in raised(with_last(asked=20, not_safe=2))


def test_confidence_is_told_of_the_newest_session_that_asked() -> None:
    asked = replace(HELD, before=4, after=8)

    assert raised(replace(QUIET, sessions=(HELD, asked)))[Raise.CONFIDENCE] == Point(
        Raise.CONFIDENCE, 4, 8, "clinical_1"
    )


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5")])
def test_a_few_could_be_somebody_and_are_not_counted_aloud(count: int, words: str) -> None:
    assert few(count) == words
    assert few(5) == "5"
