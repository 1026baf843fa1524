"""`yarrow sensitive`, and what the other commands show of a file that is marked."""

from __future__ import annotations

import json

import pytest

from storage import opening
from tests.app.cli.conftest import PASSPHRASE
from tests.colleagues import Colleague

FILE = b"f" * 16
WHY = "She is here now and asks for me"
SECRETS = ("Bramblewick", "9990000026", "marigold", "hoarse")


@pytest.fixture
def closed(vault):
    """A vault with a colleague's sensitive file; gives the vault, the person's id and a note's."""

    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, name="Tansy Bramblewick", nhs_number="9990000026")
        head = session.record(FILE).heads["name"]
        lines = [{"label": "fact", "text": "Voice hoarse, the marigold gate"}]
        note = linnet.writes(session, "note", {"lines": lines}, subject=FILE)
        session.connection.execute("update device set role = 'member' where author = 1")
        tamsin = Colleague(session, "Tamsin Farthing", role="member")
        tamsin.writes(session, "person", {"name": "T. Bramblewick"}, subject=FILE, record=FILE)
        assert head
        linnet.marks(session, FILE)
        return note.id.hex()

    with opening.open_vault(vault, PASSPHRASE) as opened:
        note = opened.write(begin).result()
    return vault, FILE.hex(), note


def test_a_closed_file_is_refused_with_one_line_until_a_reason_is_given(yarrow, closed):
    vault, person, note = closed
    for id in (person, note):
        refused = yarrow("show", vault, id, "--json")
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "sensitive" in refused.err
    short = yarrow("show", vault, person, "--reason", "because")
    assert (short.code, short.out, short.err.count("\n")) == (1, "", 1)

    shown = yarrow("show", vault, note, "--json", "--reason", WHY)

    assert shown.code == 0
    assert "hoarse" in json.dumps(shown.json["fields"])
    assert yarrow("show", vault, person).code == 0
    entries = yarrow("log", vault, "--json").json
    assert [each["what"] for each in entries] == ["break_glass", "view", "view"]
    assert WHY not in json.dumps(entries)


def test_lists_keep_their_shape_with_nothing_in_it(yarrow, closed):
    vault, person, note = closed
    said = []
    for kind, id in (("person", person), ("note", note)):
        (row,) = yarrow("list", vault, kind, "--json").json
        assert (row["id"], row["fields"], row["clashes"]) == (id, {}, {})
        assert row["sensitive"] is True
        said += [yarrow("list", vault, kind).out, json.dumps(row)]
    (clash,) = yarrow("clashes", vault, "--json").json
    assert (clash["id"], clash["versions"], clash["sensitive"]) == (person, [], True)
    said += [json.dumps(clash), yarrow("clashes", vault).out, yarrow("log", vault).out]

    assert [secret for secret in SECRETS for each in said if secret in each] == []


def test_words_find_nothing_and_the_number_says_that_it_is_there(yarrow, closed):
    vault, person, _ = closed
    for words in ("tansy", "marigold", "999000"):
        assert yarrow("find", vault, words, "--json").json == []

    (row,) = yarrow("find", vault, "9990000026", "--json").json

    assert (row["id"], row["fields"], row["snippet"], row["sensitive"]) == (person, {}, "", True)
    assert "Tansy" not in yarrow("find", vault, "9990000026").out


def test_it_is_neither_changed_nor_settled_nor_told_of_while_closed(yarrow, closed):
    vault, person, _ = closed
    for command in (
        ("edit", vault, person),
        ("settle", vault, person, "name", "--value", '"T"'),
        ("history", vault, person),
    ):
        ended = yarrow(*command, stdin='{"pronouns": "she/her"}')
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_a_file_is_marked_and_only_a_lead_takes_it_off(yarrow, vault, closed):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    made = yarrow("sensitive", vault, person, "--because", "relative", "--reason", "Her sister")
    assert (made.code, made.out, made.err) == (0, "", "")
    assert yarrow("show", vault, person).code == 0

    refused = yarrow("sensitive", vault, person, "--off", "--reason", "No longer")

    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "lead" in refused.err
    for wrong in (("--reason", "x"), ("--off", "--because", "staff", "--reason", "x"), ("--off",)):
        assert yarrow("sensitive", vault, person, *wrong).code == 2


def test_a_file_of_ones_own_is_taken_off_where_nobody_leads(yarrow, vault):
    person = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids[0]
    for given in (("--because", "staff"), ("--off",)):
        assert yarrow("sensitive", vault, person, *given, "--reason", "It was so").code == 0

    row = yarrow("list", vault, "person", "--json").json[0]
    assert "sensitive" not in row
