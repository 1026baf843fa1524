"""The sides of a clash: who stands first, how one version is written, and what it begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.encoding import Value
from tests.ui.settle.conftest import CONTACT, MINE, RISK, TEXT, clash_of, version
from ui.settle.sides import Third, compare


def test_this_pcs_version_stands_first_and_equal_words_are_one_side() -> None:
    twice = (*TEXT.versions, version(7, MINE, hours=3))
    clash = replace(TEXT, versions=(twice[1], twice[0], twice[2]))

    sides = compare(clash).sides

    assert [side.is_here for side in sides] == [True, False]
    assert [len(side.versions) for side in sides] == [2, 1]


@pytest.mark.parametrize(
    ("field", "values", "kind", "expected"),
    [
        ("free_text", ("a", "b"), "identification", Third.TEXT),
        ("hark_h", ("yes", "no"), "identification", Third.CHOICE),
        ("consent_scope", ({"gp": "yes"}, {"gp": "no"}), "identification", Third.AGREEMENT),
        ("trigger/burn", (True, None), "identification", Third.NONE),
        ("known_as/0011223344556677", ("Tans", None), "person", Third.TEXT),
        ("gone", ("wrong file", None), "person", Third.TEXT),
        ("of_a_newer_version", ("a", "b"), "casework", Third.TEXT),
        ("risk", ({"level": "high"}, {"level": "medium"}), "casework", Third.NONE),
    ],
)
def test_how_one_version_is_written_follows_from_the_question(
    field: str, values: tuple[Value, ...], kind: str, expected: Third
) -> None:
    assert compare(clash_of(field, *values, kind=kind)).third is expected


def test_a_text_begins_with_the_words_of_both() -> None:
    begun = compare(TEXT).begun

    assert begun.joined is not None
    assert str(begun.value).endswith("ask for Dr Plum and hang up.")
    assert "he reads the phone" in str(begun.value)


def test_a_consent_begins_with_what_all_versions_allow() -> None:
    clash = clash_of("consent_scope", {"gp": "yes", "police": "no"}, {"gp": "yes", "police": "yes"})

    begun = compare(clash).begun

    assert begun.value == {"gp": "yes", "police": "no"}
    assert begun.is_careful


def test_a_choice_begins_with_the_careful_side() -> None:
    assert compare(clash_of("hark_h", "yes", "no", shown="yes")).begun.value == "yes"
    assert compare(clash_of("name", "Tansy", None, kind="person")).begun.value == "Tansy"


def test_a_contact_point_is_told_without_its_number() -> None:
    words = [side.words for side in compare(CONTACT).sides]

    assert all("07700" not in each and "900123" not in each for each in words)
    assert words[1] == (
        "The number on file. Calls. Mondays 10:00 to 12:00. No voicemail. Hide our number."
    )
    other = {**RISK.record.fields, "number": "07700 900999"}
    two = clash_of("contact_point", *CONTACT.values, other, kind="casework")
    assert compare(two).sides[2].words.startswith("Number 2 on file.")
