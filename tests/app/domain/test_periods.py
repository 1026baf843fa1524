"""A quarter, written in one way, and no other span."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.periods import Quarter, quarter_of, read_quarter
from app.errors import FormRefused

TODAY = date(2026, 11, 17)


def test_a_quarter_has_its_three_months() -> None:
    quarter = read_quarter(" 2026-q3", today=TODAY)

    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (str(quarter), quarter.words) == ("2026-Q3", "July to September 2026")
    assert quarter.has(date(2026, 9, 30)) and not quarter.has(date(2026, 10, 1))
    assert quarter_of(date(2025, 12, 31)) == Quarter(2025, 4)
    assert [Quarter(2026, each).before for each in (1, 4)] == [Quarter(2025, 4), Quarter(2026, 3)]
    assert Quarter(2025, 4).following == Quarter(2026, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026", "not_a_quarter"),
        ("2026-07", "not_a_quarter"),
        ("2026-Q5", "not_a_quarter"),
        ("2026-Q3 to 2026-Q4", "not_a_quarter"),
        ("2027-Q1", "quarter_after_now"),
    ],
)
def test_anything_else_is_refused_by_its_name(text: str, problem: str) -> None:
    with pytest.raises(FormRefused) as refused:
        read_quarter(text, today=TODAY)

    assert refused.value.problems == {"period": problem}
