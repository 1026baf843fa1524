"""The outcome is worked out, and never hides a disclosure."""

from __future__ import annotations

from typing import Any

import pytest

from app.forms.library import latest
from app.forms.outcome import Outcome, is_abuse_identified, may_ask, outcome

FORM = latest("identification")
_ITEMS = ("hark_h", "hark_a", "hark_r", "hark_k")


@pytest.mark.parametrize(
    "circumstance",
    [
        {"seen_alone": "no"},
        {"seen_alone": "not_possible"},
        {"interpreter": "needed_not_available"},
        {"interpreter": "family_used_in_error"},
    ],
)
def test_a_circumstance_that_forbids_asking_is_the_outcome(
    enquiry: dict[str, Any], circumstance: dict[str, Any]
) -> None:
    answers = enquiry | circumstance

    assert outcome(FORM, answers) is Outcome.NOT_SAFE_TO_ASK
    assert not may_ask(FORM, answers)


def test_what_came_to_light_in_another_way_is_known_apart(enquiry: dict[str, Any]) -> None:
    answers = enquiry | {"seen_alone": "no", "abuse_time": "current"}

    assert outcome(FORM, answers) is Outcome.NOT_SAFE_TO_ASK
    assert is_abuse_identified(FORM, answers)


def test_a_merge_with_not_alone_does_not_hide_a_disclosure(enquiry: dict[str, Any]) -> None:
    assert outcome(FORM, enquiry | {"seen_alone": "no", "hark_r": "yes"}) is Outcome.IDENTIFIED


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("yes", Outcome.IDENTIFIED),
        ("no", Outcome.NOTHING_DISCLOSED),
        ("declined", Outcome.DECLINED),
        ("not_asked", Outcome.INCOMPLETE),
    ],
)
def test_the_four_answers_decide_where_asking_is_safe(
    enquiry: dict[str, Any], answer: str, expected: Outcome
) -> None:
    answers = enquiry | dict.fromkeys(_ITEMS, answer)

    assert outcome(FORM, answers) is expected
    assert may_ask(FORM, answers)


def test_abuse_known_without_harks_is_identified(enquiry: dict[str, Any]) -> None:
    assert outcome(FORM, enquiry | {"abuse_time": "historic"}) is Outcome.IDENTIFIED


def test_an_empty_page_is_incomplete_and_nothing_may_be_asked_yet() -> None:
    assert outcome(FORM, {}) is Outcome.INCOMPLETE
    assert not may_ask(FORM, {})
    assert outcome(FORM, dict.fromkeys(_ITEMS, "no")) is Outcome.INCOMPLETE


def test_a_form_without_an_outcome_has_none() -> None:
    assert outcome(latest("note"), {}) is None
    assert not is_abuse_identified(latest("note"), {})
