"""`yarrow clashes` and `yarrow settle`: versions side by side until a person decides."""

from __future__ import annotations

import json

import pytest

from tests.app.cli.contract import ENQUIRY

VERSION = {"change", "value", "author", "at"}


@pytest.fixture
def person(yarrow, kept_vault):
    def add(**fields):
        return yarrow("add", kept_vault, "person", stdin=json.dumps(fields)).ids[0]

    return add


def versions_of(yarrow, folder, id):
    rows = yarrow("clashes", folder, "--json").json
    return {row["field"]: row["versions"] for row in rows if row["id"] == id}


def shown(yarrow, folder, id):
    return yarrow("show", folder, id, "--json").json


def test_versions_stand_side_by_side_in_the_shape_of_the_contract(
    yarrow, kept_vault, person, colleague
):
    id = person(name="Tansy")
    colleague(kept_vault, id, {"name": "Tansy Bramblewick"})

    rows = [row for row in yarrow("clashes", kept_vault, "--json").json if row["id"] == id]

    assert [set(row) for row in rows] == [{"id", "kind", "field", "versions"}]
    assert (rows[0]["kind"], rows[0]["field"]) == ("person", "name")
    versions = rows[0]["versions"]
    assert [set(version) for version in versions] == [VERSION, VERSION]
    assert {version["value"] for version in versions} == {"Tansy", "Tansy Bramblewick"}
    assert shown(yarrow, kept_vault, id)["clashes"] == {"name": versions}
    assert f"{id}  name: 2 versions" in yarrow("clashes", kept_vault).out
    assert "name has 2 versions to settle" in yarrow("show", kept_vault, id).out


def test_taking_a_version_settles_on_its_value(yarrow, kept_vault, person, colleague):
    id = person(name="Tansy")
    change = colleague(kept_vault, id, {"name": "Tansy Bramblewick"})

    ended = yarrow("settle", kept_vault, id, "name", "--take", change.id.hex())

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert shown(yarrow, kept_vault, id)["fields"]["name"] == "Tansy Bramblewick"
    assert versions_of(yarrow, kept_vault, id) == {}


def test_a_written_value_goes_through_the_form_and_is_stored_as_it_stores(
    yarrow, kept_vault, person, colleague
):
    id = person(nhs_number="9990000018")
    colleague(kept_vault, id, {"nhs_number": "9990000026"})

    for value in ("5", '"9434765919"', "1.5", "[]", '"\\ud800"', "{}"):
        refused = yarrow("settle", kept_vault, id, "nhs_number", "--value", value)
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "nhs_number" in refused.err
    ended = yarrow("settle", kept_vault, id, "nhs_number", "--value", '"999 000 0034"')

    assert (ended.code, ended.err) == (0, "")
    assert shown(yarrow, kept_vault, id)["fields"] == {"nhs_number": "9990000034"}


def test_null_settles_on_nothing(yarrow, kept_vault, person, colleague):
    id = person(name="Tansy", pronouns="they")
    colleague(kept_vault, id, {"name": "Clover"})

    assert yarrow("settle", kept_vault, id, "name", "--value", "null").code == 0
    assert shown(yarrow, kept_vault, id)["fields"] == {"pronouns": "they"}


def test_what_is_no_json_or_more_than_one_value_is_refused(yarrow, kept_vault, person, colleague):
    id = person(name="Tansy")
    colleague(kept_vault, id, {"name": "Clover"})

    for text in ("Tansy", "", '"a", "x": 2', '"a"} {', '{"a": 1, "a": 2}', "[" * 100_000):
        ended = yarrow("settle", kept_vault, id, "name", "--value", text)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "Tansy" not in ended.err

    assert len(versions_of(yarrow, kept_vault, id)["name"]) == 2


def test_only_the_versions_named_as_seen_are_replaced(yarrow, kept_vault, person, colleague):
    id = person(name="Tansy")
    one = colleague(kept_vault, id, {"name": "Clover"}).id.hex()
    two = colleague(kept_vault, id, {"name": "Marigold"}).id.hex()
    own = next(
        version["change"]
        for version in versions_of(yarrow, kept_vault, id)["name"]
        if version["change"] not in (one, two)
    )

    ended = yarrow("settle", kept_vault, id, "name", "--take", own, "--heads", f"{own}, {one}")

    assert (ended.code, ended.err) == (0, "")
    left = versions_of(yarrow, kept_vault, id)["name"]
    assert {version["value"] for version in left} == {"Tansy", "Marigold"}


