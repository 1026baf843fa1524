"""`yarrow show`, `list`, `find` and `log`: what is there, in the shape of the contract."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from storage import damage_note
from tests.app.cli.contract import ENQUIRY, LINES

ROW = {"id", "kind", "subject", "fields", "clashes", "sync", "seen_by"}
HEX = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")


@pytest.fixture(scope="module")
def told():
    return {"name": "Ægir Ó’Müller", "known_as": ["Jean-Luc"], "nhs_number": "9990000018"}


@pytest.fixture
def filled(yarrow, vault, told):
    """A vault with one person, who has a note and an identification; gives their ids."""
    person = yarrow("add", vault, "person", stdin=json.dumps(told)).ids[0]
    note = {"lines": [{"label": "said", "text": "“He took my KEYS; café.”"}], "subject": person}
    return (
        vault,
        person,
        yarrow("add", vault, "note", stdin=json.dumps(note)).ids[0],
        yarrow("add", vault, "identification", stdin=json.dumps(ENQUIRY | {"subject": person})).ids[
            0
        ],
    )


def test_rows_have_the_shape_of_the_contract_and_no_more(yarrow, filled):
    vault, person, note, identification = filled
    for id, kind in ((person, "person"), (note, "note"), (identification, "identification")):
        row = yarrow("show", vault, id, "--json").json
        assert set(row) == ROW
        assert (row["id"], row["kind"], row["subject"]) == (id, kind, person)
        assert HEX.fullmatch(id)
        assert (row["clashes"], row["sync"], row["seen_by"]) == ({}, "only_here", 0)
        assert yarrow("list", vault, kind, "--json").json == [row]

    found = yarrow("find", vault, "keys", "--json").json

    assert [set(row) for row in found] == [ROW | {"snippet"}]
    assert "KEYS" in found[0]["snippet"]


def test_json_is_one_value_and_nothing_else(yarrow, filled):
    vault, person, *_ = filled
    commands = [
        ("show", vault, person),
        ("list", vault, "note"),
        ("list", vault, "referral"),
        ("find", vault, "nobody"),
        ("clashes", vault),
        ("log", vault),
        ("vault", "stats", vault),
    ]

    for command in commands:
        ended = yarrow(*command, "--json")
        assert (ended.code, ended.err, ended.out.count("\n")) == (0, "", 1)
        json.loads(ended.out)


def test_a_person_is_found_by_beginnings_without_case_or_accents(yarrow, filled):
    vault, person, *_ = filled
    names = ["ægir", "ÆGIR", "muller", "Müll", "o'mu", "jean", "luc", "JEAN-LUC", "999000"]

    for words in [*names, "999 000 0018", "ægir muller", "müller ægir jean"]:
        found = [row["id"] for row in yarrow("find", vault, words, "--json").json]
        assert found == [person], words
    for words in ("gir", "tansy", "ægir tansy"):
        assert yarrow("find", vault, words, "--json").json == []


def test_words_may_come_as_several_arguments_and_all_must_occur(yarrow, filled):
    vault, person, *_ = filled

    assert len(yarrow("find", vault, "ægir", "müller", "--json").json) == 1
    assert yarrow("find", vault, "ægir", "bramblewick", "--json").json == []
    assert yarrow("find", vault).code == 2


@pytest.mark.parametrize(
    "words",
    ['"', "*", "AND", "OR NOT", "NEAR(a b)", "^a", "text:keys", "a:b", "(", ")", "-", "--", "{}"]
    + ["'", ";", "a*b", '"a', "a\x00b", "²", "½ ½", "\u0301", "\udcff", "a\udcff", "👩‍👧", "", " "]
    + ["a" * 100_000, "a " * 10_000],
)
def test_what_a_person_types_into_a_search_never_fails(words, yarrow, kept_vault):
    ended = yarrow("find", kept_vault, "--json", "--", words)

    assert (ended.code, ended.err) == (0, "")
    assert ended.json == []


def test_what_is_put_away_leaves_lists_and_search_and_says_why(yarrow, filled):
    vault, _, note, identification = filled
    for id in (note, identification):
        assert yarrow("edit", vault, id, stdin='{"entered_in_error": "wrong file"}').code == 0

    assert yarrow("list", vault, "note", "--json").json == []
    assert yarrow("list", vault, "identification", "--json").json == []
    assert yarrow("find", vault, "keys", "--json").json == []
    for id in (note, identification):
        row = yarrow("show", vault, id, "--json").json
        assert row["fields"]["entered_in_error"] == "wrong file"
        assert "entered_in_error: wrong file" in yarrow("show", vault, id).out


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(yarrow, kept_vault):
    ended = yarrow("list", kept_vault, "persons")

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "persons" not in ended.err
    assert "identification" in ended.err


@pytest.mark.parametrize("id", ["", "x", "0" * 31, "A" * 32, "0" * 63, "\udcff", "０" * 32, " "])
def test_what_is_no_id_is_one_line(id, yarrow, kept_vault):
    for command in (("show", kept_vault, id), ("edit", kept_vault, id)):
        ended = yarrow(*command, stdin="{}")
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_the_log_says_who_looked_and_never_at_what_words(yarrow, filled):
    vault, person, *_ = filled
    yarrow("show", vault, person)
    yarrow("list", vault, "person")
    yarrow("find", vault, "keys")

    entries = yarrow("log", vault, "--json").json

    assert [entry["what"] for entry in entries] == ["view", "list", "search"]
    assert (entries[0]["subject"], entries[0]["author"]) == (person, "Wren Pepperday")
    assert all(datetime.fromisoformat(entry["at"]).tzinfo for entry in entries)
    assert "keys" not in json.dumps(entries)
    assert len(yarrow("log", vault).out.splitlines()) == 3


def test_a_vault_in_which_damage_was_found_can_still_be_read(yarrow, filled):
    vault, person, note, _ = filled
    damage_note.note(vault)

    assert yarrow("show", vault, person).code == 0
    assert yarrow("list", vault, "note").code == 0
    assert yarrow("find", vault, "keys").code == 0
    added = yarrow("add", vault, "note", stdin=json.dumps({"lines": LINES}))
    assert (added.code, added.out, added.err.count("\n")) == (1, "", 1)
    assert yarrow("edit", vault, person, stdin='{"name": "Tansy"}').code == 1


def test_text_for_people_has_a_line_for_each_field(yarrow, filled, told):
    vault, person, note, _ = filled

    said = yarrow("show", vault, person).out

    assert f"  name: {told['name']}" in said.splitlines()
    assert "  known_as: Jean-Luc" in said.splitlines()
    assert "label said" in yarrow("show", vault, note).out


def test_a_code_of_no_known_place_is_kept_as_it_is_and_marked_for_who_reads(yarrow, vault):
    stray = json.dumps(ENQUIRY | {"site_ods": "Q9Q9Q"})
    known = json.dumps(ENQUIRY | {"site_ods": "RAJ12"})
    ids = yarrow("add", vault, "identification", stdin=f"{stray}\n{known}").ids

    texts = [yarrow("show", vault, id).out for id in ids]

    assert "site_ods: Q9Q9Q (code not known)" in texts[0]
    assert "site_ods: RAJ12\n" in texts[1]
    assert yarrow("show", vault, ids[0], "--json").json["fields"]["site_ods"] == "Q9Q9Q"
