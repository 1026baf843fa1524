"""Killed or cut anywhere, the vault keeps every save that was acknowledged."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CRASHES = int(os.environ.get("YARROW_CRASHES", "10"))
CUTS = int(os.environ.get("YARROW_CUTS", "25"))
WRITER = """
import os, sys
from pathlib import Path
from app.domain.changes import Edit
from app.ports import Draft
from storage.opening import pc_clock
from storage.unlocked import unlock
from storage.vault_file import VaultFile
content = VaultFile(b"vault-id-16bytes", (), "TB", False)
given = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}
vault = unlock(Path(sys.argv[1]), content, **given)
def save(session):
    subject = session.new_id()
    lines = [{"label": "fact", "text": "Came to Willowmere " * 30}]
    edits = [Edit("person", subject, subject, {"name": "Wren"}, {}),
             Edit("note", subject, None, {"lines": lines}, {})]
    return [change.of for change in session.save(edits)]
number = 0
def keep(session):
    session.keep_draft(Draft(b"d" * 16, "note/1", None, {"text": str(number)}, "", number))
    session.note_access("viewed", session.new_id(), record=None, detail=str(number))
while True:
    number += 1
    for id in vault.write(save).result():
        sys.stdout.write(id.hex() + chr(10))
    vault.write(keep).result()
    sys.stdout.write("kept " + str(number) + chr(10))
    sys.stdout.flush()
"""


def kill_while_it_writes(path, milliseconds):
    """Start a writer, kill it this long after its first save; gives what it acknowledged.

    The ids of records, and the number of the last draft and access entry.
    """
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        first = writer.stdout.readline()
        timer = threading.Timer(milliseconds / 1000, writer.kill)
        timer.start()
        rest = writer.stdout.read()
        timer.join()
    whole = (first + rest).rpartition("\n")[0].split("\n")
    kept = [int(line.removeprefix("kept ")) for line in whole if line.startswith("kept ")]
    ids = {bytes.fromhex(line) for line in whole if not line.startswith("kept ")}
    return ids, max(kept, default=0)


def missing_of(vault, ids):
    return vault.read(lambda reading: [id for id in ids if reading.record(id) is None]).result()


def require_kept(vault, number):
    """The draft is at least as new as the one acknowledged, and so is the access log."""
    drafts = vault.read(lambda reading: reading.drafts()).result()
    newest = "select detail from access order by nr desc limit 2"
    details = vault.read(lambda each: each.connection.execute(newest).fetchall()).result()
    if number:
        assert int(drafts[0].answers["text"]) >= number
        assert (str(number),) in details


def test_every_acknowledged_save_outlives_a_kill(vault, new_vault):
    vault.close()
    chance = random.Random(7)
    acknowledged = set()

    for _ in range(CRASHES):
        ids, kept = kill_while_it_writes(vault.path, chance.uniform(0, 60))
        acknowledged |= ids
        again = new_vault()
        require_kept(again, kept)
        missing = missing_of(again, ids)
        people, notes = (
            again.read(lambda reading, kind=kind: reading.list_ids(kind)).result()
            for kind in ("person", "note")
        )
        again.close()
        assert missing == []
        assert len(people) == len(notes)

    at_last = new_vault()
    assert missing_of(at_last, acknowledged) == []
    assert at_last.verify() == []


@pytest.mark.parametrize("harm", ["cut", "flip", "zero"])
def test_a_damaged_log_leaves_a_prefix_of_the_saves(vault, save, new_vault, tmp_path, harm):
    made = [save("task", {"n": n}, record=bytes([n]) * 16).of for n in range(12)]
    log = vault.path / "records.db-wal"
    chance = random.Random(3)
    folders = []
    for number in range(CUTS):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(vault.path, copy, ignore=shutil.ignore_patterns("*-shm"))
        content = bytearray(log.read_bytes())
        place = chance.randrange(len(content))
        if harm == "cut":
            content = content[:place]
        elif harm == "flip":
            content[place] ^= 1 << chance.randrange(8)
        else:
            content[place - place % 512 : place - place % 512 + 512] = bytes(512)
        (copy / "records.db-wal").write_bytes(content)
        folders.append(copy.name)

    for name in folders:
        copy = new_vault(name)
        there = [
            record is not None
            for record in copy.read(lambda r: [r.record(id) for id in made]).result()
        ]
        assert there == sorted(there, reverse=True)
        assert copy.verify() == []
        copy.close()
