"""Answers told in words lose nothing, whatever stands in them."""

from __future__ import annotations

from app.forms import library
from app.forms.telling import lines_of


def test_every_answer_is_told_by_its_label_and_what_no_form_knows_under_its_own_name() -> None:
    form = library.load("identification", 1)
    answers = {
        "of_later": ["kept", b"\x01", True],
        "seen_alone": "yes",
        "trigger": ["burn", "not_in_any_list"],
        "consent_scope": {"gp": "no"},
        "free_text": "One\x07two",
        "where_now": None,
    }

    told = list(lines_of(form, answers))

    assert [name for name, _ in told] == [
        *(field.name for field in form.fields if answers.get(field.name) is not None),
        "of_later",
    ]
    texts = dict(told)
    assert texts["of_later"] == "of_later: kept, 01, yes"
    assert texts["trigger"].endswith(": Burn, not_in_any_list")
    assert texts["free_text"].endswith("One\N{REPLACEMENT CHARACTER}two")
    assert texts["consent_scope"].count(": ") == 2
