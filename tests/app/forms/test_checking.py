"""Answers are stored or explained."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.encoding import encode
from app.errors import FormRefused
from app.forms.checking import MOST_CHARACTERS, PROBLEMS, accept, check
from app.forms.library import latest
from resources.words import sentence

FORM = latest("identification")
NOTE = latest("note")
PERSON = latest("person")
_SENTENCES = tomllib.loads(resources.read_text("errors/form.toml"))
_HARKS = ["hark_h", "hark_a", "hark_r", "hark_k", "hark_safety", "hark_safety_note"]
_NEEDED = [
    "identified_at",
    "setting_type",
    "site_ods",
    "identifier_role",
    "how_arose",
    "seen_alone",
    "interpreter",
    "consult_mode",
]
_NEEDED_ONCE_IDENTIFIED = [
    "abuse_time",
    "perpetrator_also_patient_here",
    "immediate_danger",
    "specialist_referral",
    "safeguarding_action",
    "consent_scope",
]


def _problems(form: Any, answers: dict[str, Any], now: datetime) -> dict[str, str]:
    return check(form, answers, now=now, training=True)


def test_the_least_identification_may_be_saved(enquiry: dict[str, Any], now: datetime) -> None:
    assert accept(FORM, enquiry, now=now, training=True) == enquiry


def test_one_with_abuse_identified_may_be_saved(identified: dict[str, Any], now: datetime) -> None:
    assert accept(FORM, identified, now=now, training=True) == identified


def test_nothing_at_all_names_each_field_needed(now: datetime) -> None:
    assert _problems(FORM, {}, now) == dict.fromkeys(
        sorted(_NEEDED, key=[field.name for field in FORM.fields].index), "needed"
    )


@pytest.mark.parametrize(
    "sign", [*({item: "yes"} for item in _HARKS[:4]), {"abuse_time": "suspected_only"}]
)
def test_abuse_identified_makes_more_answers_needed(
    enquiry: dict[str, Any], sign: dict[str, Any], now: datetime
) -> None:
    problems = _problems(FORM, enquiry | sign, now)

    assert problems == {name: "needed" for name in _NEEDED_ONCE_IDENTIFIED if name not in sign}


@pytest.mark.parametrize("answer", ["no", "declined", "not_asked"])
def test_no_other_answer_to_harks_does(enquiry: dict[str, Any], answer: str, now: datetime) -> None:
    assert not _problems(FORM, enquiry | dict.fromkeys(_HARKS[:4], answer), now)


def test_unsafe_to_go_home_alone_identifies_nothing(enquiry: dict[str, Any], now: datetime) -> None:
    assert not _problems(FORM, enquiry | {"hark_safety": "yes", "hark_safety_note": "Lift"}, now)


@pytest.mark.parametrize("item", _HARKS)
@pytest.mark.parametrize(
    "circumstance",
    [
        {"seen_alone": "no"},
        {"seen_alone": "not_possible"},
        {"interpreter": "needed_not_available"},
        {"interpreter": "family_used_in_error"},
    ],
)
def test_harks_is_refused_where_asking_is_not_safe(
    enquiry: dict[str, Any], item: str, circumstance: dict[str, Any], now: datetime
) -> None:
    answer = "Waits outside" if item.endswith("note") else "no"

    problems = _problems(FORM, enquiry | circumstance | {item: answer}, now)

    assert problems == {item: "not_allowed_now"}


def test_a_refused_answer_asks_for_nothing_more(enquiry: dict[str, Any], now: datetime) -> None:
    problems = _problems(FORM, enquiry | {"seen_alone": "no", "hark_k": "yes"}, now)

    assert problems == {"hark_k": "not_allowed_now"}


def test_not_safe_to_ask_may_be_saved(enquiry: dict[str, Any], now: datetime) -> None:
    assert not _problems(FORM, enquiry | {"seen_alone": "no", "ask_again_on": "2026-12-01"}, now)


@pytest.mark.parametrize("name", ["outcome", "form", "trigger/burn", "record_id", ""])
def test_a_field_the_form_has_not_is_named(
    enquiry: dict[str, Any], name: str, now: datetime
) -> None:
    assert _problems(FORM, enquiry | {name: "identified"}, now) == {name: "unknown_field"}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("identified_at", "2026-11-17T09:42:01+00:00", "after_now"),
        ("identified_at", "2026-11-17T09:43:00+02:00", None),
        ("identified_at", "2026-11-17T09:38:00Z", None),
        ("identified_at", "2026-11-17T09:38", "not_a_time"),
        ("identified_at", "2026-11-17", "not_a_time"),
        ("identified_at", "2026-02-30T09:38:00+00:00", "not_a_time"),
        ("identified_at", "0001-01-01T00:00:00+14:00", "too_early"),
        ("identified_at", 1763372280, "wants_text"),
        ("setting_type", "gp_practice", None),
        ("setting_type", "moon", "not_in_list"),
        ("setting_type", ["ward"], "wants_text"),
        ("site_ods", "QQQ99", None),
        ("site_ods", "not a code", "ods_code"),
        ("trigger", ["burn", "fearful"], None),
        ("trigger", ["burn", "burn"], "repeated"),
        ("trigger", ["burn", "rain"], "not_in_list"),
        ("trigger", "burn", "wants_list"),
        ("children_in_household", 0, None),
        ("children_in_household", -1, "out_of_range"),
        ("children_in_household", 31, "out_of_range"),
        ("children_in_household", True, "wants_number"),
        ("children_in_household", 1.0, "wants_number"),
        ("children_in_household", "1", "wants_number"),
        ("children_ages", [4, 4, 11], None),
        ("children_ages", [4, "11"], "wants_number"),
        ("children_ages", [1] * 51, "too_many"),
        ("unborn_edd", "2027-03-01", None),
        ("unborn_edd", "01/03/2027", "not_a_date"),
        ("consent_scope", {"police": "overridden"}, None),
        ("consent_scope", {"police": "maybe"}, "not_in_list"),
        ("consent_scope", {"neighbour": "yes"}, "not_in_list"),
        ("consent_scope", ["police"], "wants_object"),
        ("hidden_from_online", "na", None),
        ("hidden_from_online", "unknown", "not_in_list"),
        ("hark_safety", "unsure", "not_in_list"),
        ("where_now", "Side room 3", None),
        ("where_now", "Side room\n3", "one_line"),
        ("where_now", "x" * 1_001, "too_long"),
        ("where_now", "  ", "blank_text"),
        ("where_now", "\u200b\u00a0\u2060", "blank_text"),
        ("where_now", "\u200e", "blank_text"),
        ("where_now", [], "wants_text"),
        ("free_text", "Bruise seen\nat 09:30\tleft arm", None),
        ("free_text", "x" * 50_001, "too_long"),
        ("free_text", "\x00", "control_character"),
        ("their_words", "\ud800", "control_character"),
        ("their_words", "e\u0301 and \u00e9", None),
    ],
)
def test_each_value_is_taken_or_its_fault_named(
    enquiry: dict[str, Any], name: str, value: object, problem: str | None, now: datetime
) -> None:
    expected = {} if problem is None else {name: problem}

    assert _problems(FORM, enquiry | {name: value}, now) == expected


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([{"label": "fact", "text": "Bruise, left arm"}], None),
        ([], "needed"),
        (None, "needed"),
        ([{"label": "guess", "text": "x"}], "line_label"),
        ([{"label": "said", "text": " \n"}], "blank_text"),
        ([{"label": "said"}], "line_shape"),
        ([{"label": "said", "text": "x", "by": "y"}], "line_shape"),
        ([{"said": "x"}], "line_shape"),
        (["said"], "line_shape"),
        ([{"label": "said", "text": 1}], "wants_text"),
        ([{"label": ["said"], "text": "x"}], "line_label"),
        ("said", "wants_list"),
        ([{"label": "said", "text": "x"}] * 501, "too_many"),
    ],
)
def test_a_note_needs_lines_with_label_and_text(
    lines: object, problem: str | None, now: datetime
) -> None:
    expected = {} if problem is None else {"lines": problem}

    assert _problems(NOTE, {"lines": lines}, now) == expected


@pytest.mark.parametrize(
    ("corrects", "problem"), [("0f" * 32, None), ("0f" * 16, "not_an_id"), ("0F" * 32, "not_an_id")]
)
def test_a_correction_names_a_note_by_its_id(
    corrects: str, problem: str | None, now: datetime
) -> None:
    lines = [{"label": "fact", "text": "It was the right arm."}]
    expected = {} if problem is None else {"corrects": problem}

    assert _problems(NOTE, {"lines": lines, "corrects": corrects}, now) == expected


def test_a_save_too_long_to_travel_is_refused_by_name(now: datetime) -> None:
    lines = [{"label": "fact", "text": "x" * 50_000}] * (MOST_CHARACTERS // 50_000)

    assert _problems(NOTE, {"lines": lines}, now) == {"lines": "too_long_together"}


@pytest.mark.parametrize(
    ("number", "training", "problem"),
    [
        ("999 000 0042", True, None),
        ("9990000042", False, "training_number"),
        ("9434765919", True, "real_number"),
        ("9434765919", False, None),
        ("9990000043", True, "nhs_number"),
        (9990000042, True, "wants_text"),
    ],
)
def test_training_and_other_vaults_take_different_numbers(
    *, number: object, training: bool, problem: str | None, now: datetime
) -> None:
    problems = check(PERSON, {"nhs_number": number}, now=now, training=training)

    assert problems == ({} if problem is None else {"nhs_number": problem})


def test_an_nhs_number_is_stored_without_its_spacing(now: datetime) -> None:
    stored = accept(PERSON, {"nhs_number": "999 000 0042"}, now=now, training=True)

    assert stored == {"nhs_number": "9990000042"}


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("1890-01-01", None),
        ("1889-12-31", "too_early"),
        ("2026-11-17", None),
        ("2026-11-18", "after_now"),
        ("17/11/1990", "not_a_date"),
    ],
)
def test_a_date_of_birth_lies_from_1890_to_today(
    day: str, problem: str | None, now: datetime
) -> None:
    expected = {} if problem is None else {"date_of_birth": problem}

    assert _problems(PERSON, {"date_of_birth": day}, now) == expected


def test_a_person_needs_nothing_and_nulls_are_blanks(now: datetime) -> None:
    assert accept(PERSON, {"name": None, "known_as": []}, now=now, training=True) == {}


def test_a_refusal_carries_every_problem_and_no_answer(now: datetime) -> None:
    with pytest.raises(FormRefused) as refused:
        accept(PERSON, {"name": "Tansy\x07", "shoe": 5}, now=now, training=True)

    assert refused.value.problems == {"name": "control_character", "shoe": "unknown_field"}
    assert "Tansy" not in sentence(refused.value)


def test_each_problem_has_a_sentence_and_blames_nobody() -> None:
    assert set(_SENTENCES) >= PROBLEMS
    for code in PROBLEMS:
        text = sentence(FormRefused({"place": code}))
        assert "place" in text or "{field}" not in _SENTENCES[code]
        assert "invalid" not in text.lower()
        assert "!" not in text


_LEAST: dict[str, Any] = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "gp_practice",
    "site_ods": "Z99901",
    "identifier_role": "gp",
    "how_arose": "routine_enquiry",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


_FROM_FORM = {
    field.name: _ANYTHING
    | (st.sampled_from(field.codes.codes) if field.codes is not None else st.nothing())
    for field in FORM.fields
}


@given(st.fixed_dictionaries({}, optional=_FROM_FORM))
def test_any_answers_are_stored_or_explained(given_answers: dict[str, Any]) -> None:
    answers = _LEAST | given_answers
    now = datetime.fromisoformat("2026-11-17T09:42:00+00:00")

    try:
        stored = accept(FORM, answers, now=now, training=True)
    except FormRefused as refused:
        assert set(refused.problems.values()) <= PROBLEMS
    else:
        blanks = {name for name, value in answers.items() if value in (None, [], {})}
        assert set(stored) == set(answers) - blanks
        encode(stored)


@given(st.dictionaries(st.sampled_from([field.name for field in PERSON.fields]), _ANYTHING))
def test_any_person_is_stored_or_explained(answers: dict[str, Any]) -> None:
    now = datetime.fromisoformat("2026-11-17T09:42:00+00:00")

    problems = check(PERSON, answers, now=now, training=True)

    if not problems:
        stored = accept(PERSON, answers, now=now, training=True)
        given_answers = {name for name, value in answers.items() if value not in (None, [], {})}
        assert stored == {name: answers[name] for name in given_answers}
        encode(stored)
    for name in problems:
        assert answers[name] is not None


def test_a_refusal_brings_what_the_field_takes(enquiry: dict[str, Any], now: datetime) -> None:
    with pytest.raises(FormRefused) as refused:
        accept(FORM, enquiry | {"seen_alone": "perhaps"}, now=now, training=True)

    assert refused.value.choices == ("yes", "no", "not_possible")


def test_blanks_where_words_are_needed_are_not_told_to_be_left_out(now: datetime) -> None:
    form = latest("sensitive")

    for blank in ("", "  ", "\u200b"):
        answers = {"sensitive": "yes", "why": blank}
        assert check(form, answers, now=now, training=True) == {"why": "words_needed"}
