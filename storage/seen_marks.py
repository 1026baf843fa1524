"""How many colleagues' devices are known to hold a record."""

from __future__ import annotations

from storage.connection import Connection
from storage.spaces import heard


def seen_by(connection: Connection, record: int) -> int:
    """The count for a record by its row number, from others' own marks and entries alone."""
    return heard.count_holding(connection, record)
