"""The people of the vault: their row numbers first, the rows themselves a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.people import PersonRow
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs

_Item = TypeVar("_Item")
PAGE = 100
_PAGES_KEPT = 20
_REST_MS = 120


@dataclass(frozen=True, slots=True)
class PeopleCalls:
    """What the list asks for.

    `numbers` gives the row numbers of all people, the file changed last first; `rows` the people
    with some of these numbers, in their order; `search` those whom words may mean, best first. A
    search not wanted any more is stopped by `drop`.
    """

    numbers: Callable[[], Future[Sequence[int]]]
    rows: Callable[[Sequence[int]], Future[Sequence[PersonRow]]]
    search: Callable[[str], Future[Sequence[PersonRow]]]
    drop: Callable[[Future[Sequence[PersonRow]]], object]


class PeopleViewModel(QObject):
    """A list that never holds more than some pages of people, however many there are.

    Signals: `reset()` when the list became another; `arrived(int, int)` with the first and last
    row of a page that has come.
    """

    reset = Signal()
    arrived = Signal(int, int)

    def __init__(self, calls: PeopleCalls, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._jobs = calls, jobs
        self._numbers: Sequence[int] = ()
        self._found: tuple[PersonRow, ...] | None = None
        self._pages: OrderedDict[int, Sequence[PersonRow]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._searching: Future[Sequence[PersonRow]] | None = None
        self.words = ""
        self.problem = ""
        self.is_loaded = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.refresh)

    @property
    def count(self) -> int:
        """How many people the list has now."""
        return len(self._numbers) if self._found is None else len(self._found)

    def row(self, number: int) -> PersonRow | None:
        """The person in a row; None while the page is on its way."""
        if self._found is not None:
            return self._found[number] if number < len(self._found) else None
        if number >= self.count:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def filter(self, words: str) -> None:
        """Show only whom these words may mean, once typing rests a moment; all for none."""
        if words.strip() != self.words:
            self.words = words.strip()
            self._rest.start()

    def refresh(self) -> None:
        """Ask for the list anew."""
        self._rest.stop()
        self._generation += 1
        self._drop_search()
        if self.words:
            self._searching = self._calls.search(self.words)
            self._bring(self._searching, self._show_found)
        else:
            self._bring(self._calls.numbers(), self._show_numbers)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
        self._bring(self._calls.rows(numbers), partial(self._keep, page))

    def _bring(
        self, future: Future[Sequence[_Item]], show: Callable[[Sequence[_Item]], None]
    ) -> None:
        """Take the answer home unless the list has become another meanwhile."""
        generation = self._generation

        def done(result: Sequence[_Item]) -> None:
            if generation == self._generation:
                show(result)

        def failed(error: YarrowError) -> None:
            if generation == self._generation:
                self._tell(error)

        self._jobs.when_done(future, self, done=done, failed=failed)

    def _keep(self, page: int, rows: Sequence[PersonRow]) -> None:
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self.arrived.emit(page * PAGE, page * PAGE + len(rows) - 1)

    def _show_numbers(self, numbers: Sequence[int]) -> None:
        self._found, self._numbers = None, numbers
        self._start_over()

    def _show_found(self, found: Sequence[PersonRow]) -> None:
        self._searching, self._found = None, tuple(found)
        self._start_over()

    def _start_over(self) -> None:
        self._pages.clear()
        self._asked.clear()
        self.problem, self.is_loaded = "", True
        self.reset.emit()

    def _tell(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self.reset.emit()

    def _drop_search(self) -> None:
        if self._searching is not None:
            self._calls.drop(self._searching)
            self._searching = None
