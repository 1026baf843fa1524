"""The shipped lists hold the codes that are kept in records, each with plain words."""

from __future__ import annotations

import pytest

import resources
from app.errors import NotFound, Refused
from app.forms.lists import load_list, parse_list

_NAMES = [name.removesuffix(".toml") for name in resources.names("lists", ".toml")]
_COUNTS = {
    "triggers": 53,
    "setting_types": 31,
    "identifier_roles": 13,
    "relationships": 23,
    "abuse_types": 18,
    "recipients": 11,
    "interpreter": 5,
    "how_arose": 5,
    "consult_mode": 4,
    "abuse_times": 5,
}


@pytest.mark.parametrize("name", _NAMES)
def test_each_list_loads_with_a_label_for_each_code(name: str) -> None:
    codes = load_list(name)

    assert codes.title
    for entry in codes.entries:
        assert entry.label.strip() == entry.label != ""
        assert entry.is_confirmed or entry.note


@pytest.mark.parametrize("name", _NAMES)
def test_letters_and_labels_of_a_list_are_all_different(name: str) -> None:
    entries = load_list(name).entries
    letters = [entry.letter for entry in entries if entry.letter]

    assert len(set(letters)) == len(letters)
    assert len({entry.label for entry in entries}) == len(entries)


@pytest.mark.parametrize(("name", "count"), _COUNTS.items())
def test_the_long_lists_are_whole(name: str, count: int) -> None:
    assert len(load_list(name).entries) == count


def test_a_code_of_another_version_stands_for_itself() -> None:
    assert load_list("triggers").label("burn") == "Burn"
    assert load_list("triggers").label("later_code") == "later_code"


@pytest.mark.parametrize("name", ["tea", "../forms/note/1", ""])
def test_a_list_that_is_not_there_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        load_list(name)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title = 'x'", "form.definition_missing"),
        ("title = 'x'\ncodes = [{code='a', label='A'}, {code='a', label='B'}]", "_value"),
        ("title = 'x'\ncodes = [{code='A b', label='A'}]", "_value"),
        ("title = 'x'\ncodes = [{code='a'}]", "_missing"),
        ("title = 'x'\ncodes = [{code='a', label='A', colour='red'}]", "_unknown_key"),
        ("title = 'x'\ncodes = 'a'", "_type"),
        ("title = ", "_unreadable"),
    ],
)
def test_a_broken_list_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_list(text, name="x")

    assert refused.value.code.endswith(code)
