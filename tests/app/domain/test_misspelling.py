"""A word one slip away is found, and what is found is never further away than was allowed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.misspelling import Misspelt, slips

WORDS = st.text("abcde", min_size=3, max_size=12)


@st.composite
def with_a_slip(draw: st.DrawFn) -> tuple[str, str]:
    word = draw(WORDS)
    at, letter = draw(st.integers(0, len(word) - 2)), draw(st.sampled_from("abcde"))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    forms = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], swapped)
    return word, draw(st.sampled_from((*forms, word[:at] + letter + word[at + 1 :])))


@given(with_a_slip(), st.lists(WORDS, max_size=5))
def test_one_slip_is_found_among_any_words(pair: tuple[str, str], others: list[str]) -> None:
    word, written = pair
    if len(written) >= 3:
        assert word in Misspelt([word, *others]).meant(written)


@given(WORDS, WORDS)
def test_nothing_more_than_two_slips_away_is_found(word: str, written: str) -> None:
    found = Misspelt([word]).meant(written)

    assert not found or slips(word, written) <= (2 if min(len(word), len(written)) >= 8 else 1)
    assert bool(found) or slips(word, written) > 1


@given(WORDS, WORDS)
def test_slips_count_the_same_from_either_side(first: str, second: str) -> None:
    assert slips(first, second) == slips(second, first)
    assert (slips(first, second) == 0) == (first == second)
