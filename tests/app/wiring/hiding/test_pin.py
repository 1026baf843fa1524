"""The quick PIN: which are refused, and how wrong ones end."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.wiring.hiding import pin
from app.wiring.hiding.pin import PinCheck


@pytest.mark.parametrize("digits", ["8306", "59274", "402817", "71940628"])
def test_digits_without_an_order_are_taken(digits: str) -> None:
    pin.require_good(digits)


@pytest.mark.parametrize("digits", ["", "830", "830652917", "83o6", "83 06", "٨٣٠٦"])
def test_four_to_eight_digits_and_nothing_else(digits: str) -> None:
    with pytest.raises(Refused, match="pin.length"):
        pin.require_good(digits)


@pytest.mark.parametrize(
    "digits",
    [
        *("0000", "1234", "4321", "7890", "0987", "1212", "8383", "830830", "4994", "1122", "2580"),
        *("1987", "2026", "123456", "87654321", "00000000", "12341234", "48844884"),
    ],
)
def test_what_is_tried_first_is_refused(digits: str) -> None:
    with pytest.raises(Refused, match="pin.easy"):
        pin.require_good(digits)


def test_what_is_kept_is_salted_and_holds_no_digit_of_it() -> None:
    first, second = pin.kept("8306"), pin.kept("8306")

    assert first["hash"] != second["hash"]
    assert b"8306" not in bytes(first["hash"]) + bytes(first["salt"])  # type: ignore[arg-type]


def test_three_wrong_ones_end_it_and_the_right_one_comes_too_late() -> None:
    ended: list[str] = []
    check = PinCheck(pin.kept("8306"), lambda: ended.append("now"))

    for wrong in ("8307", "0683"):
        with pytest.raises(Refused, match="pin.wrong"):
            check.require(wrong)
    check.require("8306")
    for wrong in ("8307", "0683", ""):
        assert ended == []
        with pytest.raises(Refused, match="pin.wrong"):
            check.require(wrong)

    assert ended == ["now"]
    with pytest.raises(Refused, match="pin.wrong"):
        check.require("8306")


def test_a_record_that_makes_no_sense_lets_nobody_in() -> None:
    check = PinCheck({"salt": "", "hash": b""}, lambda: None)

    with pytest.raises(Refused, match="pin.wrong"):
        check.require("")
