"""What is known of an erasure: why, who has carried it out, and who never will."""

from __future__ import annotations

from dataclasses import dataclass

BACKUP_DAYS = 35
"""How long a rotating backup is kept at the most (`storage.backup.rotation`)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An erasure as a lead shows it to somebody who asks.

    `subject` is None where no key here opens what it was about; `record` is an id, None for the
    whole file. `due_ms` is when the days of grace end, `done_ms` when it was carried out here, both
    ms since 1970. PCs stand by name: those that have confirmed, those that have not, those removed
    from the team before they did, which never will. `backups_end_ms` is when the last backup of
    before is gone. `is_own` is one that this person asked for: another lead takes it back. Copies
    let out, paper, and what was sent to other teams are out of reach.
    """

    id: bytes
    subject: bytes | None
    kind: str | None
    record: bytes | None
    reason: str
    by: str
    at_ms: int
    due_ms: int
    is_kept: bool
    done_ms: int | None
    confirmed: tuple[str, ...]
    waiting: tuple[str, ...]
    never: tuple[str, ...]
    backups_end_ms: int | None
    has_arrived_after: bool
    is_own: bool = False
