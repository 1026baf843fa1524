"""The records of a ward PC as files: sealed, with how far each came; and the pages still open.

A page that is open has a folder of its own, locked while its process lives. What is left of one
whose process has gone is as good as sent: it goes to the team as it was.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.domain.encoding import Value
from app.errors import Damaged, Refused
from app.ports.door import DoorRow, DoorState, SealedRecord
from storage.door.files import drop, make_folder, put_map, read_map
from storage.process_lock import ProcessLock

KEPT_DAYS = 30
_RECORD, _OPEN = ".record", "open-"
_DAY_MS = 24 * 60 * 60 * 1000
_LATER = {
    DoorState.WAITING: (DoorState.RECEIVED, DoorState.TAKEN, DoorState.REFUSED),
    DoorState.RECEIVED: (DoorState.TAKEN, DoorState.WAITING),
    DoorState.REFUSED: (DoorState.TAKEN,),
    DoorState.TAKEN: (),
}


class DoorRecords:
    """What was recorded in one folder."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._folder, self._shared = folder, shared

    def put(self, record: SealedRecord) -> None:
        """Keep a record that was saved, or left."""
        self._write(record, DoorState.WAITING, "")

    def rows(self) -> list[DoorRow]:
        """What is known of each, the newest first."""
        rows = [
            DoorRow(record.id, record.at_ms, record.is_whole, state, why)
            for record, state, why in self._all()
        ]
        return sorted(rows, key=lambda row: (row.at_ms, row.id), reverse=True)

    def sealed(self, *states: DoorState) -> list[SealedRecord]:
        """The records in one of these states, the oldest first."""
        found = [record for record, state, _ in self._all() if state in states]
        return sorted(found, key=lambda record: (record.at_ms, record.id))

    def keep_state(self, id: bytes, state: DoorState, why: str = "") -> None:
        """Say how far it came; once it is taken in, what was sealed goes.

        What the service has lost waits again.
        """
        found = _read(self._folder / f"{id.hex()}{_RECORD}")
        if found is not None and state in _LATER[found[1]]:
            self._write(found[0], state, why)

    def open_page(self) -> OpenPage:
        """A place for a page that is being written."""
        folder = self._folder / f"{_OPEN}{secrets.token_hex(8)}"
        make_folder(folder, shared=self._shared)
        return OpenPage(self, folder, ProcessLock.take(folder), shared=self._shared)

    def tidy(self, now_ms: int) -> int:
        """Take up the pages that nobody writes on any more, and forget what is long done.

        Gives how many pages were taken up.
        """
        for record, state, _ in self._all():
            if state is DoorState.TAKEN and now_ms - record.at_ms > KEPT_DAYS * _DAY_MS:
                drop(self._folder / f"{record.id.hex()}{_RECORD}")
        return sum(self._take_up(folder) for folder in list(self._folder.glob(f"{_OPEN}*")))

    def _take_up(self, folder: Path) -> int:
        try:
            lock = ProcessLock.take(folder)
        except (Refused, OSError):
            return 0
        count = 0
        for path in folder.glob(f"*{_RECORD}"):
            with suppress(Damaged):
                found = _read(path)
                if found is not None and not (self._folder / path.name).exists():
                    self.put(found[0])
                    count += 1
        lock.release()
        _remove(folder)
        return count

    def _all(self) -> Iterator[tuple[SealedRecord, DoorState, str]]:
        for path in self._folder.glob(f"*{_RECORD}"):
            with suppress(Damaged):
                found = _read(path)
                if found is not None:
                    yield found

    def _write(self, record: SealedRecord, state: DoorState, why: str) -> None:
        sealed = b"" if state is DoorState.TAKEN else record.sealed
        path = self._folder / f"{record.id.hex()}{_RECORD}"
        put_map(path, _map(record, sealed, state, why), shared=self._shared)


class OpenPage:
    """The sealed state of one page that is being written, kept anew at each rest."""

    def __init__(
        self, records: DoorRecords, folder: Path, lock: ProcessLock, *, shared: bool
    ) -> None:
        self._records, self._folder, self._lock, self._shared = records, folder, lock, shared

    def keep(self, record: SealedRecord) -> None:
        """Keep the page as it is now, in place of what was kept."""
        content = _map(record, record.sealed, DoorState.WAITING, "")
        put_map(self._folder / f"{record.id.hex()}{_RECORD}", content, shared=self._shared)

    def drop(self, id: bytes) -> None:
        """Forget what was kept: it was thrown away."""
        drop(self._folder / f"{id.hex()}{_RECORD}")

    def save(self, record: SealedRecord) -> None:
        """Let it go to the team, in place of what was kept under the same id."""
        self._records.put(record)
        self.drop(record.id)

    def close(self) -> None:
        """No page is written any more; what is kept of one goes to the team as it is."""
        for path in self._folder.glob(f"*{_RECORD}"):
            found = _read(path)
            if found is not None:
                self._records.put(found[0])
        self._lock.release()
        _remove(self._folder)


def _map(record: SealedRecord, sealed: bytes, state: DoorState, why: str) -> dict[str, Value]:
    return {
        "id": record.id,
        "epoch": record.epoch,
        "sealed": sealed,
        "at": record.at_ms,
        "whole": record.is_whole,
        "state": str(state),
        "why": why,
    }


def _read(path: Path) -> tuple[SealedRecord, DoorState, str] | None:
    kept = read_map(path)
    match kept:
        case None:
            return None
        case {
            "id": bytes(id),
            "epoch": int(epoch),
            "sealed": bytes(sealed),
            "at": int(at_ms),
            "whole": bool(is_whole),
            "state": str(state),
            "why": str(why),
        } if state in set(DoorState):
            return SealedRecord(id, epoch, sealed, at_ms, is_whole), DoorState(state), why
    raise Damaged("door.damaged", path=str(path))


def _remove(folder: Path) -> None:
    """Another account may have been quicker, or may own what is in it."""
    with suppress(OSError):
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        folder.rmdir()
