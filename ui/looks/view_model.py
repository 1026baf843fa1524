"""What the box Who saw what shows: one page of lines, and what they are sought by."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.history import Mark
from app.domain.looks import Choices, Seen, SeenPage, Sought
from ui.jobs import Jobs
from ui.leafing import Leafing
from ui.looks.wording import Span, items, spans
from ui.widgets.timeline_items import TimelineItem

_NONE = Choices((), (), is_lead=False)


@dataclass(frozen=True, slots=True)
class LooksCalls:
    """What the box asks for; `load` and `choices` give Futures, `now` has an offset."""

    load: Callable[[Sought, Mark | None], Future[SeenPage]]
    choices: Callable[[], Future[Choices]]
    now: Callable[[], datetime]


class LooksViewModel(QObject):
    """Never more than one page. An answer that comes after something else was asked is dropped.

    Signals: `changed()` when other lines are shown, or the reason why none are; `offered()` once
    it is known whose lines there are.
    """

    changed = Signal()
    offered = Signal()

    def __init__(
        self,
        calls: LooksCalls,
        jobs: Jobs,
        *,
        subject: bytes | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls, self._jobs = calls, jobs
        self.sought = Sought(subject)
        self.offers = _NONE
        self.spans = spans(calls.now().date())
        self.leafing = Leafing(self._load, jobs, self, changed=self.changed.emit)

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """The lines of this page in words, newest first."""
        page = self.leafing.page
        return () if page is None else tuple(items(page.lines, self._calls.now()))

    @property
    def is_empty(self) -> bool:
        """Whether there is no line of what is sought."""
        page = self.leafing.page
        return page is not None and not page.lines

    def line(self, key: str | None) -> Seen | None:
        """A line of this page by its item's key."""
        number = int(key) if key is not None and key.isdecimal() else -1
        page = self.leafing.page
        lines = () if page is None else page.lines
        return lines[number] if 0 <= number < len(lines) else None

    def start(self) -> None:
        """Read the newest page, and whose lines there are."""
        told, failed = self._calls.choices(), self.leafing.fail
        self._jobs.when_done(told, self, done=self._on_offers, failed=failed)
        self.leafing.show_newest()

    def seek_author(self, author: str) -> None:
        """Only what one colleague did, everyone for nothing."""
        self._seek(replace(self.sought, author=author))

    def seek_act(self, what: str) -> None:
        """Only one act, all for nothing."""
        self._seek(replace(self.sought, what=what))

    def seek_span(self, span: Span) -> None:
        """Only some days."""
        since, until = span.bounds(self._calls.now())
        self._seek(replace(self.sought, since_ms=since, until_ms=until))

    def seek_file(self, subject: bytes | None) -> None:
        """Only what concerns one file, all files for None."""
        self._seek(replace(self.sought, subject=subject))

    def _seek(self, sought: Sought) -> None:
        if sought != self.sought:
            self.sought = sought
            self.leafing.show_newest()

    def _load(self, before: Mark | None) -> Future[SeenPage]:
        return self._calls.load(self.sought, before)

    def _on_offers(self, offers: Choices) -> None:
        self.offers = offers
        self.offered.emit()
