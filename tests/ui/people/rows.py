"""Rows of the list of people."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain.people import PersonRow
from app.domain.records import SyncState

CHANGED = int(datetime(2026, 11, 16, 16, 20, tzinfo=UTC).timestamp() * 1000)


def person(sync: SyncState = SyncState.RECEIVED, *, has_clash: bool = False) -> PersonRow:
    return PersonRow(
        bytes(16),
        "Tansy Bramblewick",
        (),
        date(1992, 3, 4),
        34,
        "9990000018",
        "she/her",
        CHANGED,
        sync,
        has_clash,
    )
