"""The last reading of the vault's hybrid logical clock."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.clock import seen, tick
from storage.connection import Connection

_BYTES = 8
_READ = "select clock from space where nr = 1"
_WRITE = "update space set clock = ? where nr = 1"


def last(connection: Connection) -> int:
    """The newest reading given or seen."""
    return int.from_bytes(connection.execute(_READ).fetchone()[0], "big")


def readings(connection: Connection, now_ms: int, count: int) -> list[int]:
    """The next readings, one for each change to be made; `move` keeps them."""
    reading = last(connection)
    given = []
    for _ in range(count):
        reading = tick(reading, now_ms)
        given.append(reading)
    return given


def move(connection: Connection, at: Sequence[int], now_ms: int) -> None:
    """Move the clock to the newest of these, leaving out what lies too far ahead."""
    before = after = last(connection)
    for reading in at:
        after = seen(after, reading, now_ms)
    if after != before:
        connection.execute(_WRITE, (after.to_bytes(_BYTES, "big"),))
