"""One-time permits for a new space; only their hashes are kept."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, insert

from sync.service.schema import permits


def keep_permit(connection: Connection, permit: str, *, made: int) -> None:
    """Let one space be made with this text."""
    connection.execute(insert(permits).values(permit_hash=_hash(permit), made=made))


def use_permit(connection: Connection, permit: str) -> bool:
    """Use a permit up; whether there was one."""
    used = delete(permits).where(permits.c.permit_hash == _hash(permit))
    return connection.execute(used).rowcount == 1


def _hash(permit: str) -> bytes:
    return hashlib.sha256(permit.strip().upper().encode()).digest()
