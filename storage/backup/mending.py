"""Records made anew in another file from what can be read of damaged ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.errors import Damaged, Refused
from storage import clock_reading
from storage.backup.adding import add_missing
from storage.backup.copies import forget_copy
from storage.backup.gathering import gather, mend
from storage.backup.readable import Readable
from storage.connection import Connection
from storage.failures import told
from storage.migrations import migrate
from storage.rebuilding import rebuild
from storage.record_key import RecordKey
from storage.spaces import membership_rows, outgoing
from storage.verifying import findings

_VERSION = "pragma user_version"
_NEWEST = "select max(at) from change where not is_ahead"
_ID_BYTES = 16
_INCARNATION_BYTES = 8


def make_from_readable(
    key: RecordKey,
    damaged: Path,
    target: Path,
    *,
    copy: tuple[RecordKey, Path] | None = None,
    random: Callable[[int], bytes] = os.urandom,
) -> int:
    """Write records into a new file from damaged ones and a sound `copy`; gives what was kept.

    The copy has a key of its own where the vault was given a new one since. The damaged file stays
    as it is. Raises Damaged `vault.damaged` if not even its list of tables
    can be read, or the first finding if what came out were not sound.
    """
    readable = Readable(lambda: key.open(damaged, query_only=True))
    connection = key.open(target)
    try:
        with told():
            _begin_like(key, damaged, connection)
            connection.execute("begin immediate")
            kept = gather(readable, connection)
            mend(connection, author=random(_ID_BYTES))
            connection.execute("commit")
            migrate(connection)
            connection.execute("begin immediate")
            if copy is not None:
                kept += add_from(*copy, connection, random=random)
            finish(connection)
            connection.execute("commit")
        require_sound(connection)
        settle(connection)
    finally:
        readable.close()
        connection.close()
    return kept


def add_from(
    key: RecordKey, copy: Path, connection: Connection, *, random: Callable[[int], bytes]
) -> int:
    """Add what a copy holds and this connection's records lack; gives how many changes."""
    source = key.open(copy)
    try:
        migrate(source)
        return add_missing(source, connection, random=random).changes
    finally:
        source.close()


def finish(connection: Connection) -> None:
    """Work out anew what follows from the changes, in the caller's transaction."""
    rebuild(connection)
    newest = connection.execute(_NEWEST).fetchone()[0]
    if newest is not None:
        at = int.from_bytes(newest, "big")
        clock_reading.move(connection, [at], at >> 16)


def settle(connection: Connection) -> None:
    """Bring all of it into the file itself, which is about to be moved or packed alone.

    Closing does so too, but says nothing of a disk that did not take it. Raises Refused
    `vault.not_stored`, or as `storage.failures.told` does.
    """
    with told():
        if connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
            raise Refused("vault.not_stored")


def begin_anew(connection: Connection, *, random: Callable[[int], bytes] = os.urandom) -> None:
    """Number from 1 again in every space: another copy may go on under the old numbers.

    The place is left empty, so that the next exchange looks where it is too.
    """
    for space, _ in membership_rows.spaces(connection):
        membership_rows.set_incarnation(
            connection, space, incarnation=random(_INCARNATION_BYTES), place=b""
        )
        outgoing.unseal(connection, space)
    forget_copy(connection)


def require_sound(connection: Connection) -> None:
    """Raise the first finding, if there is any."""
    for finding in findings(connection):
        raise finding


def _begin_like(key: RecordKey, damaged: Path, connection: Connection) -> None:
    """The schema of the damaged file first: later steps change rows that are there by then."""
    source = key.open(damaged, query_only=True)
    version = 0
    with suppress(Damaged):
        version = source.execute(_VERSION).fetchone()[0]
    source.close()
    migrate(connection, upto=version or None)
