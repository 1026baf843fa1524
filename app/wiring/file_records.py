"""Joins the plain records of a file to their box: one form, asked field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.around import CONFIDANT, WATCHED
from app.domain.encoding import Value
from app.domain.people import reference
from app.domain.records import Record
from app.forms import library
from app.usecases import editing, recording
from app.usecases.files import answers_of
from app.usecases.veiling import require_open
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.record_box import RecordBox, RecordWish
from ui.person.asking import PersonAsking

NOT_ANY_MORE = "not_any_more"
KINDS = (CONFIDANT, WATCHED, NOT_ANY_MORE)
"""The kinds of boxes in which words are kept; about a record, or about nothing for a new one."""
_TITLES = {
    CONFIDANT: ("Who may know, or must not", "Change who may know, or must not"),
    WATCHED: ("What may be watched", "What may be watched"),
}
_TEXTS = {
    CONFIDANT: "Shown where contact is made. Who must not know is looked for in all that leaves.",
    WATCHED: "A phone that is looked through is rung, never written to. Ask only when alone.",
}


class FileRecordsWiring(QObject):
    """Opens the boxes over the page of a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def add(self, subject: bytes, kind: str) -> None:
        """Ask for one more record of this kind."""

        def save(answers: Mapping[str, Value], _why: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                require_open(session, subject)
                recording.record(session, kind, _given(answers), subject=subject)

            return self._desk.write(work)

        self._ask(subject, kind, {}, save)

    def change(self, id: bytes) -> None:
        """Show what stands in a record, to change it."""
        self._with(id, self._change)

    def watched(self, subject: bytes) -> None:
        """Show what may be watched, which a file has one record of, or ask for it."""

        def work(reading: VaultReading) -> Record | None:
            require_open(reading, subject)
            return next(iter(reading.of_file(subject, WATCHED)), None)

        def done(found: Record | None) -> None:
            if found is None:
                self.add(subject, WATCHED)
            else:
                self._change(found)

        self._desk.jobs.when_done(
            self._desk.read(work), self, done=done, failed=self._desk.refused.emit
        )

    def put_away(self, id: bytes) -> None:
        """Ask why a record counts no more."""
        self._with(id, self._put_away)

    def open_box(self, kind: str, subject: bytes, about: str) -> bool:
        """Open a box again in which words were left."""
        if kind not in KINDS:
            return False
        if kind == NOT_ANY_MORE:
            self.put_away(bytes.fromhex(about))
        elif kind == WATCHED:
            self.watched(subject)
        elif about:
            self.change(bytes.fromhex(about))
        else:
            self.add(subject, kind)
        return True

    def _put_away(self, record: Record) -> None:
        desk = self._desk
        if desk.host is None:
            return

        def mark(reason: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                editing.mark_in_error(session, editing.find(session, record.id), reason)

            return desk.write(work)

        asking = PersonAsking(desk.host, desk.theme, desk.jobs, done=self._told(record.subject))
        box = asking.in_error(library.latest(record.kind).title, mark)
        desk.hold_box(box, NOT_ANY_MORE, subject=record.subject, about=record.id.hex())

    def _change(self, record: Record) -> None:
        def save(changed: Mapping[str, Value], why: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                editing.edit(session, record.id, changed, seen=record.heads, reason=why)

            return self._desk.write(work)

        self._ask(record.subject, record.kind, answers_of(record), save, about=record.id.hex())

    def _ask(
        self,
        subject: bytes,
        kind: str,
        answers: Mapping[str, Value],
        save: Callable[[Mapping[str, Value], str], Future[None]],
        *,
        about: str = "",
    ) -> None:
        desk = self._desk
        if desk.host is None:
            return
        wish = RecordWish(
            _TITLES[kind][bool(about)],
            f"File {reference(subject)}. {_TEXTS[kind]}",
            library.latest(kind),
            desk.now(),
            answers,
            needs_why=bool(about),
        )
        told = self._told(subject)
        box = RecordBox(desk.host, desk.theme, desk.jobs, wish, save, done=lambda: told("Saved."))
        desk.hold_box(box.box, kind, subject=subject, about=about)

    def _with(self, id: bytes, done: Callable[[Record], object]) -> None:
        def work(reading: VaultReading) -> Record:
            record = editing.find(reading, id)
            require_open(reading, record.subject)
            return record

        self._desk.jobs.when_done(
            self._desk.read(work), self, done=done, failed=self._desk.refused.emit
        )

    def _told(self, subject: bytes) -> Callable[[str], None]:
        def told(words: str) -> None:
            self._desk.saved.emit(subject)
            self._desk.told.emit(words)

        return told


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if value is not None}
