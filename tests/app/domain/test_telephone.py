"""Telephone numbers however they are written, and digits that are none."""

from __future__ import annotations

import pytest

from app.domain.telephone import as_digits, emails, is_public, numbers


def digits(text: str) -> list[str]:
    return [found for _, found, _ in numbers(text)]


@pytest.mark.parametrize(
    "written",
    [
        *("07700900123", "0 7 7 0 0 9 0 0 1 2 3", "07-70-09-00-12-3", "0044 7700 900123"),
        *("+44 (0)7700 900 123", "O77OO 9OO123", "7700 900 123", "scan_07700_900_123.pdf"),
        "oh double seven double oh nine double oh one two three",
        "zero seven seven zero zero, nine hundred, one two three",
    ],
)
def test_a_number_is_one_number_however_it_is_written(written: str) -> None:
    assert digits(written) == ["07700900123"]


@pytest.mark.parametrize(
    "text",
    [
        *("Seen 01/11/2026 09:40", "01.11.2026 10:15", "2026-11-01 09:40:11", "H123456"),
        *("batch no. 0123456789", "order 07700900123", "one two three", "NHS 999 000 0018"),
    ],
)
def test_days_batches_and_short_counts_are_none(text: str) -> None:
    assert digits(text) == []


def test_only_services_have_public_numbers_and_their_mail_is_nobodys() -> None:
    assert is_public("08082000247") and is_public("03303337444") and not is_public("07700900123")
    assert as_digits("+33 1 23 45 67 89") == "+33123456789"
    text = "a@ward.nhs.net, b@nhs.net.example.org, c (at) example (dot) org"
    assert list(emails(text, ("nhs.net",))) == ["b@nhs.net.example.org", "c (at) example (dot) org"]
