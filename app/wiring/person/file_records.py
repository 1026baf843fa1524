"""Joins the plain records of a file to their box: one form, asked field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject

from app.domain.around import CONFIDANT, WATCHED
from app.domain.duty import KIND as DUTY
from app.domain.encoding import Value
from app.domain.people import reference
from app.domain.records import Record
from app.forms import library
from app.forms.definition import Form
from app.forms.own_kinds import is_own_kind
from app.usecases import editing, recording
from app.usecases.access.veiling import require_open
from app.usecases.person import duties
from app.usecases.person.files import answers_of
from app.usecases.recording import INJURY
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.record_box import RecordBox, RecordWish
from ui.person.asking import PersonAsking

T = TypeVar("T")
NOT_ANY_MORE = "not_any_more"
KINDS = (CONFIDANT, WATCHED, DUTY, INJURY, NOT_ANY_MORE)
_TITLES = {
    CONFIDANT: ("Who may know, or must not", "Change who may know, or must not"),
    WATCHED: ("What may be watched", "What may be watched"),
    DUTY: ("Report by law", "Report by law"),
}
_TEXTS = {
    CONFIDANT: "Shown where contact is made. Who must not know is looked for in all that leaves.",
    WATCHED: "A phone that is looked through is rung, never written to. Ask only when alone.",
}
_UNASKED = ("identification",)


def is_box(kind: str) -> bool:
    """Whether words are kept in a box of this kind; about a record, or nothing for a new one."""
    return kind in KINDS or is_own_kind(kind)


class FileRecordsWiring(QObject):
    """Opens the boxes over the page of a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def add(
        self, subject: bytes, kind: str, *, begun: Mapping[str, Value] | None = None, of: str = ""
    ) -> None:
        """Ask for one more record of this kind, which begins with what is known already.

        `of` is the key of what it is about, for the words that are left in its box.
        """
        start = begun or {}

        def save(answers: Mapping[str, Value], _why: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                require_open(session, subject)
                given = _given({**start, **answers})
                recording.record(session, kind, given, subject=subject)

            return self._desk.write(work)

        self._ask(subject, kind, start, save, about=of, is_new=True)

    def duty(self, subject: bytes, about: bytes | None = None) -> None:
        """Ask for a report by law about an identification, or go on with one that was begun."""

        def work(reading: VaultReading) -> Record | dict[str, Value]:
            require_open(reading, subject)
            record = reading.record(about) if about is not None else None
            if record is not None and record.kind == DUTY:
                return record
            return duties.begun(reading, about or b"")

        def done(found: Record | dict[str, Value]) -> None:
            if isinstance(found, Record):
                self._change(found)
            else:
                self.add(subject, DUTY, begun=found, of=about.hex() if about is not None else "")

        self._when_read(self._desk.read(work), done)

    def injury(self, subject: bytes) -> None:
        """Ask for an injury, seen just now unless another time is said."""
        now = self._desk.now().isoformat(timespec="minutes")
        self.add(subject, INJURY, begun={"seen_at": now})

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
                today = self._desk.now().date().isoformat()
                self.add(subject, WATCHED, begun={"checked_on": today})
            else:
                self._change(found)

        self._when_read(self._desk.read(work), done)

    def put_away(self, id: bytes) -> None:
        """Ask why a record counts no more."""
        self._with(id, self._put_away)

    def open_box(self, kind: str, subject: bytes, about: str) -> bool:
        """Open a box again in which words were left."""
        if not is_box(kind):
            return False
        if kind == DUTY:
            self.duty(subject, bytes.fromhex(about) if about else None)
        elif kind == INJURY and not about:
            self.injury(subject)
        elif kind == NOT_ANY_MORE:
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

        form = editing.reading_form(record)
        answers, about = answers_of(record), record.id.hex()
        self._ask(record.subject, record.kind, answers, save, about=about, form=form)

    def _ask(
        self,
        subject: bytes,
        kind: str,
        answers: Mapping[str, Value],
        save: Callable[[Mapping[str, Value], str], Future[None]],
        *,
        about: str = "",
        is_new: bool = False,
        form: Form | None = None,
    ) -> None:
        desk = self._desk
        if desk.host is None:
            return
        form = form or library.latest(kind)
        new, old = _TITLES.get(kind, (form.title, form.title))
        text = _TEXTS.get(kind) or " ".join(filter(None, (form.hint, form.credit)))
        wish = RecordWish(
            new if is_new else old,
            f"File {reference(subject)}. {text}",
            form,
            desk.now(),
            answers,
            needs_why=not is_new,
            unasked=_UNASKED,
        )
        told = self._told(subject)
        box = RecordBox(desk.host, desk.theme, desk.jobs, wish, save, done=lambda: told("Saved."))
        desk.hold_box(box.box, kind, subject=subject, about=about)

    def _with(self, id: bytes, done: Callable[[Record], object]) -> None:
        def work(reading: VaultReading) -> Record:
            record = editing.find(reading, id)
            require_open(reading, record.subject)
            return record

        self._when_read(self._desk.read(work), done)

    def _when_read(self, answer: Future[T], done: Callable[[T], object]) -> None:
        self._desk.jobs.when_done(answer, self, done=done, failed=self._desk.refused.emit)

    def _told(self, subject: bytes) -> Callable[[str], None]:
        def told(words: str) -> None:
            self._desk.saved.emit(subject)
            self._desk.told.emit(words)

        return told


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if value is not None}
