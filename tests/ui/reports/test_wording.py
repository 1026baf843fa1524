"""Months in figures in words: nothing hidden is said, and it is said that it is."""

from __future__ import annotations

from dataclasses import replace

from app.domain.overview import Seen
from tests.ui.reports.conftest import NOW
from tests.ui.reports.figures import DONE, NAMES, REFERRED, SHOWN, SITES
from ui.reports.wording import (
    came_headline,
    end_words,
    foot_words,
    in_time_headline,
    sites_headline,
)


def test_a_chart_is_heard_in_one_sentence() -> None:
    assert sites_headline(SITES, SHOWN, "") == (
        "Abuse identified at all sites: Jul 2026 50, Aug 2026 45, Sep 2026 62, Oct 2026 62, "
        "Nov 2026 38, in all 257. 3 hidden."
    )
    assert sites_headline(SITES[3:4], SHOWN, NAMES["D"]).startswith(
        "Abuse identified at Hollin Bank Surgery: Jul 2026 7, Aug 2026 hid,"
    )
    assert "nothing" in sites_headline((), SHOWN, "")


def test_the_line_says_every_month_and_the_aim() -> None:
    assert in_time_headline(REFERRED.in_time, SHOWN, 90) == (
        "First contact within 48 hours: Jul 2026 78%, Aug 2026 82%, Sep 2026 hid, "
        "Oct 2026 90%, Nov 2026 84%. The aim is 90%."
    )
    assert "Oct 2026 –, Nov 2026 hid" in in_time_headline(DONE.in_time, SHOWN, 90)


def test_the_bars_say_how_many_of_whom() -> None:
    told = came_headline(REFERRED.came_of)

    assert told.startswith("Said yes to a referral: 131 of 240 people identified.")
    assert came_headline(DONE.came_of).endswith("Tries that reached them: hid of hidden.")


def test_the_foot_says_how_far_the_months_reach_and_how_much_is_hidden() -> None:
    told = foot_words(SHOWN, Seen.REFERRED, worked_out=NOW, now=NOW)

    assert told == (
        "* Nov to the 17th. Worked out on this PC from what it held today 16:02. "
        "6 figures are hidden: small ones, and others that would give those away."
    )
    over = replace(SHOWN, is_last_part=False)
    assert foot_words(over, Seen.DONE, worked_out=NOW, now=NOW).startswith("Worked out")


def test_where_most_is_hidden_the_foot_says_why_and_where_to_look() -> None:
    few = tuple(replace(row, months=(None,) * len(row.months)) for row in SITES)

    told = foot_words(replace(SHOWN, sites=few), Seen.REFERRED, worked_out=NOW, now=NOW)

    assert told.endswith(
        "Most figures are hidden: so few people came in a month that a number would point at one "
        "of them. Read the sums under Total and at All sites, or save a quarter’s report."
    )
    assert "small ones" not in told


def test_the_months_end_with_the_one_that_runs() -> None:
    assert end_words(SHOWN.span.end, NOW) == "Nov 2026"
    assert end_words(SHOWN.span.begin, NOW) == "Sep 2026"
