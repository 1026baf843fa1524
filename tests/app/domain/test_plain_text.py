"""One spelling of each sign, and portions that miss nothing at their seams."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.plain_text import OVERLAP, PORTION, plain, portions


def test_signs_that_look_alike_are_alike_and_broken_words_are_whole() -> None:
    assert plain("Wild-\n  rose\u00a0 Lane\r\n\n\u200b14\u2013 O\u2019Hanlon \uff11") == (
        "Wildrose Lane\n14- O'Hanlon 1"
    )


@given(st.integers(0, 3 * PORTION), st.sampled_from(("x", "x ", "x\n", "x " * 400 + "y" * 999)))
def test_whatever_is_shorter_than_the_overlap_stands_whole_in_a_portion(
    place: int, filling: str
) -> None:
    text = (filling * (3 * PORTION // len(filling) + 1))[: 3 * PORTION]
    sought = "Q" * (OVERLAP // 2)
    text = text[:place] + sought + text[place:]

    assert any(sought in each for each in portions(text))
