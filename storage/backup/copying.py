"""A consistent, encrypted copy of the records, made while people work."""

from __future__ import annotations

from pathlib import Path

from app.domain.digest import Digest
from app.errors import Damaged
from storage import space_rows
from storage.backup.stopping import Stop
from storage.connection import Connection
from storage.durable import sync_file, write_new
from storage.failures import told

_PAGES = "pragma cipher_integrity_check"
_STRUCTURE = "pragma quick_check"
_SPACES = "select nr from space order by nr"
_IDS = "select id from change where space = ?"
_WATCH_EVERY = 5_000


def copy_records(connection: Connection, file: Path) -> None:
    """Copy the records as they are at this moment, under their own key; writers go on.

    VACUUM INTO reads one snapshot and leaves free pages behind. The file is made first, so that
    nobody else may read it. Raises Damaged `vault.damaged`, or Refused `vault.disk_full`.
    """
    write_new(file, b"")
    with told():
        connection.execute("vacuum into ?", (str(file),))
    sync_file(file)


def require_sound(connection: Connection, stop: Stop) -> None:
    """Raise Damaged `backup.not_as_written` unless a copy holds all that its digests count."""
    with told():
        if connection.execute(_PAGES).fetchall():
            raise Damaged("backup.not_as_written")
        if connection.execute(_STRUCTURE).fetchall() != [("ok",)]:
            raise Damaged("backup.not_as_written")
        for (space,) in connection.execute(_SPACES).fetchall():
            if _counted(connection, space, stop) != space_rows.read_digest(connection, space).have:
                raise Damaged("backup.not_as_written")


def _counted(connection: Connection, space: int, stop: Stop) -> int:
    digest = Digest()
    for number, (id,) in enumerate(connection.execute(_IDS, (space,))):
        digest = digest.with_change(id)
        if not number % _WATCH_EVERY:
            stop.watch()
    return digest.have
