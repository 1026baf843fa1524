"""Stored fields in the words of the form that asked for them."""

from __future__ import annotations

import pytest

from app.domain.encoding import Value
from app.forms import library
from app.forms.stored_words import field_of, in_words, label_of


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("consent_scope", {"gp": "no", "service_team": "yes"}, "GP: No; IDVA team: Yes"),
        ("where_now", "Bay 4", "Bay 4"),
        ("children_in_household", 2, "2"),
        ("where_now", None, "Nothing here"),
        ("consent_scope", {}, "Nothing here"),
    ],
)
def test_values_are_told_in_the_words_of_their_lists(field: str, value: Value, words: str) -> None:
    asked = library.latest("identification").field(field)

    assert in_words(value, asked) == words


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("identification", "immediate_danger", "Immediate danger"),
        ("identification", "trigger/burn", "Signs seen: Burn"),
        ("person", "gone", "Entered in error"),
        ("of_a_later_version", "moon_phase", "moon_phase"),
    ],
)
def test_a_field_is_called_as_its_form_calls_it(kind: str, field: str, label: str) -> None:
    assert label_of(field, field_of(kind, field)) == label
