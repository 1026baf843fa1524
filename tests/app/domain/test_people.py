"""A file's reference begins its id in letters that nobody mishears; ages are whole years."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.people import PersonRow, age_on, reference
from app.domain.records import SyncState


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (bytes(16), "Y-00000"),
        (b"\xff" * 16, "Y-ZZZZZ"),
        (bytes.fromhex("00000080") + bytes(12), "Y-00001"),
        (bytes.fromhex("08864298") + bytes(12), "Y-12345"),
        (b"\x00\x00\x00\x7f" + b"\xff" * 12, "Y-00000"),
    ],
)
def test_it_is_the_first_twenty_five_bits(subject, expected):
    assert reference(subject) == expected


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2026, 3, 3), 33), (date(2026, 3, 4), 34), (date(2026, 12, 31), 34)],
)
def test_a_year_is_lived_on_the_birthday(day, years):
    assert age_on(day, date(1992, 3, 4)) == years


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Tansy Bramblewick", "TB"), ("Tansy", "T"), ("", ""), ("Bryony van Larkspur-Test", "BL")],
)
def test_initials_are_those_of_the_first_and_the_last_name(name, initials):
    row = PersonRow(bytes(16), name, (), None, None, "", "", 0, SyncState.ONLY_HERE, False)

    assert row.initials == initials
