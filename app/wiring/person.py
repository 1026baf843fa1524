"""Joins the page of a person: the file, its boxes, and the composer under its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.encoding import Value
from app.domain.people import reference
from app.domain.records import Record
from app.errors import NotFound
from app.usecases import editing, files, looking, settling
from app.wiring.composing import ComposerWiring
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.frame.place import Place
from ui.person.asking import PersonAsking
from ui.person.clashes import ClashWords
from ui.person.page import PersonPage
from ui.person.view_model import PersonCalls, PersonViewModel, WholeFile
from ui.person.wording import title_of


class PersonWiring(QObject):
    """The place of one person's file; it lies under People."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        calls = PersonCalls(
            load=self._load,
            mark=self._mark,
            edit=self._edit,
            take=self._take,
            now=desk.now,
            place_name=desk.directory.name,
        )
        self.model = PersonViewModel(calls, desk.jobs, parent=self, names=desk.names)
        self.page = PersonPage(self.model, desk.theme)
        self.place = Place("person", "People", "people", None, self.page, under="people")
        self.page.edit_wanted.connect(self.edit)
        self.page.error_wanted.connect(self.mark_in_error)
        self.page.settle_wanted.connect(self.settle)
        self.page.correction_wanted.connect(self.correct)
        self.composing = ComposerWiring(desk, self.page)

    @property
    def subtitle(self) -> str:
        """The reference of the file open now; never a name."""
        return "" if self.model.subject is None else reference(self.model.subject)

    def open(self, subject: bytes) -> None:
        """Show a file, with a composer of its own under it."""
        self.model.open(subject)
        self.composing.open(subject)

    def correct(self, key: str) -> None:
        """Write a note that corrects a signed one."""
        item = self.model.item(key)
        if item is not None:
            self.composing.correct(item)

    def edit(self) -> None:
        """Ask for name, number and day of birth anew."""
        file, asking = self.model.file, self._asking()
        if file is not None and asking is not None:
            asking.person(file.person, lambda answers: self._edit(file.person, answers))

    def mark_in_error(self, key: str) -> None:
        """Ask why an item was entered in error."""
        item, asking = self.model.item(key), self._asking()
        if item is not None and asking is not None:
            asking.in_error(title_of(item), lambda reason: self._mark(item.id, reason))

    def settle(self, clash: ClashWords) -> None:
        """Ask which version is to stand."""
        asking = self._asking()
        if asking is not None:
            asking.settle(clash, lambda change: self._take(clash, change))

    def _asking(self) -> PersonAsking | None:
        desk = self._desk
        if desk.host is None:
            return None
        return PersonAsking(desk.host, desk.theme, desk.jobs, done=self._on_done)

    def _on_done(self, words: str) -> None:
        self._desk.saved.emit(self.model.subject)
        self._desk.told.emit(words)

    def _load(self, subject: bytes) -> Future[WholeFile]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> WholeFile:
            page = files.page(reading, subject, today=today)
            person = reading.record(subject)
            if person is None:
                raise NotFound("records.no_such_file")
            in_clash = tuple(each for each in reading.records_of(subject) if each.clashes)
            return WholeFile(page, person, in_clash)

        future = self._desk.read(work)
        future.add_done_callback(self._note_view)
        return future

    def _note_view(self, future: Future[WholeFile]) -> None:
        if not future.cancelled() and future.exception() is None:
            person = future.result().person
            self._desk.note(lambda session: looking.note_view(session, person))

    def _mark(self, id: bytes, reason: str) -> Future[None]:
        def work(session: VaultSession) -> None:
            editing.mark_in_error(session, editing.find(session, id), reason)

        return self._desk.write(work)

    def _edit(self, person: Record, answers: Mapping[str, Value]) -> Future[None]:
        def work(session: VaultSession) -> None:
            editing.edit(session, person.id, answers, seen=person.heads)

        return self._desk.write(work)

    def _take(self, clash: ClashWords, change: bytes) -> Future[None]:
        def work(session: VaultSession) -> None:
            settling.take(session, clash.record, clash.field, change=change, heads=clash.heads)

        return self._desk.write(work)
