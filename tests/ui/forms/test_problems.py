from __future__ import annotations

from app.forms.checking import PROBLEMS
from ui.forms.problems import LOOK_FIRST, SENTENCES


def test_every_problem_of_the_check_has_its_short_sentence() -> None:
    assert SENTENCES.keys() == PROBLEMS


def test_the_sentences_blame_nobody() -> None:
    for sentence in (*SENTENCES.values(), LOOK_FIRST):
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert "invalid" not in sentence.lower()
