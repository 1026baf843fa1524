"""Columns are guessed by their headings, and what no column answers is asked for."""

from __future__ import annotations

from ui.importing.mapping import LEFT_OUT, guess, map_of, questions, still_needed

HEADINGS = ["Forename", "Surname", "DOB", "NHS no", "Date", "Ward", "Seen alone", "Colour"]


def test_headings_in_many_words_are_known() -> None:
    guessed = guess(HEADINGS, "identification")

    assert list(guessed.values()) == [
        *("name", "name", "date_of_birth", "nhs_number", "identified_at", "setting_type"),
        *("seen_alone", LEFT_OUT),
    ]


def test_what_every_record_needs_is_asked_for_once() -> None:
    chosen = guess(HEADINGS, "identification")
    assert [field.name for field in still_needed("identification", chosen)] == [
        *("site_ods", "identifier_role", "consult_mode", "interpreter", "how_arose"),
    ]
    assert still_needed("note", guess(["Notes"], "note")) == []


def test_the_choices_make_a_map() -> None:
    told = map_of(
        "identification", guess(HEADINGS, "identification"), {"site_ods": "Z9902", "x": ""}, "mdy"
    )

    assert told.person["name"] == ("Forename", "Surname")
    assert told.fields["identified_at"] == ("Date",)
    assert (told.constants, told.order) == ({"site_ods": "Z9902"}, "mdy")
    assert "Colour" not in told.columns


def test_a_column_answers_the_person_and_then_the_record() -> None:
    assert next(iter(questions("note"))) == "name"
    assert "lines" in questions("note")
