"""A typed word stands for the words near it, each in its own way."""

from __future__ import annotations

import pytest

from app.domain.matching.vocabulary import Vocabulary

NICKNAMES = {"beth": frozenset({"elizabeth"}), "elizabeth": frozenset({"beth"})}


@pytest.fixture
def words() -> Vocabulary:
    made = Vocabulary(NICKNAMES)
    for who, word in enumerate(("tidewell", "elizabeth", "stephen", "tide", "li")):
        made.add(word, who)
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tidewell", "tidewell"),
        ("tydewell", "tidewell"),
        ("tidwell", "tidewell"),
        ("tiedwell", "tidewell"),
        ("beth", "elizabeth"),
        ("stefen", "stephen"),
        ("tidew", "tidewell"),
    ],
)
def test_it_is_near_what_was_meant(words, typed, meant):
    assert max(words.near(typed, is_open=True).items(), key=lambda each: each[1])[0] == meant


def test_a_finished_word_is_no_beginning(words):
    assert "tidewell" not in words.near("tide", is_open=False)
    assert "tidewell" in words.near("tide", is_open=True)


def test_a_word_that_nobody_has_any_more_is_gone(words):
    words.drop("tidewell", 0)

    assert words.near("tidewell", is_open=True).get("tidewell") is None
    assert list(words.having("tidewell")) == []
