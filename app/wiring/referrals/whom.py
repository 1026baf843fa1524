"""Whom a box about a referral is about, in words."""

from __future__ import annotations

from app.usecases.person import people
from app.wiring.desk import Desk
from storage.reading import VaultReading


def whom(reading: VaultReading, subject: bytes, desk: Desk) -> str:
    """A name, or initials, and the reference: what lies behind the box may be about somebody else,
    as after a lock.
    """
    row = people.file_row(reading, subject, today=desk.now().date())
    return "" if row is None else f"{desk.names.of(row)} · {row.reference}"
