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
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from app.domain.moments import moment_of
from app.domain.people import reference
from app.domain.ward_door import file_of
from app.errors import Damaged, YarrowError
from app.ports.door import DoorRow
from app.wiring.door.place import door_at
from resources.words import sentence
from storage.door.folder import DoorFolder
from ui.door.facts import DoorCalls, DoorFacts, DoorRecordFacts
from ui.door.view_model import DoorViewModel
from ui.jobs import Jobs

T = TypeVar("T")
_MS = 1_000_000


class DoorAtLock(QObject):
    """The door of a ward PC; `close` it when the lock screen goes."""

    def __init__(self, facts: DoorFacts, calls: DoorCalls, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.facts, self._calls = facts, calls
        self.model = DoorViewModel(facts, calls, jobs, parent=self)

    def begin(self) -> None:
        """Show what is here, and hand on what waits."""
        self.model.start()

    def close(self) -> None:
        """Take no more work."""
        self.model.stop()


class OpenDoor(DoorAtLock):
    """One that works; what is under way as it is closed ends by itself."""

    def __init__(
        self,
        folder: DoorFolder,
        jobs: Jobs,
        now: Callable[[], datetime],
        *,
        ring: str,
        parent: QObject,
    ) -> None:
        self.folder = folder
        door = folder.door()
        self._space = door.space
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-door")
        self._post = ThreadPoolExecutor(1, thread_name_prefix="yarrow-door-post")
        calls = DoorCalls(
            newest=lambda: self._thread.submit(self._newest),
            look=lambda code: self._thread.submit(self._look, code),
            wait_s=lambda: folder.wait_s(_now_ms()),
            open=lambda code: self._thread.submit(_open, folder, code),
            send=lambda: self._post.submit(_send, folder),
            now=now,
            ring=lambda: _own_number() or ring,
        )
        super().__init__(DoorFacts(door.name, door.is_training), calls, jobs, parent)

    def begin(self) -> None:
        """Tell at once what was recorded just now, then hand on what waits."""
        self.model.show_newest(self._newest())
        super().begin()

    def check_code(self, typed: str) -> Future[None]:
        """Whether this is the short code; for whoever comes back to a covered page."""
        return self._thread.submit(lambda: self.folder.check_code(typed, _now_ms()))

    def run(self, work: Callable[[], T]) -> Future[T]:
        """Do something for the page, one after the other."""
        return self._thread.submit(work)

    def close(self) -> None:
        """Take no more work; what is under way ends by itself."""
        super().close()
        for thread in (self._post, self._thread):
            thread.shutdown(wait=False, cancel_futures=True)

    def _newest(self) -> DoorRecordFacts | None:
        row = self.folder.newest()
        return None if row is None else self._facts(row)

    def _look(self, code: str) -> Sequence[DoorRecordFacts]:
        self.folder.check_code(code, _now_ms())
        return [self._facts(row) for row in self.folder.rows()]

    def _facts(self, row: DoorRow) -> DoorRecordFacts:
        name = reference(file_of(self._space, row.id))
        return DoorRecordFacts(name, moment_of(row.at_ms), str(row.state), row.is_whole)


def door_here(
    folder: Path | None, jobs: Jobs, now: Callable[[], datetime], *, ring: str, parent: QObject
) -> DoorAtLock | None:
    """The door of this PC, None where there is none; one that cannot be used says why.

    `ring` is the number of the team.
    """
    try:
        found = None if folder is None else door_at(folder)
        return None if found is None else OpenDoor(found, jobs, now, ring=ring, parent=parent)
    except YarrowError as error:
        closed = error
    except OSError:
        closed = Damaged("door.damaged", path=str(folder))
    facts = DoorFacts("Ward PC", closed=sentence(closed))
    return DoorAtLock(facts, _closed(closed, now), jobs, parent)


def _closed(error: YarrowError, now: Callable[[], datetime]) -> DoorCalls:
    """What a door answers that does not open."""

    def refused(*_asked: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future

    return DoorCalls(
        newest=refused, look=refused, wait_s=lambda: 0, open=refused, send=refused, now=now
    )


def _open(folder: DoorFolder, code: str) -> object:
    from app.wiring.door.in_force import put_door_settings_in_force
    from app.wiring.door.recording import PageRecorder

    folder.check_code(code, _now_ms())
    put_door_settings_in_force(folder)
    return PageRecorder(folder)


def _own_number() -> str:
    """The team's number without whose it is, as a lead has set it."""
    from app.forms.numbers import own_numbers

    return own_numbers().get("idva_team", "").rpartition(", ")[2]


def _send(folder: DoorFolder) -> object:
    from app.wiring.door.carrying import hand_on
    from app.wiring.door.in_force import put_door_settings_in_force

    try:
        return hand_on(folder)
    finally:
        put_door_settings_in_force(folder)


def _now_ms() -> int:
    return time.time_ns() // _MS
