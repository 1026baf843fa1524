"""`yarrow vault stats --support`: facts for a help desk, and no word of anybody."""

from __future__ import annotations

import json
import os

import pytest

from app.domain.changes import Edit, make_change
from app.ports import Draft
from storage import opening, settings
from storage.applying import THEIRS, Arrival, apply_page
from tests.app.cli.conftest import PASSPHRASE

PLANTED = ("Quillfeather", "Y-ZQZQZ", "hollyhock", "marrowkind", "thistledown", "9990000018")


@pytest.fixture
def planted(vault, yarrow):
    """A vault with words planted wherever a person or a colleague can put one."""
    note = {"lines": [{"label": "said", "text": PLANTED[2]}]}
    person = {"name": PLANTED[0], "nhs_number": PLANTED[5]}
    subject = yarrow("add", vault, "person", stdin=json.dumps(person)).ids[0]
    yarrow("add", vault, "note", stdin=json.dumps({**note, "subject": subject}))

    def plant(session):
        edit = Edit(PLANTED[3], bytes(16), None, {"name": PLANTED[4]}, {})
        change = make_change(edit, salt=bytes(16), at=1, time=(1, None))
        arrivals = [Arrival(change, 1, THEIRS)]
        apply_page(session.connection, arrivals, space=1, now_ms=session.now_ms())
        session.keep_draft(Draft(bytes(16), "note/1", None, {"lines": PLANTED[4]}, "", 0))
        settings.write(session.connection, "backups", {"made_ms": 1, "folder": PLANTED[4]})

    with opening.open_vault(vault, PASSPHRASE) as one:
        one.set_label(PLANTED[1])
        one.write(plant).result()
    return vault, subject


def test_the_file_holds_facts_and_none_of_the_words(planted, yarrow, tmp_path):
    vault, subject = planted
    file = tmp_path / "facts.txt"

    ended = yarrow("vault", "stats", vault, "--support", file)

    text = file.read_text("utf-8")
    assert ended.code == 0, ended.err
    assert str(file) in ended.out
    for word in (*PLANTED, subject, "Wren", "Pepperday", str(vault), str(tmp_path), "root"):
        assert word not in text
    for fact in ("python: 3.", "sqlcipher: 4.", "sqlite: 3.", "schema: ", "journal: wal"):
        assert fact in text
    for fact in ("slot_1_kib: 65536", "days_since_unlock: 0", "damage_noted: no", "disk: local"):
        assert fact in text
    assert "kind person: 1\n" in text
    assert "kind of another version: 1\n" in text
    assert "changes: " in text


def test_it_writes_over_nothing(vault, yarrow, tmp_path):
    file = tmp_path / "facts.txt"
    file.write_text("hers")

    ended = yarrow("vault", "stats", vault, "--support", file)

    assert (ended.code, file.read_text()) == (1, "hers")
    assert len(ended.err.splitlines()) == 1
    assert str(file) in ended.err


def test_a_link_that_leads_nowhere_is_not_followed(vault, yarrow, tmp_path):
    (tmp_path / "facts.txt").symlink_to(tmp_path / "elsewhere")

    ended = yarrow("vault", "stats", vault, "--support", tmp_path / "facts.txt")

    assert ended.code == 1
    assert not (tmp_path / "elsewhere").exists()


def test_a_damaged_vault_has_its_facts_too_and_still_is_refused(vault, yarrow, tmp_path):
    (vault / "records.db").write_bytes(os.urandom(8192))
    file = tmp_path / "facts.txt"

    ended = yarrow("vault", "stats", vault, "--support", file)

    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1
    assert "did_not_open: vault.damaged\n" in file.read_text("utf-8")


def test_with_json_the_facts_are_the_one_value(vault, yarrow, tmp_path):
    ended = yarrow("vault", "stats", vault, "--support", tmp_path / "facts.txt", "--json")

    assert ended.json["schema"] >= 2
    assert ended.json["journal"] == "wal"


def test_a_folder_that_is_not_there_is_refused_in_one_line(vault, yarrow, tmp_path):
    ended = yarrow("vault", "stats", vault, "--support", tmp_path / "no" / "facts.txt")

    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1
