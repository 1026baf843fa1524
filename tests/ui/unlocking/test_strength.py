"""What is said about a new passphrase."""

from __future__ import annotations

import pytest

from ui.unlocking import strength


def test_a_short_one_is_told_what_is_missing() -> None:
    assert strength.too_short("elevenchars").startswith("1 more character is needed.")
    assert strength.too_short("four").startswith("8 more characters are needed.")
    assert strength.too_short("twelve chars") == ""


@pytest.mark.parametrize(
    ("guesses", "begins", "enough"),
    [
        (10**12 - 1, "Too easy", False),
        (10**12, "Good enough", True),
        (10**16, "Hard to guess", True),
    ],
)
def test_tries_are_told_in_words(guesses: int, begins: str, enough: bool) -> None:
    assert strength.in_words(guesses).startswith(begins)
    assert strength.is_enough(guesses) is enough
