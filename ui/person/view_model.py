"""What the page of a person shows: the file, its facts, its timeline and its clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.contact_safety import NOT_KNOWN, Safety, State
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.domain.records import Record, SyncState
from app.domain.timeline import FilePage, Item
from app.domain.worklist import Due
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.lazily import Lazily
from ui.names import Names
from ui.person.clashes import ClashWords, clashes_of
from ui.person.facts import Fact, day_to_ask_again, facts_of
from ui.person.whole_file import FileMark, WholeFile
from ui.person.wording import TimelineWording
from ui.widgets.timeline_items import TimelineItem

_LOOK_MS = 5_000
ALL, ERRORS = "all", "errors"
FILTERS: dict[str, str] = {
    ALL: "All",
    "note": "Notes",
    "identification": "Records",
    "contact": "Contact",
    "referral": "Referrals",
    "attachment": "Attachments",
    ERRORS: "In error",
}


@dataclass(frozen=True, slots=True)
class PersonCalls:
    """What the page asks for; each gives a Future.

    `load` reads a file by its subject. `mark` puts a record away with a reason. `edit` changes
    fields of the person's record that was shown, with a reason. `now` has an
    offset.
    """

    load: Callable[[bytes], Future[WholeFile]]
    mark: Callable[[bytes, str], Future[None]]
    edit: Callable[[Record, Mapping[str, Value], str], Future[None]]
    now: Callable[[], datetime]
    place_name: Callable[[str], str]


class PersonViewModel(QObject):
    """One file at a time. A late answer about the file before is dropped.

    Signals: `changed()` when the file or the filter became others; `opened(bytes)` when another
    file is shown for the first time; `closed()` when a sensitive file that was open with a reason
    closed by itself; `failed(object)` with a `YarrowError`.
    """

    changed = Signal()
    opened = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        calls: PersonCalls,
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        names: Names | None = None,
    ) -> None:
        super().__init__(parent)
        self.calls, self.jobs, self.names = calls, jobs, names or Names(parent=self)
        self.names.changed.connect(self.changed)
        self._worded: Sequence[TimelineItem] | None = None
        self._words: dict[bytes, tuple[Item, date, TimelineItem]] = {}
        self.subject: bytes | None = None
        self.file: WholeFile | None = None
        self.filter = ALL
        self.may_move = False
        self.led: frozenset[bytes] = frozenset()
        self.problem = ""
        self._generation = 0
        self._glass = QTimer(self)
        self._glass.setInterval(_LOOK_MS)
        self._glass.timeout.connect(self.look_at_glass)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look_at_clock)

    @property
    def is_closed(self) -> bool:
        """Whether the file is sensitive and shows nothing of itself now."""
        return self.page is not None and self.page.person.is_closed

    @property
    def mark(self) -> FileMark | None:
        """The file's mark, None for a file that is not sensitive or has not come."""
        return self.file.mark if self.file is not None else None

    @property
    def may_erase(self) -> bool:
        """Whether she leads the space that the file is in."""
        return self.file is not None and self.file.person.space in self.led

    @property
    def hold(self) -> str | None:
        """Why the file is on hold, as a code; None for one that is not."""
        return self.file.hold if self.file is not None else None

    @property
    def safety(self) -> Safety:
        """Whether contact is safe now, as far as it is known."""
        return self.file.safety if self.file is not None else NOT_KNOWN

    @property
    def alike(self) -> tuple[PersonRow, ...]:
        """Other files that look like the same person's."""
        return self.file.alike if self.file is not None and not self.is_closed else ()

    @property
    def referred(self) -> tuple[Due, ...]:
        """Referrals of the file that need someone."""
        return self.file.referred if self.file is not None and not self.is_closed else ()

    @property
    def parts(self) -> tuple[PersonRow, ...]:
        """Other files of the same person, shown in this one."""
        return self.page.parts if self.page is not None else ()

    @property
    def page(self) -> FilePage | None:
        """The file's page, None until it has come."""
        return self.file.page if self.file is not None else None

    @property
    def counts(self) -> Counter[str]:
        """How many items each filter would show."""
        counts = Counter(item.kind.removesuffix("_news") for item in self._items())
        counts[ALL] = len(self._items())
        counts[ERRORS] = sum(item.error is not None for item in self._items())
        return counts

    @property
    def items(self) -> Sequence[TimelineItem]:
        """The items of the filter in words, newest first; each is worded when it is looked at."""
        if self._worded is None:
            wording = TimelineWording(self.calls.now(), self.calls.place_name)
            wished = tuple(filter(self._is_wished, self._items()))
            word = partial(self._word, wording)
            self._worded = Lazily(wished, word, lambda item: item.id.hex()) if wished else ()
        return self._worded

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the newest identification says."""
        if self.page is None:
            return ()
        today = self.calls.now().date()
        return facts_of(self.page, today=today, place_name=self.calls.place_name)

    @property
    def clashes(self) -> tuple[ClashWords, ...]:
        """What is still to settle in this file."""
        if self.file is None:
            return ()
        return clashes_of(self.file.in_clash, now=self.calls.now())

    @property
    def ask_again(self) -> str:
        """The day from which to ask again, or nothing."""
        return day_to_ask_again(self.page) if self.page is not None else ""

    @property
    def only_here(self) -> int:
        """How many items no service has received."""
        return sum(item.sync is SyncState.ONLY_HERE for item in self._items())

    def item(self, key: str) -> Item | None:
        """The item with this key, or None."""
        return next((item for item in self._items() if item.id.hex() == key), None)

    def open(self, subject: bytes) -> None:
        """Show another file, or the same one anew from the top."""
        self.subject, self.file, self.filter, self.problem = subject, None, ALL, ""
        self._words.clear()
        self._change()
        self.refresh()

    def close(self) -> None:
        """Keep nothing of the file."""
        self._generation += 1
        self._glass.stop()
        self._clock.stop()
        self.subject = self.file = None
        self._words.clear()
        self._change()

    def look_at_glass(self) -> None:
        """Show nothing more of a file whose three hours are over; the clock of the PC says so."""
        until = self.mark.open_until_ms if self.mark is not None else 0
        if until and self.calls.now().timestamp() * 1000 >= until:
            self._glass.stop()
            self.file = None
            self._words.clear()
            self._change()
            self.closed.emit()
            self.refresh()

    def look_at_clock(self) -> None:
        """Read anew what holds for contact once a safe time has begun or ended."""
        safety = self.safety
        turns = safety.until if safety.state is State.SAFE else safety.next
        if turns is not None and self.calls.now() >= turns:
            self._clock.stop()
            self.refresh()

    def refresh(self) -> None:
        """Read the file anew."""
        if self.subject is None:
            return
        self._generation += 1
        generation = self._generation

        def done(file: WholeFile) -> None:
            if generation == self._generation:
                self._show(file)

        def failed(error: YarrowError) -> None:
            if generation == self._generation:
                self.problem = sentence(error)
                self._change()

        self.jobs.when_done(self.calls.load(self.subject), self, done=done, failed=failed)

    def choose_filter(self, key: str) -> None:
        """Show only items of one kind, or all."""
        if key != self.filter:
            self.filter = key
            self._change()

    def _show(self, file: WholeFile) -> None:
        is_first = self.file is None or self.is_closed != file.page.person.is_closed
        self.file, self.problem = file, ""
        if file.mark is not None and file.mark.open_until_ms:
            self._glass.start()
        else:
            self._glass.stop()
        if file.safety.until or file.safety.next:
            self._clock.start()
        else:
            self._clock.stop()
        self._change()
        if is_first:
            self.opened.emit(self.subject)

    def _change(self) -> None:
        self._worded = None
        self.changed.emit()

    def _items(self) -> Sequence[Item]:
        return self.page.items if self.page is not None else ()

    def _word(self, wording: TimelineWording, item: Item) -> TimelineItem:
        """The words that stood for it before, while nothing about it is another."""
        today = wording.now.date()
        before, day, words = self._words.get(item.id, (None, None, None))
        if words is None or before != item or day != today:
            words = wording.item(item)
            self._words[item.id] = item, today, words
        return words

    def _is_wished(self, item: Item) -> bool:
        if self.filter == ERRORS:
            return item.error is not None
        return self.filter in (ALL, item.kind.removesuffix("_news"))
