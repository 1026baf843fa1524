"""`yarrow add` and `yarrow edit`: saved whole and told by id, or refused in one line each."""

from __future__ import annotations

import json

ENQUIRY = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "trigger": ["burn", "anxiety"],
}


def lines(*objects):
    return "\n".join(json.dumps(each) for each in objects)


def test_an_id_is_printed_for_each_record_and_show_gives_what_was_entered(yarrow, vault):
    ended = yarrow("add", vault, "identification", stdin=lines(ENQUIRY))

    assert (ended.code, ended.err, len(ended.ids)) == (0, "", 1)
    shown = yarrow("show", vault, ended.ids[0], "--json").json
    assert set(shown) == {"id", "kind", "subject", "fields", "clashes", "sync", "seen_by"}
    assert shown["fields"].pop("outcome") == "incomplete"
    assert sorted(shown["fields"].pop("trigger")) == ["anxiety", "burn"]
    assert shown["fields"] == {key: ENQUIRY[key] for key in ENQUIRY if key != "trigger"}
    assert (shown["sync"], shown["seen_by"], shown["clashes"]) == ("only_here", 0, {})


def test_a_notes_id_has_64_digits_and_a_persons_32(yarrow, vault):
    note = {"lines": [{"label": "said", "text": "\u201cNot at home.\u201d"}]}

    person = yarrow("add", vault, "person", stdin=lines({"name": "Tansy Bramblewick"})).ids[0]
    made = yarrow("add", vault, "note", stdin=lines(note | {"subject": person})).ids[0]

    assert (len(person), len(made)) == (32, 64)
    shown = yarrow("show", vault, made, "--json").json
    assert (shown["subject"], shown["fields"]) == (person, note)


def test_of_many_lines_the_good_are_saved_and_each_refusal_is_one_line(yarrow, vault):
    text = lines({"name": "Tansy"}, {"colour": "blue"}, {"name": 5}) + "\nnot json\n\n"
    text += lines({"name": "Clover", "nhs_number": "9990000019"}, {"name": "Marigold"})

    ended = yarrow("add", vault, "person", stdin=text)

    assert ended.code == 1
    assert len(ended.ids) == 2
    assert [line.split(":")[0] for line in ended.err.splitlines()] == [
        "line 2",
        "line 3",
        "line 4",
        "line 6",
    ]
    assert "colour" in ended.err.splitlines()[0]
    assert "nhs_number" in ended.err.splitlines()[3]


def test_what_was_typed_stands_in_no_refusal(yarrow, vault):
    ended = yarrow("add", vault, "person", stdin=lines({"name": "Tansy", "nhs_number": "wren"}))

    assert "wren" not in ended.err
    assert "Tansy" not in ended.err


def test_one_object_over_several_lines_is_one_record(yarrow, vault):
    ended = yarrow("add", vault, "person", stdin=json.dumps({"name": "Tansy"}, indent=2))

    assert (ended.code, len(ended.ids)) == (0, 1)


def test_a_key_twice_a_float_and_a_foreign_encoding_are_refused(yarrow, vault, tmp_path):
    twice = yarrow("add", vault, "person", stdin='{"name": "a", "name": "b"}')
    number = yarrow("add", vault, "identification", stdin=lines(ENQUIRY | {"unborn_edd": 1.5}))
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"name": "é"}'.encode("latin-1"))
    foreign = yarrow("add", vault, "person", "--json", latin)

    assert [ended.code for ended in (twice, number, foreign)] == [1, 1, 1]
    assert "unborn_edd" in number.err
    assert all(ended.out == "" for ended in (twice, number, foreign))


def test_edit_changes_one_field_and_says_nothing(yarrow, vault):
    person = yarrow("add", vault, "person", stdin=lines({"name": "Tansy"})).ids[0]

    ended = yarrow("edit", vault, person, stdin=lines({"pronouns": "she/her", "name": None}))

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert yarrow("show", vault, person, "--json").json["fields"] == {"pronouns": "she/her"}


def test_entered_in_error_puts_away_and_show_gives_the_reason(yarrow, vault):
    id = yarrow("add", vault, "identification", stdin=lines(ENQUIRY)).ids[0]

    assert yarrow("edit", vault, id, stdin=lines({"entered_in_error": "wrong file"})).code == 0

    assert yarrow("list", vault, "identification", "--json").json == []
    fields = yarrow("show", vault, id, "--json").json["fields"]
    assert fields["entered_in_error"] == "wrong file"


def test_a_refused_edit_is_one_line_that_names_the_field(yarrow, vault):
    id = yarrow("add", vault, "identification", stdin=lines(ENQUIRY)).ids[0]

    ended = yarrow("edit", vault, id, stdin=lines({"seen_alone": "perhaps"}))

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert "seen_alone" in ended.err


def test_an_id_of_another_shape_or_nobodys_is_refused(yarrow, vault):
    assert yarrow("edit", vault, "xyz", stdin="{}").code == 1
    assert yarrow("edit", vault, "0" * 32, stdin="{}").code == 1
    assert yarrow("show", vault, "0" * 64).code == 1


def test_what_keeps_a_record_safe_is_added_beside_its_identification_and_edited(yarrow, vault):
    made = yarrow("add", vault, "identification", stdin=lines(ENQUIRY)).ids[0]
    subject = yarrow("show", vault, made, "--json").json["subject"]
    begun = {"subject": subject, "identification": made, "neutral_alert": "yes"}

    id = yarrow("add", vault, "record_safety", stdin=lines(begun)).ids[0]
    assert yarrow("edit", vault, id, stdin=lines({"review_on": "2026-12-17"})).code == 0
    again = yarrow("add", vault, "record_safety", stdin=lines(begun))

    (row,) = yarrow("list", vault, "record_safety", "--json").json
    assert (row["id"], row["fields"]["review_on"]) == (id, "2026-12-17")
    assert again.code == 1
    assert "has been begun already" in again.err
