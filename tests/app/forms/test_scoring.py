"""HARKS is scored over four items, and blank is never no."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.library import latest
from app.forms.scoring import Result, Score, score

HARKS = latest("harks")
_ITEMS = ("hark_h", "hark_a", "hark_r", "hark_k")


def _score(**answers: str) -> Score:
    found = score(HARKS, {f"hark_{item}": answer for item, answer in answers.items()})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({}, Result.INCOMPLETE),
        ({"h": "no", "a": "no", "r": "no"}, Result.INCOMPLETE),
        ({"h": "no", "a": "no", "r": "no", "k": "not_asked"}, Result.INCOMPLETE),
        ({"h": "no", "a": "no", "r": "no", "k": "some later answer"}, Result.INCOMPLETE),
        ({"h": "no", "a": "no", "r": "no", "k": "no"}, Result.NOTHING_DISCLOSED),
        ({"h": "no", "a": "declined", "r": "no", "k": "no"}, Result.DECLINED),
        ({"h": "declined"}, Result.DECLINED),
        ({"k": "yes"}, Result.IDENTIFIED),
        ({"h": "declined", "k": "yes"}, Result.IDENTIFIED),
    ],
)
def test_the_result_follows_from_the_four_answers(answers: dict[str, str], result: Result) -> None:
    assert _score(**answers).result is result


def test_each_yes_is_one_point_and_each_answer_is_counted() -> None:
    assert _score(h="yes", a="yes", r="declined", k="no") == Score(
        points=2, no=1, declined=1, open=0, result=Result.IDENTIFIED
    )


def test_safety_is_not_scored() -> None:
    assert _score(h="no", a="no", r="no", k="no", safety="yes").points == 0


def test_a_form_without_scoring_has_no_score() -> None:
    assert score(latest("note"), {}) is None


@given(st.dictionaries(st.sampled_from(_ITEMS), st.text() | st.sampled_from(["yes", "no"])))
def test_nothing_is_disclosed_only_by_four_noes(answers: dict[str, Any]) -> None:
    found = score(HARKS, answers)

    assert found is not None
    assert (found.result is Result.NOTHING_DISCLOSED) == (answers == dict.fromkeys(_ITEMS, "no"))
    assert found.points + found.no + found.declined + found.open == len(_ITEMS)
