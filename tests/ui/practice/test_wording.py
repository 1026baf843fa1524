"""Figures in words: whole, kind, and never a small number said aloud."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.domain.practice import Month, Point, Practice, Raise, Session, Share, Tally
from ui.practice.wording import (
    MONTH_COLUMNS,
    came_of_words,
    month_row,
    point_words,
    session_row,
    share_words,
    tally_words,
)
from ui.widgets.log_table import line_of

HELD = Session(b"s" * 16, date(2026, 9, 15), "clinical_1", "Z99901", 9, 11, 4, 8)
MONTH = Month(date(2026, 9, 1), asked=12, recorded=2, identified=1, sessions=(HELD,))


@pytest.mark.parametrize("what", list(Raise))
def test_each_thing_to_raise_is_a_whole_sentence_and_says_what_to_do(what: Raise) -> None:
    strong, text = point_words(Point(what, 3, 12, "clinical_2"))

    assert strong.endswith((".", "Z")) and text.endswith((".", "?"))
    assert "{" not in strong + text
    assert not re.search(r"victim|perpetrator|failed|!", strong + text)


def test_a_few_who_wait_are_not_counted_aloud() -> None:
    assert "fewer than 5" in point_words(Point(Raise.WAITING, 3))[0]
    assert "7" in point_words(Point(Raise.WAITING, 7))[0]
    assert "fewer than 5 of 12" in point_words(Point(Raise.NOT_SAFE, 3, 12))[0]
    assert point_words(Point(Raise.NOT_SAFE, 2, 3))[0] == (
        "It was often not safe to ask in three months."
    )


def test_a_month_tells_who_was_trained_and_what_is_blank_is_a_dash() -> None:
    cells = [cell.text for cell in month_row(MONTH).cells]

    assert cells == ["Sep 26", "Clinical 1: 9", "12", "–", "2", "1", "–"]
    assert line_of(month_row(MONTH), MONTH_COLUMNS) == (
        "Sep 26: training Clinical 1: 9, counted 12, recorded 2, abuse found 1."
    )
    assert line_of(month_row(Month(date(2026, 8, 1))), MONTH_COLUMNS) == "Aug 26: nothing."


def test_a_session_tells_how_many_came_and_how_sure_they_were() -> None:
    cells = [cell.text for cell in session_row(HELD).cells]

    assert cells == ["15 Sep 2026", "Clinical 1", "9 of 11", "4 → 8"]


def test_a_share_without_a_number_of_staff_asks_for_one() -> None:
    assert share_words(Share("reception", 6, 8)) == "Reception: 6 of 8, 75%"
    assert "Say out of how many" in share_words(Share("reception", 6, None))


def test_what_came_of_it_is_told_without_anybody() -> None:
    found = Practice((), (), (), {"accepted": 3, "declined": 1, "blank": 1}, 2, 1, 0)

    words = came_of_words(found)
    assert words.startswith("Of 5 in whom abuse was found: 3 said yes to a referral, 1 not said")
    assert words.endswith("Of those who said yes, 2 were handed over.")
    assert "No abuse was recorded" in came_of_words(Practice((), (), (), {}, 0, 0, 0))


def test_the_tally_is_one_sentence() -> None:
    assert tally_words(Tally(1, 2, 1)) == (
        "Today: 1 was asked, 1 disclosed, 2 could not be asked safely."
    )
