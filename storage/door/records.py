"""The records of a ward PC as files: sealed, with how far each came; and the pages still open.

A page that is open has a folder of its own, locked while its process lives. What is left of one
whose process has gone is as good as sent: it goes to the team as it was. A file that is damaged
is kept where it can be seen, and shown as such: what is in it is somebody's.

Only the day of a record stays here. Whoever brought her to this ward knows when that was, and
would learn from the hour that she told somebody.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.errors import Damaged, Refused
from app.ports.door import DoorRow, DoorState, SealedRecord
from storage.door import record_file
from storage.door.files import drop, make_folder, open_to_others, sweep
from storage.door.newest import Newest
from storage.door.record_file import SUFFIX, Kept
from storage.failures import told
from storage.process_lock import LOCK, ProcessLock

KEPT_DAYS = 30
UNSETTLED = (DoorState.WAITING, DoorState.RECEIVED, DoorState.REFUSED)
"""What the team is not known to have taken in."""
_OPEN = "open-"
_DAY_MS = 24 * 60 * 60 * 1000
_NS = 1_000_000
_LATER = {
    DoorState.WAITING: (DoorState.RECEIVED, DoorState.TAKEN, DoorState.REFUSED),
    DoorState.RECEIVED: (DoorState.TAKEN, DoorState.WAITING),
    DoorState.REFUSED: (DoorState.TAKEN, DoorState.RECEIVED),
    DoorState.TAKEN: (),
}


class DoorRecords:
    """What was recorded in one folder."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._folder, self._shared = folder, shared
        self._newest = Newest(folder, shared=shared)

    def put(self, record: SealedRecord) -> None:
        """Keep a record that was saved, or left."""
        self._write(record, DoorState.WAITING, "")
        self._newest.tell(record)

    def rows(self) -> list[DoorRow]:
        """What is known of each and of which day it is, that of the last day first."""
        rows = filter(None, map(_row, self._paths()))
        return sorted(rows, key=lambda row: (row.at_ms, row.id), reverse=True)

    def newest(self) -> DoorRow | None:
        """What was written last and a short while ago, with its moment, without a look into all."""
        found = self._newest.read()
        row = None if found is None else _row(self._folder / record_file.name_of(found.id))
        return None if found is None or row is None else replace(row, at_ms=found.at_ms)

    def sealed(self, *states: DoorState) -> list[SealedRecord]:
        """The records in one of these states, those of the first day first."""
        found = [record for record, state, _ in self._all() if state in states]
        return sorted(found, key=lambda record: (record.at_ms, record.id))

    def keep_state(self, id: bytes, state: DoorState, why: str = "") -> None:
        """Say how far it came; once it is taken in, what was sealed goes.

        What the service has lost waits again.
        """
        found = record_file.read(self._folder / record_file.name_of(id))
        if found is not None and state in _LATER[found[1]]:
            self._write(found[0], state, why)

    def open_page(self) -> OpenPage:
        """A place for a page that is being written."""
        folder = self._folder / f"{_OPEN}{secrets.token_hex(8)}"
        make_folder(folder, shared=self._shared)
        return OpenPage(self, folder, self._locked(folder), shared=self._shared)

    def tidy(self, now_ms: int) -> int:
        """Take up the pages that nobody writes on any more, and forget what is long done.

        Gives how many pages were taken up.
        """
        sweep(self._folder, now_ms)
        for record, state, why in self._all():
            if state is DoorState.TAKEN and now_ms - record.at_ms > KEPT_DAYS * _DAY_MS:
                drop(self._folder / record_file.name_of(record.id))
            elif record.at_ms != _day(record.at_ms):  # by a version that kept the moment
                with suppress(Refused):  # a full disk is no reason to send nothing
                    self._write(record, state, why)
        for path in self._paths():
            _blur(path)
        count = sum(self._take_up(folder) for folder in list(self._folder.glob(f"{_OPEN}*")))
        self._newest.forget_old(now_ms)
        _blur(self._folder)  # else it tells when the last of these came or went
        return count

    def gather(self, folder: Path) -> int:
        """Let what is kept of a page go to the team as it is; gives how much that is.

        What was saved under the same id stays as it was saved. A damaged file is moved, not read.
        """
        count = 0
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            place = self._folder / path.name
            if _is_damaged(place):
                self._set_aside(place)
            if _is_damaged(path):
                self._set_aside(path)
                continue
            found = record_file.read(path)
            if found is not None and not place.exists():
                self.put(found[0])
                count += 1
        return count

    def forget_taken(self) -> None:
        """Keep nothing of what the team has: this PC is a ward PC no more."""
        for record in self.sealed(DoorState.TAKEN):
            drop(self._folder / record_file.name_of(record.id))
        self._newest.forget()

    def _set_aside(self, path: Path) -> None:
        """Beside what is there already, under a name that tells the same id."""
        name = f"{path.name.partition('.')[0]}.{secrets.token_hex(4)}{SUFFIX}"
        with told():
            path.replace(self._folder / name)

    def _take_up(self, folder: Path) -> int:
        """A disk that takes nothing leaves the page where it is, for the next time."""
        try:
            lock = self._locked(folder)
        except (Refused, OSError):
            return 0
        try:
            count = self.gather(folder)
        except Refused:
            return 0
        finally:
            lock.release()
        _remove(folder)
        return count

    def _locked(self, folder: Path) -> ProcessLock:
        """Whoever is at this PC next has to be able to take it up, in another account too."""
        lock = ProcessLock.take(folder)
        with suppress(OSError):
            open_to_others(folder / LOCK, shared=self._shared)
        return lock

    def _paths(self) -> Iterator[Path]:
        return self._folder.glob(f"*{SUFFIX}")

    def _all(self) -> Iterator[Kept]:
        for path in self._paths():
            with suppress(Damaged):
                found = record_file.read(path)
                if found is not None:
                    yield found

    def _write(self, record: SealedRecord, state: DoorState, why: str) -> None:
        if state is DoorState.TAKEN:
            record = replace(record, sealed=b"")
        record = replace(record, at_ms=_day(record.at_ms))
        path = self._folder / record_file.name_of(record.id)
        record_file.write(path, record, state, why, shared=self._shared)
        _blur(path)


