"""The reference of a file is its id's beginning in letters that nobody mishears."""

from __future__ import annotations

import pytest

from storage.references import reference


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
