"""From damaged records everything readable is taken, from a copy what is missing, nothing else."""

from __future__ import annotations

import os
import random
import shutil

import pytest

from app.errors import Damaged
from app.ports import Draft
from storage.backup.copying import copy_records
from storage.backup.mending import make_from_readable
from storage.verifying import findings

HARMS = int(os.environ.get("YARROW_HARMS", "10"))
CHANGES = "select id, cast(bytes as blob) from change order by id"


@pytest.fixture
def filled(vault, save, clock):
    for number in range(60):
        clock.ms += 1_000
        text = f"Came to Willowmere for the time {number}. " * 30
        save("note", {"lines": [{"label": "fact", "text": text}]}, record=None)
    save("person", {"name": "Wren"})
    draft = Draft(b"d" * 16, "note/1", b"s" * 16, {"text": "half a sentence"}, "", 1)
    vault.write(lambda session: session.keep_draft(draft)).result()
    return vault


def rows(vault, file, sql):
    connection = vault.record_key.open(file, query_only=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def copied(vault, file):
    connection = vault.record_key.open(vault.path / "records.db")
    copy_records(connection, file)
    connection.close()
    return file


def harm(file, chance, places):
    """Flip bits in these many pages, the first with the list of tables left out."""
    content = bytearray(file.read_bytes())
    for _ in range(places):
        content[chance.randrange(4096, len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


@pytest.mark.parametrize("seed", range(HARMS))
def test_what_can_be_read_makes_sound_records_and_a_copy_fills_the_gaps(filled, tmp_path, seed):
    whole = copied(filled, tmp_path / "whole.db")
    harmed, target = tmp_path / "harmed.db", tmp_path / "target.db"
    shutil.copy(whole, harmed)
    chance = random.Random(seed)
    harm(harmed, chance, chance.randrange(1, 12))
    written = rows(filled, whole, CHANGES)

    try:
        kept = make_from_readable(filled.record_key, harmed, target)
    except Damaged as damage:  # one of the pages with the list of tables
        assert damage.code == "vault.damaged"
        return

    found = rows(filled, target, CHANGES)
    assert set(found) <= set(written)
    assert kept == len(found)

    again = tmp_path / "again.db"
    make_from_readable(filled.record_key, harmed, again, copy=(filled.record_key, whole))
    assert rows(filled, again, CHANGES) == written
    digest = "select have, state from space where nr = 1"
    assert rows(filled, again, digest) == rows(filled, whole, digest)


def test_one_bad_page_costs_no_more_than_what_is_on_it(filled, tmp_path):
    whole = copied(filled, tmp_path / "whole.db")
    root = rows(filled, whole, "select rootpage from sqlite_schema where name = 'change_by_id'")[0][
        0
    ]
    content = bytearray(whole.read_bytes())
    content[(root - 1) * 4096 + 50] ^= 1
    harmed = tmp_path / "harmed.db"
    harmed.write_bytes(content)

    assert make_from_readable(filled.record_key, harmed, tmp_path / "target.db") == 61


def test_sound_records_come_out_as_they_went_in(filled, tmp_path):
    whole = copied(filled, tmp_path / "whole.db")
    target = tmp_path / "target.db"

    make_from_readable(filled.record_key, whole, target)

    for table in ("change", "draft", "author", "device", "setting", "access", "space"):
        sql = CHANGES if table == "change" else " ".join(["select * from", table, "order by 1"])
        assert rows(filled, target, sql) == rows(filled, whole, sql), table
    connection = filled.record_key.open(target)
    assert findings(connection) == []
    connection.close()


def test_records_of_which_not_even_the_tables_can_be_read_are_told_of(filled, tmp_path):
    whole = copied(filled, tmp_path / "whole.db")
    content = bytearray(whole.read_bytes())
    content[100] ^= 1
    whole.write_bytes(content)

    with pytest.raises(Damaged, match=r"vault\.damaged"):
        make_from_readable(filled.record_key, whole, tmp_path / "target.db")


def test_a_change_whose_bytes_were_altered_is_left_out(filled, tmp_path):
    alter = "update change set bytes = cast(bytes || x'00' as blob) where nr = 3"
    filled.write(lambda session: session.connection.execute(alter)).result()
    whole = copied(filled, tmp_path / "whole.db")

    assert make_from_readable(filled.record_key, whole, tmp_path / "target.db") == 60
