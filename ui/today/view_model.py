"""What Today shows: the rows, which of them are wished, and the one that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.worklist import Due, Reason
from app.errors import YarrowError
from resources.words import sentence
from ui.asking import OneAtATime
from ui.jobs import Jobs
from ui.lazily import Lazily
from ui.names import Names
from ui.today.wording import Ring, Wording, key_of
from ui.widgets.worklist_rows import WorkGroup

ALL = "all"
_MINUTE_MS = 60_000
_MOST_ONLY_HERE = 5


@dataclass(frozen=True, slots=True)
class TodayCalls:
    """What Today asks for: the list, the time with its offset, names of places, whom to ring, and
    the name of the vault's person.
    """

    worklist: Callable[[], Future[Sequence[Due]]]
    now: Callable[[], datetime]
    place_name: Callable[[str], str]
    ring: Ring
    who: str = ""


class TodayViewModel(QObject):
    """The rows in the order they came. `refresh` asks for them anew; so does every full minute.

    Signals: `changed()` when rows, filter or names became others; `chosen_changed()`;
    `counted(int)` with the number of all rows.
    """

    changed = Signal()
    chosen_changed = Signal()
    counted = Signal(int)

    def __init__(
        self,
        calls: TodayCalls,
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        names: Names | None = None,
    ) -> None:
        super().__init__(parent)
        self.names = names or Names(parent=self)
        self.names.changed.connect(self._on_names)
        self._calls = calls
        self._dues: tuple[Due, ...] = ()
        self._by_key: dict[str, Due] = {}
        self._chosen = ""
        self.filter, self.is_mine = ALL, False
        self.problem = ""
        self.is_loaded = False
        self._asking = OneAtATime(
            calls.worklist, jobs, self, done=self._on_rows, failed=self._on_failed
        )
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()

    @property
    def shows_initials(self) -> bool:
        """Whether initials stand in place of names."""
        return self.names.are_initials

    @property
    def wording(self) -> Wording:
        """The words for rows as they are now."""
        calls = self._calls
        return Wording(calls.now(), calls.place_name, calls.ring, initials=self.shows_initials)

    @property
    def groups(self) -> tuple[WorkGroup, ...]:
        """The rows of the filter under their heads."""
        wording = self.wording
        shown: dict[str, list[Due]] = {}
        for due in self._wished():
            if self.filter in (ALL, due.reason._value_):
                shown.setdefault(wording.head(due), []).append(due)
        return tuple(
            WorkGroup(head, Lazily(rows, wording.row, key_of)) for head, rows in shown.items()
        )

    @property
    def counts(self) -> Counter[str]:
        """How many rows each filter would show."""
        wished = self._wished()
        counts = Counter(due.reason._value_ for due in wished)
        counts[ALL] = len(wished)
        return counts

    @property
    def has_others(self) -> bool:
        """Whether a colleague has a referral that stands here."""
        return any(not self._is_mine(due) for due in self._dues)

    @property
    def chosen(self) -> Due | None:
        """What the chosen row is about."""
        return self.due(self._chosen)

    @property
    def chosen_key(self) -> str:
        """The key of the chosen row, or an empty text."""
        return self._chosen

    @property
    def only_here(self) -> tuple[int, int]:
        """How many records are only on this PC, and since when (ms; 0 for none)."""
        rows = [due for due in self._dues if due.reason is Reason.ONLY_HERE]
        return sum(due.count for due in rows), min((due.since_ms for due in rows), default=0)

    def due(self, key: str) -> Due | None:
        """What a row is about, or None if it has gone."""
        return self._by_key.get(key)

    def refresh(self) -> None:
        """Ask for the rows; while an answer is on its way, once more after it."""
        self._asking.ask()

    def look(self) -> None:
        """Ask for the rows unless they are on their way."""
        self._asking.look()

    def choose(self, key: str) -> None:
        """Let the panel show another row."""
        if key != self._chosen:
            self._chosen = key
            self.chosen_changed.emit()

    def choose_filter(self, key: str) -> None:
        """Show only rows of one reason, or all."""
        self.filter = key
        self.changed.emit()

    def show_mine(self, *, only: bool) -> None:
        """Leave out what a colleague has, or show the whole team's again."""
        self.is_mine = only
        if self.filter != ALL and not self.counts[self.filter]:
            self.filter = ALL
        self.changed.emit()

    def show_initials(self, *, shown: bool) -> None:
        """Show initials in place of names, or names again."""
        self.names.show_initials(shown=shown)

    def _wished(self) -> Sequence[Due]:
        return [each for each in self._dues if self._is_mine(each)] if self.is_mine else self._dues

    def _is_mine(self, due: Due) -> bool:
        """Whether nobody else has it; what is offered to someone is everybody's to see."""
        said = due.referred
        return said is None or bool(said.offered_to) or said.worker in ("", self._calls.who)

    def _on_names(self) -> None:
        self.changed.emit()
        self.chosen_changed.emit()

    def _on_rows(self, dues: Sequence[Due]) -> None:
        self._dues, self.problem, self.is_loaded = folded(dues), "", True
        self._by_key = {key_of(due): due for due in self._dues}
        if self.filter != ALL and not self.counts[self.filter]:
            self.filter = ALL
        self._tell()
        self.counted.emit(len(self._dues))

    def _on_failed(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.chosen_changed.emit()


def folded(dues: Sequence[Due]) -> tuple[Due, ...]:
    """The rows, with many files that are only here as one: they all lead to the same page.

    `fields` of that one holds the references of the files.
    """
    only_here = [due for due in dues if due.reason is Reason.ONLY_HERE]
    if len(only_here) <= _MOST_ONLY_HERE:
        return tuple(dues)
    together = Due(
        Reason.ONLY_HERE,
        None,
        b"",
        min(due.since_ms for due in only_here),
        count=sum(due.count for due in only_here),
        fields=tuple(due.record.hex() for due in only_here),
    )
    return (*(due for due in dues if due.reason is not Reason.ONLY_HERE), together)
