"""Codes that people tell each other."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from app.errors import Refused
from sync.protocol.codes import letters_of, read_code, words_of

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = bytes(range(16))


@given(st.binary(min_size=16, max_size=16))
def test_a_code_reads_as_it_was_told(secret: bytes) -> None:
    assert read_code(letters_of(secret)) == secret
    assert read_code(words_of(secret)) == secret


def test_letters_come_in_seven_groups_of_four_and_words_are_fourteen() -> None:
    assert [len(group) for group in letters_of(SECRET).split("-")] == [4] * 7
    assert len(words_of(SECRET).split()) == 14


@given(st.binary(min_size=16, max_size=16), st.randoms(use_true_random=False))
def test_case_spaces_and_letters_taken_for_digits_are_forgiven(
    secret: bytes, random: Random
) -> None:
    typed = (
        letters_of(secret).replace("0", random.choice("0oO")).replace("1", random.choice("1iIlL"))
    )
    typed = typed.replace("-", random.choice(["", " ", " - ", "\n", "\u2013"]))

    assert read_code(f"  {typed.swapcase()} ") == secret
    assert read_code(words_of(secret).upper().replace(" ", "  -")) == secret


def test_one_letter_wrong_at_every_place_is_named() -> None:
    tried, missed = 0, 0
    for seed in range(8):
        code = letters_of(Random(seed).randbytes(16)).replace("-", "")
        for place in range(28):
            for letter in CROCKFORD.replace(code[place], ""):
                tried += 1
                missed += is_taken(code[:place] + letter + code[place + 1 :])

    assert tried == 8 * 28 * 31
    assert missed / tried <= 0.001


def test_one_word_wrong_at_every_place_is_named() -> None:
    tried, missed = 0, 0
    for seed in range(2):
        words = words_of(Random(seed).randbytes(16)).split()
        for place in range(14):
            for word in WORDLIST[::5]:
                if word != words[place]:
                    tried += 1
                    missed += is_taken(" ".join([*words[:place], word, *words[place + 1 :]]))

    assert tried > 5000
    assert missed / tried <= 0.001


def test_two_neighbours_swapped_are_named() -> None:
    code = letters_of(SECRET).replace("-", "")
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(27)
        if code[place] != code[place + 1]
    ]

    assert swapped
    assert not any(is_taken(typed) for typed in swapped)


@pytest.mark.parametrize("typed", ["", "ABCD", letters_of(SECRET)[:-1], letters_of(SECRET) + "0"])
def test_a_code_of_another_length_is_named_as_that(typed: str) -> None:
    with pytest.raises(Refused, match="sync.code_length") as refused:
        read_code(typed)

    assert refused.value.facts == {"count": len(typed.replace("-", ""))}


@pytest.mark.parametrize("letter", ["U", "?", "ä", "ß", "\u0660"])
def test_a_sign_that_no_code_has_is_named(letter: str) -> None:
    with pytest.raises(Refused, match="sync.code_"):
        read_code(letter + letters_of(SECRET)[1:])


def test_a_word_that_is_not_on_the_list_is_named() -> None:
    words = words_of(SECRET).split()

    with pytest.raises(Refused, match="sync.code_mistyped"):
        read_code(" ".join(["wren", *words[1:]]))


@given(st.text(max_size=80))
def test_any_text_at_all_ends_in_a_code_or_refused(typed: str) -> None:
    is_taken(typed)


def is_taken(typed: str) -> bool:
    try:
        read_code(typed)
    except Refused:
        return False
    return True
