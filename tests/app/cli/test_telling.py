"""A refusal is one line that names fields and holds nothing that was typed into them."""

from __future__ import annotations

from app.cli.telling import named, one_line, told
from app.errors import FormRefused, Refused


def test_every_field_that_was_refused_is_named():
    line = told(FormRefused({"name": "needed", "pronouns": "wants_text", "lines": "needed"}))

    assert line.startswith("name has no answer yet")
    assert line.endswith("Also to put right: pronouns, lines.")


def test_of_very_many_fields_some_are_named_and_the_rest_counted():
    line = told(FormRefused({f"k{number}": "unknown_field" for number in range(1_000)}))

    assert line.endswith("k20 and 979 more.")


def test_a_field_with_a_list_says_what_it_takes():
    refused = FormRefused({"seen_alone": "not_in_list", "place": "needed"}, ("yes", "no"))

    assert "It takes: yes, no. Also to put right: place." in told(refused)


def test_a_field_that_lacks_its_answer_lists_nothing():
    assert "It takes" not in told(FormRefused({"seen_alone": "needed"}, ("yes", "no")))


def test_a_key_that_is_no_name_is_shown_harmless_and_short():
    assert named("a\x1b[2J\nb") == "a?[2J?b"
    assert named("\udcff") == "?"
    assert named(" ") == '" "'
    assert named("x" * 1_000) == "x" * 60 + "…"
    assert "\n" not in told(FormRefused({"a\nb": "unknown_field"}))


def test_other_refusals_are_one_line_too():
    assert "\n" not in told(Refused("records.signed"))
    assert one_line(" a \n\t b ") == "a b"


def test_nothing_in_a_path_takes_hold_of_the_terminal():
    assert (
        one_line("/tmp/\x1b[31mred\u202e\udcff cannot be used") == "/tmp/?[31mred?? cannot be used"
    )
    assert one_line("it\u2019s \u00c6gir in\u00a0here") == "it\u2019s \u00c6gir in here"
