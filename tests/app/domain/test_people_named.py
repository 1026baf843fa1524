"""People of the vault in a text: by any of their names, and never by everybody's word."""

from __future__ import annotations

import pytest

from app.domain.people_named import Named, People

PEOPLE = People(
    (
        Named("other_person", ("David Thornbury",), is_near=True),
        Named("someone_else", ("Saffron Tidewell", "Saffy")),
        Named("someone_else", ("Rose Hill",)),
        Named("someone_else", ("Tansy Bramblewick",)),
        Named("someone_else", ("Anne-Marie O'Hanlon",)),
    ),
    ("Tansy Bramblewick",),
    {"david": {"dave"}, "saffron": {"saff"}},
    {"rose", "hill", "will", "mark"},
)


def found(text: str) -> set[str]:
    return {what for what, _ in PEOPLE.found(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("with Dave that day", "other_person"),
        ("and david came", "other_person"),
        ("Thornbry came", "other_person"),
        ("Saff Tidewell", "someone_else"),
        ("saffy tidewell", "someone_else"),
        ("TIDEWELL, Saffron", "someone_else"),
        ("Safron Tidwell", "someone_else"),
        ("S. Tidewell", "someone_else"),
        ("Saffron Jane Tidewell", "someone_else"),
        ("Mrs Tidewel", "someone_else"),
        ("SaffronTidewell.pdf", "someone_else"),
        ("saffrontidewell@example.org", "someone_else"),
        ("Rose Hill", "someone_else"),
        ("Mrs Hill", "someone_else"),
        ("Anne-Marie OHanlon", "someone_else"),
        ("her partner Gethin", "named"),
    ],
)
def test_somebody_is_found(text: str, kind: str) -> None:
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Saffron is a colour", "uphill and down the hill", "a rose", "Rose Hill Ward".lower()),
        *("Tansy Bramblewick", "Bramblewik", "Dr S Tidewell", "Sister Tidewell", "Tidewell Ward"),
        *("Rose and Mr Bramblewick", "her partner was asked to wait", "husband and wife", "Tansy"),
    ],
)
def test_words_staff_wards_and_the_person_themself_are_left_alone(text: str) -> None:
    assert found(text) <= ({"someone_else"} if text == "rose hill ward" else set())