def test_a_version_that_is_not_there_or_a_field_without_clash_is_refused(
    yarrow, kept_vault, person, colleague
):
    id = person(name="Tansy")
    change = colleague(kept_vault, id, {"name": "Clover"}).id.hex()
    tries = [
        ("name", "--take", "0" * 64),
        ("name", "--take", "0" * 32),
        ("name", "--take", change.upper()),
        ("name", "--take", change, "--heads", "0" * 64),
        ("name", "--take", change, "--heads", ""),
        ("pronouns", "--value", '"they"'),
        ("", "--value", '"they"'),
    ]

    for tried in tries:
        ended = yarrow("settle", kept_vault, id, *tried)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1), tried
    assert yarrow("settle", kept_vault, id, "name").code == 2
    assert yarrow("settle", kept_vault, id, "name", "--take", change, "--value", "1").code == 2
    assert len(versions_of(yarrow, kept_vault, id)["name"]) == 2


def test_an_element_of_a_list_is_settled_by_its_own_name(yarrow, kept_vault, colleague, heads):
    answers = json.dumps(ENQUIRY | {"trigger": ["burn"]})
    id = yarrow("add", kept_vault, "identification", stdin=answers).ids[0]
    seen = heads(kept_vault, id)["trigger/burn"]
    yarrow("edit", kept_vault, id, stdin='{"trigger": []}')
    colleague(kept_vault, id, {"trigger/burn": "worse"}, over={"trigger/burn": seen})
    assert list(versions_of(yarrow, kept_vault, id)) == ["trigger/burn"]

    assert yarrow("settle", kept_vault, id, "trigger", "--value", '["burn"]').code == 1
    for value in ("5", '"yes"', "false", "[true]"):
        assert yarrow("settle", kept_vault, id, "trigger/burn", "--value", value).code == 1
    assert yarrow("settle", kept_vault, id, "trigger/burn", "--value", "true").code == 0

    assert shown(yarrow, kept_vault, id)["fields"]["trigger"] == ["burn"]
    assert versions_of(yarrow, kept_vault, id) == {}


def test_a_record_put_away_and_changed_apart_is_in_clash_over_gone(
    yarrow, kept_vault, colleague, heads
):
    id = yarrow("add", kept_vault, "identification", stdin=json.dumps(ENQUIRY)).ids[0]
    yarrow("edit", kept_vault, id, stdin='{"entered_in_error": "wrong file"}')
    colleague(kept_vault, id, {"where_now": "Ward 3"})

    values = [version["value"] for version in versions_of(yarrow, kept_vault, id)["gone"]]
    assert sorted(values, key=str) == [None, "wrong file"]
    for reason in ('""', "5", '"\\u0000"'):
        assert yarrow("settle", kept_vault, id, "gone", "--value", reason).code == 1
    assert yarrow("settle", kept_vault, id, "gone", "--value", '"still wrong"').code == 0

    assert versions_of(yarrow, kept_vault, id) == {}
    rows = yarrow("list", kept_vault, "identification", "--json").json
    assert id not in [row["id"] for row in rows]
    assert shown(yarrow, kept_vault, id)["fields"]["entered_in_error"] == "still wrong"


def test_a_clock_that_no_calendar_holds_is_shown_all_the_same(
    yarrow, kept_vault, person, colleague
):
    id = person(name="Tansy")
    colleague(kept_vault, id, {"name": "Clover"}, time=2**64 - 1)

    versions = versions_of(yarrow, kept_vault, id)["name"]

    assert max(version["at"] for version in versions).startswith("9999-12-31T")
    assert yarrow("show", kept_vault, id).code == 0


def test_signs_that_a_terminal_would_obey_are_not_printed_to_it(
    yarrow, kept_vault, person, colleague
):
    id = person(pronouns="they")
    colleague(kept_vault, id, {"name": "Tansy\x1b[2J\nsaid\u202e"})

    ended = yarrow("show", kept_vault, id)

    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert shown(yarrow, kept_vault, id)["fields"]["name"] == "Tansy\x1b[2J\nsaid\u202e"
