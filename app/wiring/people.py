"""Joins People: the list of all files, and the filter above it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.people import PersonRow
from app.usecases import looking, people
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
        self.page = PeoplePage(self.model, desk.theme, now=desk.now, names=desk.names)
        self.place = Place("people", "People", "people", 3, self.page)
        self.page.opened.connect(self._open)
        self.page.new_wanted.connect(self._want_new)

    def _numbers(self) -> Future[Sequence[int]]:
        self._desk.note(lambda session: looking.note_list(session, "person"))

        def work(reading: VaultReading) -> Sequence[int]:
            return reading.list_ids("person")

        return self._desk.read(work)

    def _rows(self, numbers: Sequence[int]) -> Future[Sequence[PersonRow]]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> Sequence[PersonRow]:
            return people.rows(reading, numbers, today=today)

        return self._desk.read(work)

    def _search(self, words: str) -> Future[Sequence[PersonRow]]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> Sequence[PersonRow]:
            found = [hit.record for hit in reading.find(words, most=_MOST_FOUND)]
            return [
                people.row_of(record, today=today) for record in found if record.kind == "person"
            ]

        return self._desk.read(work)

    def _open(self, key: str) -> None:
        self._desk.file_wanted.emit(bytes.fromhex(key))

    def _want_new(self) -> None:
        self._desk.place_wanted.emit("new")
