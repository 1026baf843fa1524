"""Which ways of repair can help with what was found in a vault, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, YarrowError
from storage.backup.repairing import newest_backup
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from storage.verifying import is_derived
from ui.boxes.repair_box import BACKUP, CHANGES, SERVICE, Way

_WHOLE = (
    "What people wrote is whole: lists, search and sums are made again from it. Nothing is lost, "
    "and you go on at once."
)
_NOT_WHOLE = "Does not help here: part of what people wrote cannot be read."
_FILLS = (
    "All that can be read here stays, and the backup fills what cannot. What was written after it "
    "and cannot be read comes from the service, as far as it was sent."
)
_ADDS = "Not needed here, as nothing is lost. It would fill what cannot be read."
_NO_BACKUP = (
    "None was found on this PC. If there is one on a stick or a drive, name it. It fills what "
    "cannot be read here."
)
_SENT = (
    "All that can be read here stays. At the next exchange the service gives back what it has; "
    "what was only on this PC and cannot be read is lost without a backup."
)
_NOT_SENT = (
    "This vault belongs to no team, so no service has a copy. All that can be read here stays; the "
    "rest is lost without a backup."
)
_NOT_NEEDED = "Not needed here: what people wrote is whole."


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found, the newest backup on this PC, and whether a service may have a copy."""

    found: tuple[Damaged, ...]
    backup: Path | None
    has_service: bool


def diagnose(vault: Vault, found: Sequence[Damaged]) -> Diagnosis:
    """Look for what could help; takes as long as reading the head of each backup."""
    try:
        has_service = bool(VaultSpaces(vault).spaces())
    except YarrowError:
        has_service = True  # it cannot be read: the exchange will show
    return Diagnosis(tuple(found), newest_backup(vault), has_service)


def ways_of(diagnosis: Diagnosis) -> tuple[Way, ...]:
    """All three, the one that costs least first."""
    is_whole = is_derived(diagnosis.found)
    from_backup = _FILLS if diagnosis.backup is not None else _NO_BACKUP
    from_service = _SENT if diagnosis.has_service else _NOT_SENT
    rest = "From the service" if diagnosis.has_service else "From what can be read"
    return (
        Way(CHANGES, "From the changes", _WHOLE if is_whole else _NOT_WHOLE, helps=is_whole),
        Way(BACKUP, "From a backup", _ADDS if is_whole else from_backup, helps=not is_whole),
        Way(SERVICE, rest, _NOT_NEEDED if is_whole else from_service, helps=not is_whole),
    )
