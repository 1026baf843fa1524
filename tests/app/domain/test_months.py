"""Months, and the spans of whole quarters that they are shown for."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.months import CalendarMonth, Span, months_of, span_between, usual_span
from app.domain.periods import Quarter

TODAY = date(2026, 11, 17)
Q1, Q2, Q3, Q4 = (Quarter(2026, number) for number in (1, 2, 3, 4))


def test_a_month_knows_its_days():
    february = CalendarMonth(2028, 2)

    assert (february.first, february.last) == (date(2028, 2, 1), date(2028, 2, 29))
    assert february.has(date(2028, 2, 29)) and not february.has(date(2027, 2, 3))
    assert february.key == "2028-02"


def test_the_months_of_a_span_end_with_the_one_that_runs():
    assert [each.number for each in usual_span(TODAY).months(today=TODAY)] == [7, 8, 9, 10, 11]
    assert [each.number for each in months_of(Q4, today=date(2026, 10, 1))] == [10]


@pytest.mark.parametrize(
    ("begin", "end", "is_end_fixed", "given"),
    [
        (Q2, Q4, True, Span(Q2, Q4)),
        (Q4, Q2, True, Span(Q2, Q2)),
        (Q4, Q2, False, Span(Q4, Q4)),
        (Quarter(2025, 1), Q4, True, Span(Q1, Q4)),
        (Quarter(2025, 1), Q4, False, Span(Quarter(2025, 1), Quarter(2025, 4))),
    ],
)
def test_a_span_is_never_longer_than_a_year_nor_backwards(begin, end, is_end_fixed, given):
    assert span_between(begin, end, is_end_fixed=is_end_fixed) == given
