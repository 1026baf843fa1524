"""What the page Sync and the chip show, and what a person may ask of the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import YarrowError
from resources.words import sentence
from ui.asking import OneAtATime
from ui.jobs import Jobs
from ui.lazily import Lazily
from ui.sync.facts import ReceiptFacts, SyncFacts, Where
from ui.sync.wording import Status, SyncWording
from ui.widgets.sync_chip import SyncState
from ui.widgets.table_model import Row

RECENT = "recent"
FILTERS: dict[str, str] = {
    RECENT: "Recent",
    Where.WAITING.value: "Waiting",
    Where.DRAFT.value: "Drafts",
    Where.RECEIVED.value: "Received",
    Where.REFUSED.value: "Needs you",
}
_MINUTE_MS = 60_000


def _no_words(_url: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class SyncCalls:
    """What the page asks for; each gives a Future.

    `exchange` talks to the service once. `check_receipt` computes the newest receipt anew;
    `send_again` lets what was refused wait again. `meet` gives the six words of who answers at an
    address. `found` makes a space: its name, the address, the words compared. `join` takes a code
    and an address. `now` has an offset. `address` is the one that IT set for this PC; `words_for`
    gives the six words that IT set for the service at an address.
    """

    facts: Callable[[], Future[SyncFacts]]
    exchange: Callable[[], Future[object]]
    check_receipt: Callable[[], Future[ReceiptFacts]]
    send_again: Callable[[], Future[object]]
    meet: Callable[[str], Future[Sequence[str]]]
    found: Callable[[str, str, str], Future[object]]
    join: Callable[[str, str], Future[object]]
    now: Callable[[], datetime]
    address: str = ""
    words_for: Callable[[str], str | None] = _no_words


class SyncViewModel(QObject):
    """The facts as last read; `refresh` reads them anew, and so does every full minute.

    Until they were read once `is_known` is false, and nothing may be said of them.

    Signals: `changed()`; `exchanged()` after each talk with the service, whether it went well.
    """

    changed = Signal()
    exchanged = Signal()

    def __init__(self, calls: SyncCalls, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calls, self.jobs = calls, jobs
        self.facts = SyncFacts()
        self.filter = RECENT
        self.problem = ""
        self.checked = ""
        self.is_running = self.is_known = False
        self._asking = OneAtATime(
            calls.facts, jobs, self, done=self._on_facts, failed=self._on_no_facts
        )
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()

    @property
    def wording(self) -> SyncWording:
        """The words for facts as they are now."""
        return SyncWording(self.calls.now())

    @property
    def chip(self) -> SyncState:
        """What the chip in the top bar says."""
        return self.wording.chip(self.facts, is_running=self.is_running)

    @property
    def status(self) -> Status:
        """The head of the page."""
        return self.wording.status(self.facts, is_running=self.is_running)

    @property
    def problems(self) -> tuple[str, ...]:
        """What stands in the way, in sentences, each once."""
        return tuple(dict.fromkeys(filter(None, (self.problem, *self.facts.problems))))

    @property
    def counts(self) -> Counter[str]:
        """How many items each filter would show."""
        return Counter(item.where.value for item in self.facts.items)

    @property
    def rows(self) -> Sequence[Row]:
        """The items of the filter, newest first; each is worded when it is looked at."""
        shown = [i for i in self.facts.items if self.filter in (RECENT, i.where.value)]
        return Lazily(list(enumerate(shown)), self.wording.row, lambda each: str(each[0]))

    def refresh(self) -> None:
        """Read the facts anew; while they are being read, once more after."""
        self._asking.ask()

    def exchange(self) -> None:
        """Talk to the service now, unless that is going on or no space is set up."""
        if self.is_running or not self.facts.is_set_up:
            return
        self.is_running = True
        self.changed.emit()
        self.jobs.when_done(
            self.calls.exchange(), self, done=self._on_exchanged, failed=self._on_not_exchanged
        )

    def check_receipt(self) -> None:
        """Check the newest receipt, and say in `checked` what that came to."""
        self.jobs.when_done(
            self.calls.check_receipt(), self, done=self._on_checked, failed=self._on_not_checked
        )

    def send_again(self) -> None:
        """Send what the service did not take once more."""
        self.jobs.when_done(
            self.calls.send_again(), self, done=self._on_released, failed=self._on_no_facts
        )

    def choose_filter(self, key: str) -> None:
        """Show only items that are in one place, or all."""
        self.filter = key
        self.changed.emit()

    def _on_checked(self, receipt: ReceiptFacts) -> None:
        self._say_checked(self.wording.checked(receipt))

    def _on_not_checked(self, error: YarrowError) -> None:
        self._say_checked(sentence(error))

    def _say_checked(self, words: str) -> None:
        self.checked = words
        self.changed.emit()

    def _on_released(self, _count: object) -> None:
        self.exchange()
        self.refresh()

    def _on_facts(self, facts: SyncFacts) -> None:
        if facts.receipt != self.facts.receipt:
            self.checked = ""
        self.facts, self.is_known = facts, True
        self.changed.emit()

    def _on_no_facts(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self.changed.emit()

    def _on_exchanged(self, _totals: object) -> None:
        self._end_exchange("")

    def _on_not_exchanged(self, error: YarrowError) -> None:
        self._end_exchange(sentence(error))

    def _end_exchange(self, problem: str) -> None:
        self.is_running, self.problem = False, problem
        self.changed.emit()
        self.exchanged.emit()
        self.refresh()
