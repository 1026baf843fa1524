"""The small vault stored for each schema there ever was, and how one more is made.

Once a migration is added: python -m tests.storage.past_vaults
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path

from app.domain.changes import Edit
from app.ports import Draft
from storage import settings, vault_file
from storage.keys import FLOOR, make_slot
from storage.migrations import migrate, newest
from storage.record_key import RecordKey
from storage.session import VaultSession
from storage.unlocked import RECORDS
from storage.vault_file import VaultFile

FOLDER = Path(__file__).parent / "vaults"
KEY, ID = bytes(range(32)), b"vault-id-16bytes"
PASSPHRASE = "seven wrens nest in the yew"
NOW_MS = 1_795_000_000_000
BEGIN = (
    "insert into author (nr, id, name) values (1, x'01', 'Tansy Bramblewick')",
    "insert into space (nr, title, is_home) values (1, '', 1)",
    "insert into device (nr, space, author, name, role, is_own, added_ms)"
    " values (1, 1, 1, '', 'lead', 1, 0)",
)


def place(schema: int) -> Path:
    """Where the vault of a schema is stored."""
    return FOLDER / f"schema-{schema}.zip"


def unpack(schema: int, folder: Path) -> None:
    """Put it into a folder."""
    with zipfile.ZipFile(place(schema)) as archive:
        archive.extractall(folder)


def make(schema: int) -> None:
    """Store a vault as a program that knew no more than this schema leaves it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        slot = make_slot(PASSPHRASE, KEY, vault=ID, kdf=FLOOR, random=os.urandom)
        vault_file.write(folder, VaultFile(ID, (slot,), "TB", True, has_draft=True))
        connection = RecordKey(KEY, ID).open(folder / RECORDS)
        migrate(connection, upto=schema)
        for statement in BEGIN:
            connection.execute(statement)
        connection.execute("begin")
        _fill(VaultSession(connection, is_training=True, clock=lambda: NOW_MS, random=os.urandom))
        connection.execute("commit")
        connection.close()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in (vault_file.NAME, RECORDS):
                archive.writestr(zipfile.ZipInfo(file), (folder / file).read_bytes())
        place(schema).write_bytes(packed.getvalue())


def _fill(session: VaultSession) -> None:
    settings.write(session.connection, "training", value=True)
    wren = session.new_id()
    first = session.save([Edit("person", wren, wren, {"name": "Wren Pepperday"}, {})])[0]
    for name in ("Wren", "Wrenna"):  # a clash
        session.save([Edit("person", wren, wren, {"name": name}, {"name": [first.id]})])
    lines = [{"label": "said", "text": "“He reads my phone.”"}]
    note = session.save([Edit("note", wren, None, {"lines": lines}, {})])[0]
    away = {"corrects": note.id.hex(), "reason": "Wrong file"}
    session.save([Edit("entered_in_error", wren, None, away, {})])
    session.save([Edit("task", wren, session.new_id(), {"text": "Ring"}, {})])
    session.keep_draft(Draft(b"d" * 16, "note/1", wren, {"lines": lines}, "lines", NOW_MS))
    session.note_access("viewed", wren, record=None, detail="")


if __name__ == "__main__":
    for number in range(1, newest() + 1):
        if not place(number).exists():
            make(number)
