"""What a help desk may know of a vault: versions, counts, sizes and settings, and no content."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from app.errors import YarrowError
from app.forms import library
from storage import damage_note, settings, vault_file
from storage.connection import Connection
from storage.disk_protection import UNKNOWN, DiskProtection, protection_of
from storage.disks import file_system_of, kind_of
from storage.keys import Slot
from storage.statistics import statistics
from storage.unlocked import Vault

BACKUP_SETTING = "backups"
_DAY_MS = 86_400_000
_PRAGMAS = {
    "schema": "user_version",
    "sqlcipher": "cipher_version",
    "journal": "journal_mode",
    "page_size": "page_size",
    "pages": "page_count",
    "pages_free": "freelist_count",
}
_REACHED = "select max(reached_ms), min(is_frozen = 0), count(*) from membership"
_PROBLEMS = "select problems from membership"
_CODE = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}")
_KIND = "kind "
_OTHER = "kind of another version"

Figure = str | int | bool | None
Facts = dict[str, Figure]


def facts_outside(folder: Path, *, now_ms: int) -> Facts:
    """What can be told of a vault that is not open: its disk, its sizes, its slots.

    Raises as `vault_file.read` does.
    """
    return {**_slots(folder, now_ms), **_files(folder), **disk_facts(folder)}


def facts_inside(vault: Vault, *, now_ms: int) -> Facts:
    """What can be told of an open vault; waits for it, so never on the screen's thread."""

    def read(connection: Connection) -> Facts:
        return {
            **_of_database(connection),
            **_known_alone(statistics(connection, vault.path)),
            **_since(connection, now_ms),
        }

    inside = vault.read(lambda reading: read(reading.connection)).result()
    return {**inside, "read_only": vault.is_read_only, "training": vault.is_training}


def disk_facts(folder: Path) -> Facts:
    """The disk below a folder, without the folder's name."""
    protection = _protection(folder)
    return {
        "disk": kind_of(folder).value,
        "file_system": file_system_of(folder),
        "bytes_free": _free(folder),
        "disk_encrypted": protection.encrypted.value,
        "swap_in_clear": protection.swaps_in_clear.value,
        "hibernation": protection.hibernates.value,
    }


def _protection(folder: Path) -> DiskProtection:
    try:
        return protection_of(folder)
    except OSError:
        return UNKNOWN


def _free(folder: Path) -> Figure:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _slots(folder: Path, now_ms: int) -> Facts:
    """The kinds of slots are counted, not named: whoever can write vault.json chooses the names."""
    content = vault_file.read(folder)
    found: Facts = {
        "format": vault_file.FORMAT,
        "slots": len(content.slots),
        "wrong_tries": len(content.wrong_ms),
        "draft_kept": content.has_draft,
        "damage_noted": damage_note.is_noted(folder),
        "days_since_unlock": _days_since_day(content.last_unlock, now_ms),
    }
    for number, slot in enumerate(content.slots, start=1):
        if not isinstance(slot, Slot):
            continue
        kdf = slot.kdf
        found[f"slot_{number}_kib"] = kdf.memory_kib
        found[f"slot_{number}_passes"] = kdf.passes
        found[f"slot_{number}_lanes"] = kdf.lanes
    return found


def _files(folder: Path) -> Facts:
    names = ("records.db", "records.db-wal", "records.db-journal")
    sizes: Facts = {f"bytes_{name.replace('.', '_')}": _size(folder / name) for name in names}
    return {**sizes, "objects": _count(folder / "objects")}


def _size(file: Path) -> Figure:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _count(folder: Path) -> int:
    try:
        return sum(1 for _ in folder.iterdir())
    except OSError:
        return 0


def _of_database(connection: Connection) -> Facts:
    found: Facts = {}
    for name, pragma in _PRAGMAS.items():
        row = connection.execute(f"pragma {pragma}").fetchone()
        found[name] = row[0] if row else None
    found["sqlite"] = connection.execute("select sqlite_version()").fetchone()[0]
    return found


def _known_alone(counts: Mapping[str, int]) -> Facts:
    """A kind that no form here has came from elsewhere, and its name could say anything."""
    found: Facts = {}
    for name, count in counts.items():
        is_known = not name.startswith(_KIND) or library.is_form(name.removeprefix(_KIND))
        shown = name if is_known else _OTHER
        found[shown] = count + (0 if is_known else int(found.get(_OTHER) or 0))
    return found


def _since(connection: Connection, now_ms: int) -> Facts:
    reached, runs, spaces = connection.execute(_REACHED).fetchone()
    codes = [code for row in connection.execute(_PROBLEMS) for code, _ in json.loads(row[0])]
    return {
        "days_since_sync": _days(reached, now_ms),
        "sync_frozen": bool(spaces) and not runs,
        "sync_problems": " ".join(sorted({str(each) for each in codes if _is_code(each)})),
        "days_since_backup": _days(_backup_ms(connection), now_ms),
    }


def _backup_ms(connection: Connection) -> object:
    try:
        kept = settings.read(connection, BACKUP_SETTING)
    except YarrowError:
        return None
    return (
        {str(k): v for k, v in kept.items()}.get("made_ms") if isinstance(kept, Mapping) else kept
    )


def _is_code(each: object) -> bool:
    return isinstance(each, str) and _CODE.fullmatch(each) is not None


def _days(ms: object, now_ms: int) -> Figure:
    """Whole days; none below zero for a clock that was set back."""
    return None if not isinstance(ms, int) else max(0, (now_ms - ms) // _DAY_MS)


def _days_since_day(day: str | None, now_ms: int) -> Figure:
    try:
        then = None if day is None else date.fromisoformat(day)
    except ValueError:
        return None
    today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    return None if then is None else max(0, (today - then).days)
