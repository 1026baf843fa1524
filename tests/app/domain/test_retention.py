"""How long a file is kept: no rule shortens another, and what is not known never does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.retention import Clock, Rule, kept_until, years_after

ADULT = Rule("adult", "Adult", 8, Clock.LAST_ENTRY, "Code")
CHILD = Rule("child", "Child", 25, Clock.BIRTHDAY, "Code", years_if_17=26)
LONG = Rule("long", "Long", 30, Clock.LAST_ENTRY, "Code")
ALL = (ADULT, CHILD, LONG)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
RULES = st.lists(st.sampled_from(ALL), max_size=4)


def until(rules: list[Rule] | tuple[Rule, ...], last: date, born: date | None) -> date:
    kept = kept_until(rules, last, born)
    return date.min if kept is None else kept.until


@given(RULES, st.sampled_from(ALL), DAYS, st.none() | DAYS)
def test_one_more_rule_never_shortens(
    rules: list[Rule], more: Rule, last: date, born: date | None
) -> None:
    assert until([*rules, more], last, born) >= until(rules, last, born)


@given(DAYS, st.integers(0, 40_000), st.none() | DAYS)
def test_a_new_entry_restarts_the_clock_and_never_shortens(
    last: date, days: int, born: date | None
) -> None:
    rules, later = (ADULT, CHILD), last + timedelta(days=days)

    assert until(rules, later, born) >= years_after(later, 8)
    assert until(rules, later, born) >= until(rules, last, born)


@given(DAYS, DAYS)
def test_a_date_of_birth_that_is_not_known_counts_as_an_adults(last: date, born: date) -> None:
    unknown = until((ADULT, CHILD), last, None)

    assert unknown == until((ADULT,), last, None) == years_after(last, 8)
    assert until((ADULT, CHILD), last, born) >= unknown


@pytest.mark.parametrize(
    ("born", "last", "day"),
    [
        (date(2010, 5, 4), date(2020, 1, 1), date(2035, 5, 4)),
        (date(2010, 5, 4), date(2027, 5, 3), date(2035, 5, 4)),
        (date(2010, 5, 4), date(2027, 5, 4), date(2036, 5, 4)),
        (date(2010, 5, 4), date(2028, 5, 3), date(2036, 5, 4)),
        (date(2010, 5, 4), date(2028, 5, 4), date(2036, 5, 4)),
        (date(1980, 5, 4), date(2020, 2, 29), date(2028, 2, 29)),
        (date(2004, 2, 29), date(2010, 1, 1), date(2029, 3, 1)),
    ],
)
def test_a_childs_file_is_kept_to_the_25th_birthday_or_the_26th(
    born: date, last: date, day: date
) -> None:
    assert until((ADULT, CHILD), last, born) == day


def test_without_a_rule_a_file_has_no_day() -> None:
    assert kept_until((), date(1990, 1, 1), None) is None
    assert kept_until((CHILD,), date(1990, 1, 1), None) is None
