"""The door on the lock screen without its looks: the short code, and how far records came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refused, YarrowError
from resources.words import sentence
from ui.door.facts import DoorCalls, DoorFacts, DoorRecordFacts
from ui.jobs import Jobs

_SECOND_MS, _TURN_MS = 1_000, 60_000
_JUST_NOW, _STILL_THERE = timedelta(minutes=10), timedelta(minutes=1)


class DoorViewModel(QObject):
    """Signals: `changed()`; `opened(object)` with what a page is recorded with."""

    changed = Signal()
    opened = Signal(object)

    def __init__(
        self, facts: DoorFacts, calls: DoorCalls, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.facts, self._calls, self._jobs = facts, calls, jobs
        self.records: tuple[DoorRecordFacts, ...] = ()
        self.problem, self.unsent = "", facts.closed
        self.is_busy, self._is_sending = False, False
        self.waits_s = calls.wait_s()
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._count_down)
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(self.send)

    @property
    def just_recorded(self) -> DoorRecordFacts | None:
        """What was saved here in the last minutes, to tell whoever saved it."""
        newest = self.records[0] if self.records else None
        is_new = newest is not None and self._calls.now() - newest.at < _JUST_NOW
        return newest if is_new else None

    @property
    def is_just_done(self) -> bool:
        """Whether that was so short a time ago that whoever saved it stands there still."""
        just = self.just_recorded
        return just is not None and self._calls.now() - just.at < _STILL_THERE

    @property
    def now(self) -> datetime:
        """This moment."""
        return self._calls.now()

    def show_records(self, records: Sequence[DoorRecordFacts]) -> None:
        """Show these from the beginning."""
        self._on_records(records)

    @property
    def may_open(self) -> bool:
        """Whether a short code would be looked at now."""
        return not (self.is_busy or self.waits_s or self.facts.closed)

    def start(self) -> None:
        """Read what is here, and hand on what waits, now and then."""
        if self.facts.closed:
            return
        self.refresh()
        self._look_at_wait()
        self.send()
        self._turn.start()

    def stop(self) -> None:
        """Hand on nothing more from here."""
        self._turn.stop()
        self._second.stop()

    def open(self, code: str) -> None:
        """Try the short code; does nothing while one is tried or wrong ones still cost time."""
        if not (self.may_open and code):
            return
        self.is_busy, self.problem = True, ""
        self.changed.emit()
        self._jobs.when_done(
            self._calls.open(code), self, done=self._on_open, failed=self._on_refused
        )

    def forget_problem(self) -> None:
        """Take the last problem away, once somebody types again."""
        if self.problem and not self.waits_s:
            self.problem = ""
            self.changed.emit()

    def refresh(self) -> None:
        """Read anew how far each record came."""
        self._jobs.when_done(self._calls.records(), self, done=self._on_records, failed=self.tell)

    def send(self) -> None:
        """Hand on what waits, unless that is under way."""
        if not self._is_sending:
            self._is_sending = True
            self._jobs.when_done(
                self._calls.send(), self, done=self._on_sent, failed=self._on_unsent
            )

    def tell(self, error: YarrowError) -> None:
        """Say why no page could be shown."""
        self.problem = sentence(error)
        self.changed.emit()

    def _on_records(self, records: Sequence[DoorRecordFacts]) -> None:
        if tuple(records) != self.records:
            self.records = tuple(records)
            self.changed.emit()

    def _on_sent(self, _report: object) -> None:
        self._is_sending, self.unsent = False, ""
        self.refresh()
        self.changed.emit()

    def _on_unsent(self, error: YarrowError) -> None:
        """No network is no fault: what waits says so itself."""
        self._is_sending = False
        self.unsent = "" if error.code.startswith("exchange.") else sentence(error)
        self.refresh()
        self.changed.emit()

    def _on_open(self, recorder: object) -> None:
        self.is_busy = False
        self.stop()
        self.changed.emit()
        self.opened.emit(recorder)

    def _on_refused(self, error: YarrowError) -> None:
        self.is_busy = False
        self._look_at_wait()
        waiting = Refused("door.wait", seconds=self.waits_s)
        self.problem = sentence(waiting if self.waits_s else error)
        self.changed.emit()

    def _look_at_wait(self) -> None:
        self.waits_s = self._calls.wait_s()
        if self.waits_s:
            self._second.start()
        else:
            self._second.stop()

    def _count_down(self) -> None:
        self._look_at_wait()
        self.problem = sentence(Refused("door.wait", seconds=self.waits_s)) if self.waits_s else ""
        self.changed.emit()
