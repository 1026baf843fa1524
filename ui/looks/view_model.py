"""What the box Who saw what shows: one page of lines, and what they are sought by."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.history import Mark
from app.domain.looks import Choices, Seen, SeenPage, Sought
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
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
        self.problem = ""
        self._page: SeenPage | None = None
        self._starts: list[Mark | None] = [None]
        self._generation = 0

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """The lines of this page in words, newest first."""
        return () if self._page is None else tuple(items(self._page.lines, self._calls.now()))

    @property
    def is_empty(self) -> bool:
        """Whether there is no line of what is sought."""
        return self._page is not None and not self._page.lines

    @property
    def has_older(self) -> bool:
        """Whether anything older is known."""
        return self._page is not None and self._page.older is not None

    @property
    def has_newer(self) -> bool:
        """Whether this is not the newest page."""
        return len(self._starts) > 1

    def line(self, key: str | None) -> Seen | None:
        """A line of this page by its item's key."""
        number = int(key) if key is not None and key.isdecimal() else -1
        lines = () if self._page is None else self._page.lines
        return lines[number] if 0 <= number < len(lines) else None

    def start(self) -> None:
        """Read the newest page, and whose lines there are."""
        self._jobs.when_done(self._calls.choices(), self, done=self._on_offers, failed=self._fail)
        self._show_newest()

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

    def _seek(self, sought: Sought) -> None:
        if sought != self.sought:
            self.sought = sought
            self._show_newest()

    def _show_newest(self) -> None:
        self._starts = [None]
        self._load()

    def _load(self) -> None:
        self._generation += 1
        generation = self._generation

        def done(page: SeenPage) -> None:
            if generation == self._generation:
                self._page, self.problem = page, ""
                self.changed.emit()

        def failed(error: YarrowError) -> None:
            if generation == self._generation:
                self._fail(error)

        answer = self._calls.load(self.sought, self._starts[-1])
        self._jobs.when_done(answer, self, done=done, failed=failed)

    def _on_offers(self, offers: Choices) -> None:
        self.offers = offers
        self.offered.emit()

    def _fail(self, error: YarrowError) -> None:
        self._page, self.problem = None, sentence(error)
        self.changed.emit()
