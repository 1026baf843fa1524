"""Everything derived, made again from the changes; they alone are what people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.changes import decode_change
from app.domain.digest import Digest
from storage import space_rows
from storage.connection import Connection
from storage.record_rows import RecordRows

_FORGET = (
    "delete from record",
    "delete from search",
    # A change counts as folded in once it names its record again.
    "update change set record = 0",
)
_SPACES = "select nr from space order by nr"
_PAGE = "select nr, device, bytes from change where space = ? and nr > ? order by nr limit 500"
_NAME = "update change set record = ? where nr = ?"


def rebuild(connection: Connection) -> None:
    """Derive records, heads, search and digests again, in the caller's transaction.

    Raises Untrusted if the bytes of a change are not a change; then nothing was done.
    """
    for statement in _FORGET:
        connection.execute(statement)
    for (space,) in connection.execute(_SPACES).fetchall():
        digest = Digest()
        for rows in _pages(connection, space):
            digest = fold(connection, space, rows, digest)
        space_rows.write_digest(connection, space, digest)


def _pages(connection: Connection, space: int) -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    while rows := connection.execute(_PAGE, (space, last)).fetchall():
        yield rows
        last = rows[-1][0]


def fold(
    connection: Connection, space: int, rows: Sequence[tuple[Any, ...]], digest: Digest
) -> Digest:
    """Fold stored changes (number, device, bytes) into records anew; the digest with them."""
    changes = [(nr, device, decode_change(encoded)) for nr, device, encoded in rows]
    records = RecordRows(connection, space, (change for _, _, change in changes))
    named = []
    for nr, device, change in changes:
        record = records.of(change)
        record.take(change, device)
        named.append((record.nr, nr))
        digest = digest.with_change(change.id)
    connection.executemany(_NAME, named)
    return digest.with_heads(0, records.write())
