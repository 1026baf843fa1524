"""Recovery shares: any two of three, and every slip of the pen is named."""

from __future__ import annotations

from itertools import permutations

import pytest
from shamir_mnemonic import generate_mnemonics

from app.errors import Refused
from sync.protocol.shares import WORDS, hash_share, join_shares, read_share, split_seed

SEED = bytes(range(16))
SHARES = split_seed(SEED)


@pytest.mark.parametrize("pair", list(permutations(range(3), 2)))
def test_any_two_of_three_give_the_seed(pair: tuple[int, int]) -> None:
    assert join_shares([SHARES[nr] for nr in pair]) == SEED


def test_how_it_was_typed_does_not_matter() -> None:
    typed = SHARES[0].replace(" ", ",\n  ").upper()

    assert hash_share(read_share(typed)) == hash_share(SHARES[0])


@pytest.mark.parametrize("place", range(20))
def test_a_wrong_word_is_named_by_its_place_or_found_by_the_checksum(place: int) -> None:
    words = SHARES[0].split()
    other = next(word for word in WORDS if word != words[place])

    for word, code in (("yarrow", "sync.share_word"), (other, "sync.share_mistyped")):
        with pytest.raises(Refused) as refused:
            read_share(" ".join([*words[:place], word, *words[place + 1 :]]))
        assert refused.value.code == code
        assert refused.value.facts == ({"place": place + 1} if word == "yarrow" else {})


@pytest.mark.parametrize("count", [0, 1, 19, 21, 33])
def test_another_number_of_words_is_no_share(count: int) -> None:
    with pytest.raises(Refused) as refused:
        read_share(" ".join((SHARES[0].split() * 2)[:count]))

    assert (refused.value.code, refused.value.facts) == ("sync.share_length", {"count": count})


def test_words_of_another_program_are_told_apart() -> None:
    theirs = generate_mnemonics(1, [(3, 5)], SEED)[0][0]

    with pytest.raises(Refused, match=r"sync\.share_other"):
        read_share(theirs)


def test_two_that_are_one_or_of_two_sets_open_nothing() -> None:
    with pytest.raises(Refused, match=r"sync\.share_twice"):
        join_shares([SHARES[0], SHARES[0]])
    with pytest.raises(Refused, match=r"sync\.share_sets"):
        join_shares([SHARES[0], split_seed(bytes(16))[1]])
