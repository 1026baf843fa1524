"""Names and values that belong to this vault alone."""

from __future__ import annotations

from app.domain.encoding import Value, decode, encode
from storage.connection import Connection

_READ = "select value from setting where name = ?"
_WRITE = "insert or replace into setting (name, value) values (?, ?)"


def read(connection: Connection, name: str) -> Value:
    """The value under a name, None if there is none."""
    row = connection.execute(_READ, (name,)).fetchone()
    return decode(row[0]) if row else None


def write(connection: Connection, name: str, value: Value) -> None:
    """Keep a value under a name."""
    connection.execute(_WRITE, (name, encode(value)))
