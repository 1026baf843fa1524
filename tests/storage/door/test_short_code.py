"""The short code is told from others, and wrong tries cost time whoever starts the program."""

from __future__ import annotations

import pytest

from app.errors import Refused, WrongPassphrase
from storage.door.short_code import Tries, require_fit, sealed

NOW = 1_780_000_000_000
KEPT = sealed("Ward 4-711", b"s" * 16)


def test_it_is_the_same_in_either_size_and_with_blanks(tmp_path):
    for typed in ("ward4711", " WARD 47 11 "):
        Tries(tmp_path / "tries", shared=False).check(typed, KEPT, NOW)


@pytest.mark.parametrize("code", ["", "123", "1" * 13, "wärd1", "12_34"])
def test_too_short_too_long_or_hard_to_read_aloud_is_refused(code):
    with pytest.raises(Refused, match="door.short_code"):
        require_fit(code)


def test_the_third_wrong_try_costs_time_in_another_process_too(tmp_path):
    for number in range(3):
        with pytest.raises(WrongPassphrase, match="door.wrong_code"):
            Tries(tmp_path / "tries", shared=False).check("4712", KEPT, NOW + number)

    again = Tries(tmp_path / "tries", shared=False)
    assert again.wait_s(NOW + 2) == 2
    with pytest.raises(Refused, match="door.wait"):
        again.check("ward4711", KEPT, NOW + 3)
    again.check("ward4711", KEPT, NOW + 3_000)
    assert again.wait_s(NOW + 3_001) == 0
