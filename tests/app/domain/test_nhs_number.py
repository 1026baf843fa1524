"""The NHS number's check digit, spacing and test range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.nhs_number import is_nhs_number, is_test_range, read_nhs_number, spaced

_GOOD = ["9990000018", "9990000042", "9993395633", "9999939082", "9990759545", "9434765919"]
_BAD = ["9876543421", "9991234560", "9990000014", "9990000140", "9990000149", "", "999000001"]


@pytest.mark.parametrize("digits", [*_GOOD, "9000000009"])
def test_a_number_whose_check_digit_fits_is_taken(digits: str) -> None:
    assert is_nhs_number(digits)


@pytest.mark.parametrize("digits", [*_BAD, "99900000181", "999000001x", "９９９００００018"])
def test_any_other_number_is_not(digits: str) -> None:
    assert not is_nhs_number(digits)


def test_a_remainder_of_ten_has_no_check_digit_at_all() -> None:
    assert not any(is_nhs_number(f"999000014{last}") for last in range(10))


@given(st.integers(0, 10**9 - 1))
def test_nine_digits_have_at_most_one_check_digit(nine: int) -> None:
    fitting = [last for last in range(10) if is_nhs_number(f"{nine:09}{last}")]

    assert len(fitting) <= 1


@given(st.sampled_from(_GOOD), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, shift: int) -> None:
    wrong = str((int(digits[place]) + shift) % 10)

    assert not is_nhs_number(digits[:place] + wrong + digits[place + 1 :])


@pytest.mark.parametrize("typed", ["999 000 0042", "9990000042", "999-000-0042", " 999 0000042 "])
def test_usual_spacing_is_read(typed: str) -> None:
    assert read_nhs_number(typed) == "9990000042"


def test_what_does_not_fit_is_read_as_none() -> None:
    assert read_nhs_number("999 000 0043") is None


def test_it_is_shown_three_three_four() -> None:
    assert spaced("9990000042") == "999 000 0042"


def test_only_nine_nine_nine_is_the_test_range() -> None:
    assert is_test_range("9990000018")
    assert not is_test_range("9434765919")
