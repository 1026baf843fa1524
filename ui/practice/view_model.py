"""A practice without its looks: the figures of a place, and the presses of a clinic's tally."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.practice import Point, Practice, Tally
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: figures of the place looked at, and what to raise.

    `tally` is today's at `counted_at`.
    """

    practice: Practice
    points: tuple[Point, ...]
    tally: Tally
    counted_at: str


@dataclass(frozen=True, slots=True)
class PracticeCalls:
    """What the page asks of the program.

    `load` takes the place looked at, empty for all, and the one counted at, empty for that of the
    last record. `count` adds one of a result at a place, or with -1 takes one back.
    """

    load: Callable[[str, str], Future[Shown]]
    count: Callable[[str, str, int], Future[Tally]]


class PracticeViewModel(QObject):
    """Signals: `changed()` with other figures, `counted()` after a press was written, `failed(str)`
    with a sentence.
    """

    changed = Signal()
    counted = Signal()
    failed = Signal(str)

    def __init__(self, calls: PracticeCalls, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._jobs = calls, jobs
        self.shown: Shown | None = None
        self.tally = Tally()
        self.site, self.counted_at = "", ""
        self._presses: list[tuple[str, str]] = []
        self._early: list[str] = []
        self._reads = 0

    @property
    def may_undo(self) -> bool:
        """Whether a press of this clinic can be taken back."""
        return bool(self._presses)

    def refresh(self) -> None:
        """Read the figures anew; an older answer is dropped when it comes."""
        self._reads += 1
        number = self._reads

        def done(shown: Shown) -> None:
            if number == self._reads:
                self.shown, self.tally = shown, shown.tally
                self.counted_at = shown.counted_at
                self.changed.emit()
                self._count_early()

        future = self._calls.load(self.site, self.counted_at)
        self._jobs.when_done(future, self, done=done, failed=self._on_failed)

    def look_at(self, site: str) -> None:
        """Show the figures of one place, or with an empty code of all."""
        if site != self.site:
            self.site = site
            self.refresh()

    def count_at(self, site: str) -> None:
        """Count at this place from now on."""
        if site != self.counted_at:
            self.counted_at, self._presses = site, []
            self.refresh()

    def count(self, result: str) -> None:
        """One more patient: written at once, or as soon as it is known where."""
        if not self.counted_at:
            self._early.append(result)
            return
        self._presses.append((self.counted_at, result))
        self._write(self.counted_at, result, 1)

    def undo(self) -> None:
        """Take the last press back."""
        if self._presses:
            site, result = self._presses.pop()
            self._write(site, result, -1)

    def _count_early(self) -> None:
        early, self._early = self._early, []
        for result in early:
            self.count(result)

    def _write(self, site: str, result: str, by: int) -> None:
        def done(tally: Tally) -> None:
            if site == self.counted_at:
                self.tally = tally
                self.counted.emit()

        future = self._calls.count(site, result, by)
        self._jobs.when_done(future, self, done=done, failed=self._on_failed)

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(sentence(error))
