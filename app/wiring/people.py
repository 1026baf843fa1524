"""Joins People: the list of all files, and the filter above it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject

from app.domain.people import PersonRow
from app.usecases.access import looking, veiling
from app.usecases.person import people
from app.wiring.desk import Desk
from storage.reading import VaultReading
from ui.frame.place import Place
from ui.people.page import PeoplePage
from ui.people.view_model import PeopleCalls, PeopleViewModel

_MOST_FOUND = 200


class PeopleWiring(QObject):
    """The place People."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        calls = PeopleCalls(
            numbers=self._numbers, rows=self._rows, search=self._search, drop=desk.drop
        )
        self.model = PeopleViewModel(calls, desk.jobs, parent=self)
        self.place = Place("people", "People", "people", 3, lambda: self.page)

    @cached_property
    def page(self) -> PeoplePage:
        """The list, and the line to filter it."""
        desk = self._desk
        page = PeoplePage(self.model, desk.theme, now=desk.now, names=desk.names)
        page.opened.connect(self._open)
        page.new_wanted.connect(self._want_new)
        return page

    def _numbers(self) -> Future[Sequence[int]]:
        return self._desk.read(people.numbers)

    def _rows(self, numbers: Sequence[int]) -> Future[Sequence[PersonRow]]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> Sequence[PersonRow]:
            return people.rows(reading, numbers, today=today)

        return self._noted("list", self._desk.read(work))

    def _search(self, words: str) -> Future[Sequence[PersonRow]]:
        today, finder = self._desk.now().date(), self._desk.finder

        def work(reading: VaultReading) -> Sequence[PersonRow]:
            hits = veiling.found(reading, words, most=_MOST_FOUND)
            closed = veiling.closed_files(reading)
            met = people.among(hits, today=today, closed=closed, most=_MOST_FOUND)
            found = finder.and_alike(reading, met, words, today=today, most=_MOST_FOUND)
            return people.as_files(reading, found)

        return self._noted("search", self._desk.read(work))

    def _noted(self, what: str, answer: Future[Sequence[PersonRow]]) -> Future[Sequence[PersonRow]]:
        """Write down whose rows these were, once they are there."""
        return self._desk.noted(
            answer, lambda session, rows: looking.note_people(session, what, rows)
        )

    def _open(self, key: str) -> None:
        self._desk.file_wanted.emit(bytes.fromhex(key))

    def _want_new(self) -> None:
        self._desk.place_wanted.emit("new")
