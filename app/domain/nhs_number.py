"""The NHS number: ten digits, the last of which checks the others."""

from __future__ import annotations

import re

_TEN_DIGITS = re.compile(r"[0-9]{10}")
_SPACING = str.maketrans("", "", " -\u00a0")


def read_nhs_number(typed: str) -> str | None:
    """The ten digits of a number typed with or without its usual spacing.

    None if these are not ten digits whose check digit fits.
    """
    digits = typed.translate(_SPACING)
    return digits if is_nhs_number(digits) else None


def is_nhs_number(digits: str) -> bool:
    """Whether these are ten digits, the last being the check digit of the first nine.

    Weighted by 10 down to 2 and summed modulo 11; the check digit is what is left to 11, where 11
    counts as 0 and 10 means that no such number is issued.
    """
    if not _TEN_DIGITS.fullmatch(digits):
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return -total % 11 == int(digits[9])


def is_test_range(digits: str) -> bool:
    """Whether it belongs to the range 999 000 0000 to 999 999 9999, never given to a person."""
    return digits.startswith("999")


def spaced(digits: str) -> str:
    """The number as it is printed: three, three and four digits."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
