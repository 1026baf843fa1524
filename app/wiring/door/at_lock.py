"""Joins the door of a ward PC to the lock screen.

What talks to the network and what seals is imported by the thread that does so: the screen shows
before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from app.domain.moments import moment_of
from app.domain.people import reference
from app.domain.ward_door import file_of
from app.errors import YarrowError
from app.wiring.door.place import door_at
from storage.door.folder import DoorFolder
from ui.door.facts import DoorCalls, DoorFacts, DoorRecordFacts
from ui.door.view_model import DoorViewModel
from ui.jobs import Jobs

T = TypeVar("T")
_MS = 1_000_000


class DoorAtLock(QObject):
    """The door of the ward PC in a folder; `close` it when the lock screen goes."""

    def __init__(
        self, folder: DoorFolder, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        door = folder.door()
        self._space = door.space
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-door")
        self._post = ThreadPoolExecutor(1, thread_name_prefix="yarrow-door-post")
        self.facts = DoorFacts(door.name, door.is_training)
        calls = DoorCalls(
            records=lambda: self._thread.submit(self._records),
            wait_s=lambda: folder.wait_s(_now_ms()),
            open=lambda code: self._thread.submit(_open, folder, code),
            send=lambda: self._post.submit(_send, folder),
            now=now,
        )
        self.model = DoorViewModel(self.facts, calls, jobs, parent=self)

    def begin(self) -> None:
        """Show what is here at once, then hand on what waits."""
        self.model.show_records(self._records())
        self.model.start()

    def check_code(self, typed: str) -> Future[None]:
        """Whether this is the short code; for whoever comes back to a covered page."""
        return self._thread.submit(lambda: self.folder.check_code(typed, _now_ms()))

    def run(self, work: Callable[[], T]) -> Future[T]:
        """Do something for the page, one after the other."""
        return self._thread.submit(work)

    def close(self) -> None:
        """Take no more work; what is under way ends by itself."""
        self.model.stop()
        for thread in (self._post, self._thread):
            thread.shutdown(wait=False, cancel_futures=True)

    def _records(self) -> Sequence[DoorRecordFacts]:
        return [
            DoorRecordFacts(
                reference(file_of(self._space, row.id)),
                moment_of(row.at_ms),
                str(row.state),
                row.is_whole,
            )
            for row in self.folder.rows()
        ]


def door_here(
    folder: Path | None, jobs: Jobs, now: Callable[[], datetime], parent: QObject
) -> DoorAtLock | None:
    """The door of this PC, None where there is none or where others could have changed it."""
    try:
        found = None if folder is None else door_at(folder)
        return None if found is None else DoorAtLock(found, jobs, now, parent)
    except (YarrowError, OSError):
        return None


def _open(folder: DoorFolder, code: str) -> object:
    from app.wiring.door.recording import PageRecorder

    folder.check_code(code, _now_ms())
    return PageRecorder(folder)


def _send(folder: DoorFolder) -> object:
    from app.wiring.door.carrying import hand_on

    return hand_on(folder)


def _now_ms() -> int:
    return time.time_ns() // _MS
