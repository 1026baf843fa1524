"""Every field of the contract: what is taken is shown back exactly, the rest refused by name."""

from __future__ import annotations

import json

import pytest

from storage.making import make_vault
from tests.app.cli import contract
from tests.app.cli.conftest import PASSPHRASE, quick


def lines(objects):
    return "\n".join(json.dumps(each) for each in objects)


def by_id(yarrow, vault, kind):
    return {row["id"]: row for row in yarrow("list", vault, kind, "--json").json}


def each_of(table, whole):
    return [(name, whole(name, value)) for name, values in table.items() for value in values]


def assert_shown_back(yarrow, vault, kind, given):
    """Save all of these in one run, and find the named field of each as it was given."""
    ended = yarrow("add", vault, kind, stdin=lines(answers for _, answers in given))
    assert (ended.code, ended.err) == (0, "")
    rows = by_id(yarrow, vault, kind)
    shown = [
        (name, rows[id]["fields"][name]) for id, (name, _) in zip(ended.ids, given, strict=True)
    ]
    assert shown == [(name, answers[name]) for name, answers in given]


def assert_each_refused(yarrow, vault, kind, given):
    """Refuse all of these in one run: a line each with the field's name, and nothing saved."""
    before = by_id(yarrow, vault, kind)
    ended = yarrow("add", vault, kind, stdin=lines(answers for _, answers in given))
    assert (ended.code, ended.out) == (1, "")
    told = ended.err.splitlines()
    unnamed = [
        (place, name, line)
        for place, ((name, _), line) in enumerate(zip(given, told, strict=True), 1)
        if not line.startswith(f"line {place}: ") or name not in line
    ]
    assert unnamed == []
    assert by_id(yarrow, vault, kind) == before


def person(name, value):
    return {name: value}


def note(name, value):
    return {"lines": contract.LINES} | {name: value}


@pytest.mark.parametrize(
    ("kind", "table", "whole"),
    [
        ("person", contract.PERSON_TAKES, person),
        ("note", contract.NOTE_TAKES, note),
        ("identification", contract.IDENTIFICATION_TAKES, contract.takes_with),
    ],
)
def test_what_a_field_takes_is_shown_back_exactly(kind, table, whole, yarrow, kept_vault):
    assert_shown_back(yarrow, kept_vault, kind, each_of(table, whole))


@pytest.mark.parametrize(
    ("kind", "table", "whole"),
    [
        ("person", contract.PERSON_REFUSES, person),
        ("note", contract.NOTE_REFUSES, note),
        ("identification", contract.IDENTIFICATION_REFUSES, contract.takes_with),
    ],
)
def test_what_a_field_does_not_take_is_refused_by_its_name(kind, table, whole, yarrow, kept_vault):
    assert_each_refused(yarrow, kept_vault, kind, each_of(table, whole))


def test_what_is_needed_is_refused_where_it_is_missing_or_blank(yarrow, kept_vault):
    missing = [
        (name, {key: value for key, value in whole.items() if key != name})
        for whole, names in (
            (contract.ENQUIRY, contract.NEEDED),
            (contract.IDENTIFIED, contract.NEEDED + contract.NEEDED_ONCE_IDENTIFIED),
        )
        for name in names
        if not (whole is contract.IDENTIFIED and name in ("seen_alone", "interpreter"))
    ]
    by_time = [
        (
            name,
            {
                key: value
                for key, value in (contract.ENQUIRY | contract.FOLLOWS).items()
                if key != name
            },
        )
        for name in contract.NEEDED_ONCE_IDENTIFIED
        if name != "abuse_time"
    ]
    blank = [(name, contract.IDENTIFIED | {name: None}) for name in contract.NEEDED_ONCE_IDENTIFIED]
    no_map = [("consent_scope", contract.IDENTIFIED | {"consent_scope": {}})]

    assert_each_refused(yarrow, kept_vault, "identification", missing + by_time + blank + no_map)


def test_each_of_the_four_questions_makes_the_rest_needed(yarrow, kept_vault):
    given = [
        (name, contract.ENQUIRY | {question: "yes"})
        for question in ("hark_h", "hark_a", "hark_r", "hark_k")
        for name in contract.NEEDED_ONCE_IDENTIFIED
    ]

    assert_each_refused(yarrow, kept_vault, "identification", given)


