"""The copy-safe note says what was done, and can hold nothing that anybody typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value
from app.forms.definition import Kind
from app.forms.library import latest
from app.forms.safe_note import HIDE, load_sentences, safe_note
from app.forms.steps import unknown_facts

FORM = latest("identification")
Answers = dict[str, Value]
SEEN: Answers = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
ITEMS = ("hark_h", "hark_a", "hark_r", "hark_k")
# What must not stand in a letter or summary that somebody else may open.
NEVER = re.compile(
    r"abus|violen|IDVA|MARAC|refuge|HARK|perpetrator|victim|domestic|partner|husband|wife|police"
    r"|safeguard|child|advocate|women|Yarrow",
    re.IGNORECASE,
)


def test_a_disclosure_is_told_as_the_day_what_was_done_and_what_was_offered() -> None:
    answers = {**SEEN, "hark_h": "yes", "specialist_referral": "accepted"}

    assert safe_note(FORM, answers) == (
        "Seen alone 17/11/26. Safety enquiry done; disclosure made. Support offered, accepted. "
        "Hide from online access."
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"seen_alone": "no"}, "Seen 17/11/26, not alone. Safety enquiry not possible today"),
        (dict.fromkeys(ITEMS, "no"), "Safety enquiry done; nothing disclosed."),
        ({"hark_h": "declined"}, "Safety enquiry offered; not wished today."),
        ({"hark_h": "no"}, "Safety enquiry begun."),
        ({"consult_mode": "telephone"}, "Spoke alone, not in person, 17/11/26."),
        ({"interpreter": "professional_in_person"}, "with a professional interpreter."),
        ({"abuse_time": "suspected_only"}, "Safety concern noted without a full enquiry."),
        ({"info_given": "none_unsafe"}, "Nothing in writing was given."),
    ],
)
def test_each_enquiry_has_its_own_words(answers: Answers, words: str) -> None:
    found = safe_note(FORM, {**SEEN, **answers})

    assert words in found
    assert found.endswith(HIDE)


def test_nothing_is_said_before_anything_is_known() -> None:
    assert safe_note(FORM, {"identified_at": SEEN["identified_at"]}) == ""


def test_no_sentence_gives_away_what_it_is_about_or_asks_for_what_is_not_there() -> None:
    sentences = load_sentences()

    assert not [each.text for each in sentences if NEVER.search(each.text)]
    assert not [name for each in sentences for name in unknown_facts(each.when, FORM)]


CODED = {
    each.name: each.codes.codes for each in FORM.fields if each.kind == "choice" and each.codes
}
TYPED = [each.name for each in FORM.fields if each.kind in (Kind.TEXT, Kind.LONG_TEXT)]


@given(
    st.fixed_dictionaries({name: st.sampled_from(codes) for name, codes in CODED.items()}),
    st.text(st.characters(categories=["L"]), min_size=4, max_size=12),
)
def test_whatever_is_answered_and_typed_it_holds_a_day_and_sentences_of_ours(
    answers: Answers, word: str
) -> None:
    typed = dict.fromkeys(TYPED, f"Zq{word}")
    note = safe_note(FORM, {**answers, **typed, "identified_at": SEEN["identified_at"]})

    assert f"Zq{word}" not in note
    assert not NEVER.search(note)
