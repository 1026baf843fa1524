"""Four words asked, six words answered: for one PC, one asking, one key and one day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from sync.protocol.reopening import Ask, answer, day_of, make_ask, read_answer, read_ask

KEY, SPACE, DEVICE = b"k" * 32, b"s" * 32, b"d" * 16
ASK = make_ask(3, b"\x12\x34\x56\x78")


def words(**other):
    told = {"key": KEY, "space": SPACE, "device": DEVICE, "ask": ASK, "day": 20_784, **other}
    return answer(told["key"], told["space"], told["device"], told["ask"], day=told["day"])


def test_what_was_answered_is_known_again_with_its_day():
    assert day_of(KEY, SPACE, DEVICE, ASK, said=read_answer(" ".join(words()))) == 20_784


def test_known_words_stay_what_they_are():
    assert ASK.words == ("acquire", "envy", "emphasis", "ounce")
    assert words() == ("patent", "luck", "mortgage", "engage", "amazing", "lying")


@pytest.mark.parametrize(
    "other",
    [{"key": b"x" * 32}, {"space": b"x" * 32}, {"device": b"x" * 16}, {"ask": Ask(7)}],
    ids=lambda other: next(iter(other)),
)
def test_words_for_another_key_team_pc_or_asking_open_nothing(other):
    with pytest.raises(Refused) as refused:
        day_of(KEY, SPACE, DEVICE, ASK, said=read_answer(" ".join(words(**other))))
    assert refused.value.code == "lease.other_answer"


@given(number=st.integers(0, 2**40 - 1), cut=st.integers(4, 8))
def test_every_asking_is_read_as_it_was_shown_by_four_letters_a_word(number, cut):
    shown = Ask(number).words
    assert read_ask(", ".join(word[:cut].upper() for word in shown)) == Ask(number)


@given(place=st.integers(0, 5), word=st.sampled_from(["academic", "zero", "writing"]))
def test_one_word_heard_wrong_opens_nothing(place, word):
    told = list(words())
    if told[place] == word:
        return
    told[place] = word
    with pytest.raises(Refused):
        day_of(KEY, SPACE, DEVICE, ASK, said=read_answer(" ".join(told)))


def test_too_few_words_and_a_word_of_no_list_are_named():
    with pytest.raises(Refused) as refused:
        read_ask("academic acid")
    assert (refused.value.code, refused.value.facts["needed"]) == ("lease.word_count", 4)
    with pytest.raises(Refused) as refused:
        read_ask("academic acid acne willowmere")
    assert (refused.value.code, refused.value.facts["place"]) == ("lease.no_word", 4)
