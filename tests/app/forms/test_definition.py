"""Conditions hold by what is answered, never by what is blank."""

from __future__ import annotations

import pytest

from app.domain.encoding import Value
from app.forms.definition import Claim, Condition, Kind, is_given

_ALONE = Claim("seen_alone", ("yes",))
_TIME = Claim("abuse_time")
_BOTH = Condition("both", needs_every=True, claims=(_ALONE, _TIME))
_EITHER = Condition("either", needs_every=False, claims=(_ALONE, _TIME))


@pytest.mark.parametrize("blank", [None, [], {}])
def test_null_and_empty_are_no_answers(blank: Value) -> None:
    assert not is_given(blank)
    assert not _TIME.holds({"abuse_time": blank})


@pytest.mark.parametrize("answer", ["", 0, False])
def test_anything_else_is(answer: Value) -> None:
    assert is_given(answer)


def test_every_claim_must_hold_or_one_is_enough() -> None:
    assert _BOTH.holds({"seen_alone": "yes", "abuse_time": "current"})
    assert not _BOTH.holds({"seen_alone": "yes"})
    assert _EITHER.holds({"abuse_time": "current"})
    assert not _EITHER.holds({})


def test_a_blank_neither_fulfils_nor_contradicts() -> None:
    assert not _BOTH.holds({})
    assert not _BOTH.is_contradicted({})
    assert _BOTH.is_contradicted({"seen_alone": "no"})
    assert not _EITHER.is_contradicted({"seen_alone": "no"})


def test_only_lists_are_stored_by_element() -> None:
    stored = {kind for kind in Kind if kind.is_stored_by_element}

    assert stored == {Kind.CHOICES, Kind.TEXTS, Kind.WHOLE_NUMBERS}
