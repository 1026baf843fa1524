"""Spaces as the vault holds them, and the digest of each."""

from __future__ import annotations

from app.domain.digest import Digest, add, whole
from app.errors import NotFound
from storage.connection import Connection

OWN = 1
_READ = "select have, state from space where nr = ?"
_WRITE = "update space set have = ?, state = ? where nr = ?"
_ALL = "select id, have, state from space"
_BY_ID = "select nr from space where id = ?"
_HOME_ID = "select id from space where is_home"
_HOME = "select nr from space where is_home"
_CALLED = """
    select coalesce(nullif(a.name, ''), d.name) from device d
    join author a on a.nr = d.author join space s on s.nr = d.space
    where s.id = ? and d.id = ?
"""


def read_digest(connection: Connection, space: int) -> Digest:
    """The digest of a space by its row number."""
    have, state = connection.execute(_READ, (space,)).fetchone()
    return Digest(int.from_bytes(have, "big"), int.from_bytes(state, "big"))


def write_digest(connection: Connection, space: int, digest: Digest) -> None:
    """Keep the digest of a space."""
    connection.execute(
        _WRITE, (digest.have.to_bytes(32, "big"), add(digest.state, 0).to_bytes(32, "big"), space)
    )


def whole_digest(connection: Connection) -> str:
    """The digest over all spaces, 64 hex digits."""
    return whole(
        (id or b"", Digest(int.from_bytes(have, "big"), int.from_bytes(state, "big")))
        for id, have, state in connection.execute(_ALL)
    )


def home(connection: Connection) -> bytes | None:
    """The id of the home space; None is the vault's own."""
    row = connection.execute(_HOME_ID).fetchone()
    return None if row is None else row[0]


def space_nr(connection: Connection, id: bytes | None) -> int:
    """The row number of a space, None being the home space.

    Raises NotFound `vault.no_such_space`.
    """
    row = connection.execute(*((_HOME, ()) if id is None else (_BY_ID, (id,)))).fetchone()
    if row is None:
        raise NotFound("vault.no_such_space")
    return int(row[0])


def called(connection: Connection, space: bytes, device: bytes) -> str:
    """What a device of a space is called; empty if no statement told of it here."""
    row = connection.execute(_CALLED, (space, device)).fetchone()
    return "" if row is None else str(row[0])
