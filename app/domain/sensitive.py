"""Files marked sensitive: who may see one, and how long a glass that was broken stays open.

It is the program's conduct inside a space: every key of the space opens the file all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from app.domain.encoding import Value
from app.domain.keeping_out import KEPT_FROM, LET_IN, SEEN
from app.domain.records import Record

SENSITIVE = "sensitive"
BREAK_GLASS = "break_glass"
GLASS_SEEN = "break_glass_seen"
GUARDS = frozenset({SENSITIVE, BREAK_GLASS, GLASS_SEEN, KEPT_FROM, LET_IN, SEEN})
GLASS_HOURS = 3
LEAST_REASON = 10
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Guard:
    """What a mark means for this reader now.

    `is_own` says that she opened the file or wrote in it before it was marked. `open_until_ms` is
    when the glass that she broke closes again (ms since 1970), 0 where she broke none.
    `is_kept_out` says that it stays closed to her, with a reason or without.
    """

    is_own: bool
    open_until_ms: int
    is_kept_out: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the file shows nothing of itself to her."""
        return self.is_kept_out or (not self.is_own and not self.open_until_ms)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether this reader leads a space, and how many other people do."""

    is_lead: bool
    other_leads: int


def mark_id(subject: bytes) -> bytes:
    """The id of a file's mark: the same on every PC, so that two marks are one record."""
    return sha256(b"yarrow/sensitive/v1" + subject).digest()[:_ID_BYTES]


def is_marked(fields: Mapping[str, Value]) -> bool:
    """Whether a mark with these fields stands; a value that cannot be read counts as yes."""
    return fields.get(SENSITIVE) != "no"


def open_until(fields: Mapping[str, Value], *, now_ms: int) -> int:
    """Until when a glass lets its reader in (ms since 1970); 0 if it does not now.

    Never longer than three hours from its opening, whatever it says, and not before it.
    """
    opened, until = moment_ms(fields.get("opened_at")), moment_ms(fields.get("until"))
    if opened is None or until is None:
        return 0
    latest = opened + int(timedelta(hours=GLASS_HOURS).total_seconds() * 1000)
    ends = min(until, latest)
    return ends if opened <= now_ms < ends else 0


def moment_ms(value: Value) -> int | None:
    """A stored time as ms since 1970, None for what is no time with its offset."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if at is None or at.tzinfo is None:
        return None
    return int(at.timestamp() * 1000)


def veiled(record: Record) -> Record:
    """The record with nothing of what stands in it."""
    return replace(record, fields={}, clashes={}, heads={}, author="")
