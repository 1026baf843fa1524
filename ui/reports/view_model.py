"""Reports without their looks: which months, which place, which way, and the figures of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from app.domain.months import Span, span_between, usual_span
from app.domain.overview import Overview, Seen, SiteRow, View
from app.domain.periods import Quarter, quarter_of
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs

_BACK = 8
"""So many quarters can be chosen."""


@dataclass(frozen=True, slots=True)
class ReportCalls:
    """What the page asks of the program: the figures of a span, and the time now."""

    load: Callable[[Span], Future[Overview]]
    now: Callable[[], datetime]


class ReportsViewModel(QObject):
    """Signals: `changed()` with other figures or another way to look at them, `failed(str)` with
    a sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, calls: ReportCalls, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._jobs = calls, jobs
        self.span = usual_span(self.today)
        self.seen, self.site = Seen.REFERRED, ""
        self.shown: Overview | None = None
        self.worked_out: datetime | None = None
        self._reads = 0

    @property
    def today(self) -> date:
        """The day it is now."""
        return self._calls.now().date()

    @property
    def now(self) -> datetime:
        """The time it is now."""
        return self._calls.now()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Those that can be chosen, the oldest first."""
        found = [quarter_of(self.today)]
        while len(found) < _BACK:
            found.append(found[-1].before)
        return tuple(reversed(found))

    @property
    def is_working(self) -> bool:
        """Whether the months that are chosen are not those that are shown."""
        return self.shown is None or self.shown.span != self.span

    @property
    def view(self) -> View | None:
        """What is shown in the way that is chosen."""
        return None if self.shown is None else self.shown.views[self.seen]

    @property
    def sites(self) -> Sequence[SiteRow]:
        """The rows to show: all with their sum, or that of one place alone."""
        rows = () if self.shown is None else self.shown.sites
        own = [row for row in rows if row.code == self.site]
        return own if self.site and own else _without_lone_sum(rows)

    def refresh(self) -> None:
        """Work the figures out anew; an older answer is dropped when it comes."""
        self._reads += 1
        number = self._reads

        def done(shown: Overview) -> None:
            if number == self._reads:
                self.shown, self.worked_out = shown, self._calls.now()
                self.changed.emit()

        future = self._calls.load(self.span)
        self._jobs.when_done(future, self, done=done, failed=self._on_failed)

    def begin_at(self, quarter: Quarter) -> None:
        """Show the months from this quarter on; the end follows if it has to."""
        self._look_at(span_between(quarter, self.span.end, is_end_fixed=False))

    def end_at(self, quarter: Quarter) -> None:
        """Show the months up to this quarter; the beginning follows if it has to."""
        self._look_at(span_between(self.span.begin, quarter, is_end_fixed=True))

    def look_in(self, seen: Seen) -> None:
        """Look at the same months in another way."""
        if seen is not self.seen:
            self.seen = seen
            self.changed.emit()

    def look_at_site(self, code: str) -> None:
        """Show one place, or with an empty code all of them."""
        if code != self.site:
            self.site = code
            self.changed.emit()

    def _look_at(self, span: Span) -> None:
        self.span = span
        self.changed.emit()
        self.refresh()

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(sentence(error))


def _without_lone_sum(rows: Sequence[SiteRow]) -> Sequence[SiteRow]:
    """The sum of one place alone says the same twice."""
    several = 2
    return rows[:-1] if len(rows) == several else rows
