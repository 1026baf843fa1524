"""What a history shows: one page of it at a time, and the way to older and newer ones."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.history import Mark, Page
from ui.history.wording import HistoryWording
from ui.jobs import Jobs
from ui.leafing import Leafing
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
        self._calls, self._whole_file = calls, whole_file
        self.leafing = Leafing(calls.load, jobs, self, changed=self.changed.emit)

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """The entries of this page in words, newest first."""
        page = self.leafing.page
        if page is None:
            return ()
        calls = self._calls
        wording = HistoryWording(calls.now(), self._whole_file, calls.place_name)
        return tuple(wording.items(page.entries))
