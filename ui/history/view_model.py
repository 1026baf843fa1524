"""What a history shows: one page of it at a time, and the way to older and newer ones."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.history import Mark, Page
from app.errors import YarrowError
from resources.words import sentence
from ui.history.wording import HistoryWording
from ui.jobs import Jobs
from ui.widgets.timeline_items import TimelineItem


@dataclass(frozen=True, slots=True)
class HistoryCalls:
    """What a history asks for: the page older than a mark, the newest for None; time and places."""

    load: Callable[[Mark | None], Future[Page]]
    now: Callable[[], datetime]
    place_name: Callable[[str], str]


class HistoryViewModel(QObject):
    """Never more than one page, however long the history is.

    Signals: `changed()` when another page is shown, or the reason why none is.
    """

    changed = Signal()

    def __init__(
        self,
        calls: HistoryCalls,
        jobs: Jobs,
        *,
        whole_file: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls, self._jobs, self._whole_file = calls, jobs, whole_file
        self._page: Page | None = None
        self._starts: list[Mark | None] = [None]
        self._generation = 0
        self.problem = ""

    @property
    def is_loaded(self) -> bool:
        """Whether a page has come."""
        return self._page is not None

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """The entries of this page in words, newest first."""
        if self._page is None:
            return ()
        calls = self._calls
        wording = HistoryWording(calls.now(), self._whole_file, calls.place_name)
        return tuple(wording.items(self._page.entries))

    @property
    def has_older(self) -> bool:
        """Whether anything older is known."""
        return self._page is not None and self._page.older is not None

    @property
    def has_newer(self) -> bool:
        """Whether this is not the newest page."""
        return len(self._starts) > 1

    def show_newest(self) -> None:
        """Read the first page."""
        self._starts = [None]
        self._load()

    def show_older(self) -> None:
        """Go on to the page before."""
        if self._page is not None and self._page.older is not None:
            self._starts.append(self._page.older)
            self._load()

    def show_newer(self) -> None:
        """Go back to the page after."""
        if self.has_newer:
            self._starts.pop()
            self._load()

    def _load(self) -> None:
        self._generation += 1
        generation = self._generation

        def done(page: Page) -> None:
            if generation == self._generation:
                self._page, self.problem = page, ""
                self.changed.emit()

        def failed(error: YarrowError) -> None:
            if generation == self._generation:
                self._page, self.problem = None, sentence(error)
                self.changed.emit()

        self._jobs.when_done(self._calls.load(self._starts[-1]), self, done=done, failed=failed)
