"""The door on the lock screen without its looks: the short code, and how far records came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refused, YarrowError
from resources.words import sentence
from ui.door.facts import DoorCalls, DoorFacts, DoorRecordFacts
from ui.jobs import Jobs

_SECOND_MS, _TURN_MS, _LOOK_MS = 1_000, 60_000, 60_000
_STILL_THERE, _LOOKED_FOR = timedelta(minutes=2), timedelta(minutes=30)
_MS = timedelta(milliseconds=1)
_NO_FAULT = frozenset(f"exchange.{each}" for each in ("unreachable", "too_slow", "cut_off", "busy"))
"""What a network does now and then; what waits says so itself."""


class DoorViewModel(QObject):
    """Whoever knows the short code sees what was recorded here, for a minute; others nothing.

    Signals: `changed()`; `opened(object)` with what a page is recorded with.
    """

    changed = Signal()
    opened = Signal(object)

    def __init__(
        self, facts: DoorFacts, calls: DoorCalls, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.facts, self._calls, self._jobs = facts, calls, jobs
        self.records: tuple[DoorRecordFacts, ...] | None = None
        self._newest: DoorRecordFacts | None = None
        self.problem, self.unsent = "", facts.closed
        self.is_busy, self._is_sending, self._is_over = False, False, False
        self.waits_s = calls.wait_s()
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._count_down)
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(self.send)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self.look_away)
        self._told = QTimer(self, singleShot=True)
        self._told.timeout.connect(self.changed)

    @property
    def just_recorded(self) -> DoorRecordFacts | None:
        """What was saved here so short a time ago that whoever saved it stands there still."""
        newest = self._newest
        age = None if newest is None else self._calls.now() - newest.at
        is_new = age is not None and timedelta(0) <= age < _STILL_THERE
        return newest if is_new else None

    @property
    def left_just_now(self) -> DoorRecordFacts | None:
        """A page that was left here a short while ago: whoever wrote it may look for it."""
        newest = self._newest
        if newest is None or newest.is_whole:
            return None
        age = self._calls.now() - newest.at
        return newest if timedelta(0) <= age < _LOOKED_FOR else None

    @property
    def ring(self) -> str:
        """The number of the team, empty where none is known."""
        return self._calls.ring()

    @property
    def now(self) -> datetime:
        """This moment."""
        return self._calls.now()

    def show_newest(self, newest: DoorRecordFacts | None) -> None:
        """Begin with what was recorded last."""
        self._on_newest(newest)

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
        """Hand on nothing more from here, and ask nothing more: who answers may be going."""
        self._is_over = True
        for timer in (self._turn, self._second, self._look, self._told):
            timer.stop()

    def look(self, code: str) -> None:
        """Show what was recorded here to whoever knows the short code."""
        self._try(code, self._calls.look, self._on_look)

    def look_away(self) -> None:
        """Show no more of it."""
        if self.records is not None:
            self._look.stop()
            self.records = None
            self.changed.emit()

    def open(self, code: str) -> None:
        """Try the short code; does nothing while one is tried or wrong ones still cost time."""
        self._try(code, self._calls.open, self._on_open)

    def forget_problem(self) -> None:
        """Take the last problem away, once somebody types again."""
        if self.problem and not self.waits_s:
            self.problem = ""
            self.changed.emit()

    def refresh(self) -> None:
        """Read anew how far the newest came."""
        if self._is_over:
            return
        self._jobs.when_done(self._calls.newest(), self, done=self._on_newest, failed=self.tell)

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

    def _try(
        self, code: str, call: Callable[[str], Future[Any]], done: Callable[[Any], object]
    ) -> None:
        if self.may_open and code:
            self.is_busy, self.problem = True, ""
            self.changed.emit()
            self._jobs.when_done(call(code), self, done=done, failed=self._on_refused)

    def _on_newest(self, newest: DoorRecordFacts | None) -> None:
        if newest != self._newest:
            self._newest = newest
            if newest is not None and self.just_recorded is not None:
                left = _STILL_THERE - (self._calls.now() - newest.at)
                self._told.start(int(left / _MS) + 1)
            self.changed.emit()

    def _on_look(self, records: Sequence[DoorRecordFacts]) -> None:
        self.is_busy, self.records = False, tuple(records)
        self._look.start()
        self.changed.emit()

    def _on_sent(self, _report: object) -> None:
        self._is_sending, self.unsent = False, ""
        self.refresh()
        self.changed.emit()

    def _on_unsent(self, error: YarrowError) -> None:
        self._is_sending = False
        self.unsent = "" if error.code in _NO_FAULT else sentence(error)
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