class OpenPage:
    """The sealed state of one page that is being written, kept anew at each rest."""

    def __init__(
        self, records: DoorRecords, folder: Path, lock: ProcessLock, *, shared: bool
    ) -> None:
        self._records, self._folder, self._lock, self._shared = records, folder, lock, shared

    def keep(self, record: SealedRecord) -> None:
        """Keep the page as it is now, in place of what was kept."""
        path = self._folder / record_file.name_of(record.id)
        record_file.write(path, record, DoorState.WAITING, "", shared=self._shared)

    def drop(self, id: bytes) -> None:
        """Forget what was kept: it was thrown away."""
        drop(self._folder / record_file.name_of(id))

    def save(self, record: SealedRecord) -> None:
        """Let it go to the team, in place of what was kept under the same id."""
        self._records.put(record)
        self.drop(record.id)

    def close(self) -> None:
        """No page is written any more; what is kept of one goes to the team as it is."""
        try:
            self._records.gather(self._folder)
        finally:
            self._lock.release()
        _remove(self._folder)


def _day(ms: int) -> int:
    return ms - ms % _DAY_MS


def _blur(path: Path) -> None:
    """Leave of the time that the file was written its day; one of another account stays as it is.

    When it was made the file system keeps for itself.
    """
    with suppress(OSError):
        written_ms = path.stat().st_mtime_ns // _NS
        if written_ms != _day(written_ms):
            os.utime(path, ns=(_day(written_ms) * _NS,) * 2)


def _is_damaged(path: Path) -> bool:
    row = _row(path)
    return row is not None and row.state is DoorState.DAMAGED


def _row(path: Path) -> DoorRow | None:
    try:
        found = record_file.read(path)
    except Damaged:
        at_ms = _day(path.stat().st_mtime_ns // _NS)
        id = record_file.id_named(path)
        return DoorRow(id, at_ms, is_whole=True, state=DoorState.DAMAGED)
    if found is None:
        return None
    record, state, why = found
    return DoorRow(record.id, record.at_ms, record.is_whole, state, why)


def _remove(folder: Path) -> None:
    """Another account may have been quicker, or may own what is in it."""
    with suppress(OSError):
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        folder.rmdir()
