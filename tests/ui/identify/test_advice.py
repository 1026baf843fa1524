from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value
from app.forms import library
from app.forms.situation import held
from ui.identify.advice import (
    RECALL,
    SAFEGUARDING,
    Advice,
    advice,
    result,
    why_held,
)

FORM = library.latest("identification")
NUMBERS = {"idva_team": "ext. 4471", "security": "ext. 2222", "safeguarding": "ext. 3300"}
ASKED: dict[str, Value] = {"seen_alone": "yes", "interpreter": "not_needed"}
HARKS: dict[str, Value] = {"hark_h": "yes", "hark_a": "yes", "hark_r": "declined", "hark_k": "no"}
NEVER_SAID = ("refused", "claims", "admits", "failed", "perpetrator", "victim", "invalid", "!")


def told(answers: Mapping[str, Value], *, has_person: bool = True) -> Advice:
    return advice(FORM, answers, NUMBERS, has_person=has_person)


def said(found: Advice) -> str:
    return " ".join(f"{step.strong} {step.text}" for step in found.steps)


def test_the_first_thing_is_to_look_for_the_person() -> None:
    assert told({}, has_person=False).steps[0].field == "person"
    assert told({}).steps[0].field == "seen_alone"


def test_from_afar_it_asks_who_is_in_hearing() -> None:
    assert "nobody in hearing" in told({"consult_mode": "telephone"}).steps[0].text
    assert "nobody in hearing" not in told({"consult_mode": "in_person"}).steps[0].text


def test_abuse_identified_tells_the_counts_and_that_it_is_no_risk() -> None:
    found = result(FORM, ASKED | HARKS)

    assert found.strong == "Abuse identified."
    assert found.text.startswith("2 yes, 1 declined, 1 no.")
    assert "does not measure risk" in found.text


def test_while_it_is_held_back_it_says_until_when_and_counts_nothing() -> None:
    alone = result(FORM, {})
    interpreter = result(FORM, {"seen_alone": "yes"})

    assert f"{alone.strong} {alone.text}" == (
        "HARKS is held back until it is known that they are alone."
    )
    assert interpreter.text == "until it is known who interprets."
    assert result(FORM, ASKED).strong == "Not all asked yet."


def test_s_comes_first_while_it_is_not_answered() -> None:
    steps = told(ASKED | HARKS).steps

    assert (steps[0].strong, steps[0].field) == ("Answer S", "hark_safety")
    assert steps[0].is_urgent
    answered = told({**ASKED, **HARKS, "hark_safety": "no"}).steps
    assert all(step.field != "hark_safety" for step in answered)


def test_an_accepted_referral_says_that_saving_begins_it_and_whom_to_ring() -> None:
    words = said(told({**ASKED, **HARKS, "specialist_referral": "accepted"}))

    assert "save this record to begin it" in words
    assert "ext. 4471" in words


@pytest.mark.parametrize(
    ("children", "words"), [(1, "One child at home:"), (3, "3 children at home:")]
)
def test_children_lead_to_safeguarding(children: int, words: str) -> None:
    step = told({**ASKED, **HARKS, "children_in_household": children}).steps[-1]

    assert step.strong == words
    assert step.asks == SAFEGUARDING


def test_danger_is_the_emergency_list_in_order_with_the_numbers() -> None:
    found = told({**ASKED, **HARKS, "immediate_danger": "yes"})

    assert found.is_emergency
    assert "999" in found.steps[0].strong
    assert "55" in found.steps[0].text
    words = said(found)
    for number in ("ext. 4471", "ext. 2222", "ext. 3300"):
        assert number in words
    assert words.index("999") < words.index("security") < words.index("discharge")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "Say first if they are alone"),
        ({"seen_alone": "no"}, "Ask only when seen alone"),
        ({"seen_alone": "yes"}, "Say first who interprets"),
        (ASKED | {"interpreter": "family_used_in_error"}, "Never ask through family"),
        (ASKED | {"interpreter": "needed_not_available"}, "Ask through a professional"),
        (ASKED, ""),
    ],
)
def test_the_gate_says_why_it_is_closed(answers: dict[str, Value], why: str) -> None:
    assert why_held(FORM, answers) == why


def test_not_safe_to_ask_offers_a_reason_to_be_alone_and_another_day() -> None:
    found = told({"seen_alone": "no", "interpreter": "not_needed"})

    assert found.result.strong == "Not safe to ask today."
    assert "urine" in said(found)
    assert [step.asks for step in found.steps if step.asks] == [RECALL]


def test_family_as_interpreter_is_warned_of() -> None:
    found = told({"seen_alone": "yes", "interpreter": "family_used_in_error"})

    assert found.steps[0].strong == "Stop asking through family."
    assert found.steps[0].is_urgent


def test_answers_given_before_the_gate_closed_are_named_first() -> None:
    answers = {**ASKED, **HARKS, "seen_alone": "no"}

    assert held(FORM, answers) == ("hark_h", "hark_a", "hark_r", "hark_k")
    assert told(answers).steps[0].field == "hark_h"


CODED = [field for field in FORM.fields if field.codes and field.kind in ("choice", "four_state")]


@given(
    st.fixed_dictionaries(
        {
            field.name: st.none() | st.sampled_from(field.codes.codes)
            for field in CODED
            if field.codes
        }
    ),
    st.booleans(),
)
def test_whatever_is_answered_the_words_are_whole_and_kind(
    answers: dict[str, Value], has_person: bool
) -> None:
    found = told({k: v for k, v in answers.items() if v is not None}, has_person=has_person)
    words = f"{found.heading} {found.result.strong} {found.result.text} {said(found)}"

    assert not [word for word in NEVER_SAID if word in words.lower()]
    assert all(step.strong.strip() == step.strong != "" for step in found.steps)
    assert all(step.text.strip() == step.text for step in found.steps)
    assert sum(step.asks == SAFEGUARDING for step in found.steps) <= 1
    assert all(FORM.field(step.field) for step in found.steps if step.field not in ("", "person"))
