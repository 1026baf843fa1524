"""The shapes of ODS codes."""

from __future__ import annotations

import pytest

from app.domain.ods import OdsShape, ods_shape, read_ods_code


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("RQW", OdsShape.TRUST),
        ("RQWG0", OdsShape.TRUST_SITE),
        ("K81003", OdsShape.PRACTICE),
        ("K81003001", OdsShape.BRANCH),
        ("8HN99", OdsShape.TRUST_SITE),
        ("ABCD", OdsShape.OTHER),
    ],
)
def test_the_shape_tells_what_a_code_can_name(code: str, shape: OdsShape) -> None:
    assert ods_shape(code) is shape


def test_small_letters_and_spaces_round_it_are_set_right() -> None:
    assert read_ods_code(" rqwg0 ") == "RQWG0"


@pytest.mark.parametrize("typed", ["", "RQW-G0", "RQWG0RQWG0", "Broomfield hospital", "RQWÉ", "ß"])
def test_any_other_shape_is_none(typed: str) -> None:
    assert read_ods_code(typed) is None
