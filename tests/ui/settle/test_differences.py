"""Differences by words, and one text that leaves out nothing that one side has alone."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.settle.conftest import MINE, THEIRS
from ui.settle.differences import Piece, differences, joined, spoken

words = st.lists(st.sampled_from(["ring", "on", "Mondays", "only.", "no", "text.", "\n", "wait"]))
texts = words.map(" ".join)


def test_the_differences_are_those_that_a_person_would_mark() -> None:
    found = differences(MINE, THEIRS)

    assert found.count == 3
    marked = [piece.text.strip() for piece in found.left if piece.kind == "only"]
    assert marked == ["weekdays", "Text is not safe, he reads the phone."]
    assert [piece.kind for piece in found.left][-1] == "gap"
    assert [piece.kind for piece in found.right][-2:] == ["gap", "only"]


def test_a_screen_reader_hears_each_mark() -> None:
    said = spoken(differences("on weekdays only", "on Mondays only").left, "yours")

    assert said == "on [only yours: weekdays] only"
    gap = spoken([Piece("same", "No voicemail."), Piece("gap", "")], "yours")
    assert gap == "No voicemail. [nothing here]"


def test_one_text_of_both_says_what_came_from_whom() -> None:
    both = joined(MINE, THEIRS, prefers_left=False)

    assert both.text == (
        "Ring between 10 and 11.30 on Mondays and Thursdays only. Say it is about the "
        "appointment. No voicemail. Text is not safe, he reads the phone. If anyone else "
        "answers, ask for Dr Plum and hang up."
    )
    assert [(taken.text, taken.is_left) for taken in both.taken] == [
        ("Mondays and Thursdays", False),
        ("Text is not safe, he reads the phone.", True),
        ("If anyone else answers, ask for Dr Plum and hang up.", False),
    ]


@given(texts, texts)
def test_the_pieces_of_each_side_are_its_whole_text(left: str, right: str) -> None:
    found = differences(left, right)

    assert "".join(piece.text for piece in found.left) == left
    assert "".join(piece.text for piece in found.right) == right
    if left.split() and right.split():
        assert (found.count == 0) == (left.split() == right.split())


@given(texts, texts, st.booleans())
def test_no_word_that_stands_in_both_is_lost(left: str, right: str, prefers_left: bool) -> None:
    both = joined(left, right, prefers_left=prefers_left).text.split()

    same = [piece.text for piece in differences(left, right).left if piece.kind == "same"]
    for word in " ".join(same).split():
        assert word in both


def test_two_books_are_compared_without_a_long_wait() -> None:
    one = " ".join(f"word{number}" for number in range(30_000))
    other = " ".join(f"other{number}" for number in range(30_000))
    began = time.perf_counter()

    found = differences(f"Same start. {one}", f"Same start. {other}")

    assert time.perf_counter() - began < 2
    assert found.count == 1
