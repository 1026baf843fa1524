"""What a person types to find somebody is read as she meant it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.matching.asked import Asked, read_asked

TODAY = date(2026, 11, 27)


def asked(typed: str) -> Asked:
    return read_asked(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed",
    ["12/3/1991", "12.03.91", "1991-03-12", "12 March 1991", "12th mar 1991", "12031991"],
)
def test_a_day_of_birth_in_any_shape(typed):
    assert asked(f"Tidewell {typed}").day == date(1991, 3, 12)
    assert asked(f"{typed} Tidewell").words == ("tidewell",)


def test_a_month_that_cannot_be_is_the_day():
    assert asked("3/12/1991").day == date(1991, 12, 3)
    assert asked("3/28/1991").day == date(1991, 3, 28)


def test_two_digits_are_a_year_gone_by():
    assert asked("1/2/27").day == date(1927, 2, 1)
    assert asked("1/2/26").day == date(2026, 2, 1)


@pytest.mark.parametrize("typed", ["999 000 0042", "999-000-0042", "9990000042"])
def test_a_number_with_its_spacing(typed):
    assert asked(f"saffron {typed}") == Asked(
        words=("saffron",), number="9990000042", is_open=False
    )


def test_four_digits_are_a_year_and_three_the_beginning_of_a_number():
    assert (asked("tidewell 1991").year, asked("tidewell 1991").number) == (1991, "")
    assert asked("999").number == "999"
    assert asked("9990").number == "9990"


def test_a_reference_in_any_case():
    assert asked("y-7k3q2").reference == "Y-7K3Q2"


def test_the_last_word_may_go_on_only_while_it_is_typed():
    assert asked("saffron ti").is_open
    assert not asked("saffron ti ").is_open


@given(st.text(max_size=300))
def test_nothing_typed_breaks_it(typed):
    asked(typed)