def test_nothing_more_is_needed_before_abuse_is_identified(yarrow, kept_vault):
    blank = contract.ENQUIRY | {
        "abuse_time": None,
        "trigger": [],
        "consent_scope": {},
        "hark_safety": "yes",
    }

    ended = yarrow("add", kept_vault, "identification", stdin=lines([contract.ENQUIRY, blank]))

    assert (ended.code, ended.err) == (0, "")


def test_what_is_asked_in_private_is_refused_while_others_listen(yarrow, kept_vault):
    given = [
        (name, contract.ENQUIRY | unsafe | {name: value})
        for unsafe in contract.UNSAFE
        for name, value in contract.ASKED_IN_PRIVATE.items()
    ]

    assert_each_refused(yarrow, kept_vault, "identification", given)


def test_the_outcome_is_worked_out_for_each_case(yarrow, kept_vault):
    ended = yarrow(
        "add",
        kept_vault,
        "identification",
        stdin=lines(answers for answers, _ in contract.OUTCOMES),
    )

    assert ended.err == ""
    rows = by_id(yarrow, kept_vault, "identification")
    assert [rows[id]["fields"]["outcome"] for id in ended.ids] == [
        outcome for _, outcome in contract.OUTCOMES
    ]


def test_a_note_corrects_only_a_note_of_its_own_file(yarrow, kept_vault):
    first, other = yarrow(
        "add", kept_vault, "note", stdin=lines([note("place", "A"), note("place", "B")])
    ).ids
    rows = by_id(yarrow, kept_vault, "note")
    file = rows[first]["subject"]

    right = yarrow(
        "add", kept_vault, "note", stdin=lines([note("corrects", first) | {"subject": file}])
    )

    assert right.code == 0
    assert by_id(yarrow, kept_vault, "note")[right.ids[0]]["fields"]["corrects"] == first
    assert_each_refused(
        yarrow,
        kept_vault,
        "note",
        [
            ("corrects", note("corrects", other) | {"subject": file}),
            ("corrects", note("corrects", first)),
            ("corrects", note("corrects", file) | {"subject": file}),
        ],
    )


def test_a_vault_that_is_no_training_set_takes_real_numbers_alone(yarrow, tmp_path):
    folder = tmp_path / "real"
    make_vault(folder, name="Wren Pepperday", passphrase=PASSPHRASE, calibrate=quick).close()

    assert_shown_back(yarrow, folder, "person", [("nhs_number", {"nhs_number": "9434765919"})])
    assert_each_refused(
        yarrow,
        folder,
        "person",
        [("nhs_number", {"nhs_number": number}) for number in ("9990000018", "9434765918")],
    )


def test_a_number_typed_with_its_spaces_is_kept_as_its_digits(yarrow, kept_vault):
    id = yarrow("add", kept_vault, "person", stdin='{"nhs_number": "999 000 0018"}').ids[0]

    assert yarrow("show", kept_vault, id, "--json").json["fields"] == {"nhs_number": "9990000018"}


def test_lists_come_back_in_the_forms_order_and_numbers_in_the_order_given(yarrow, kept_vault):
    given = contract.ENQUIRY | {
        "trigger": ["fearful", "burn", "depression"],
        "children_ages": [9, 2, 9],
    }

    id = yarrow("add", kept_vault, "identification", stdin=lines([given])).ids[0]

    fields = yarrow("show", kept_vault, id, "--json").json["fields"]
    assert fields["trigger"] == ["depression", "burn", "fearful"]
    assert fields["children_ages"] == [9, 2, 9]


def test_every_field_can_be_edited_and_cleared(yarrow, kept_vault):
    edits = {
        "info_given": "verbal",
        "children_in_household": 3,
        "children_ages": [1, 2],
        "trigger": ["burn"],
        "unborn_edd": contract.TOMORROW,
        "free_text": "What I saw.",
    }
    id = yarrow("add", kept_vault, "identification", stdin=lines([contract.ENQUIRY])).ids[0]

    assert yarrow("edit", kept_vault, id, stdin=json.dumps(edits)).code == 0
    assert edits.items() <= yarrow("show", kept_vault, id, "--json").json["fields"].items()

    cleared = yarrow("edit", kept_vault, id, stdin=json.dumps(dict.fromkeys(edits)))
    assert (cleared.code, cleared.err) == (0, "")
    fields = yarrow("show", kept_vault, id, "--json").json["fields"]
    assert fields == contract.ENQUIRY | {"outcome": "incomplete"}
    assert yarrow("edit", kept_vault, id, stdin='{"seen_alone": null}').code == 1
