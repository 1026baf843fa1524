"""Joins the children and the other person of a file: their boxes, and what is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.encoding import Value
from app.domain.masking import CHILD, OTHER_PERSON
from app.domain.people import reference
from app.domain.records import Record
from app.forms import library
from app.usecases import editing, recording
from app.usecases.access.veiling import require_open
from app.usecases.person import family
from app.usecases.person.family import Apart
from app.usecases.person.files import answers_of
from app.usecases.recording import LINK
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.record_box import RecordBox, RecordWish
from ui.boxes.running import run_box, words_field
from ui.widgets.button import Button

OPEN_APART = "open_apart"
KINDS = (CHILD, OTHER_PERSON, OPEN_APART)
"""The kinds of boxes in which words are kept; about a record, or about nothing for a new one."""
_TITLES = {
    CHILD: ("One more child", "Change what is known of a child"),
    OTHER_PERSON: ("The other person, kept apart", "The other person, kept apart"),
}
_TEXTS = {
    CHILD: "Nothing is needed. It stands in this file alone and comes up in no search.",
    OTHER_PERSON: "It stands in this file alone and comes up in no list and no search.",
}


class FamilyWiring(QObject):
    """Opens the boxes over the page of a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def add(self, subject: bytes, kind: str) -> None:
        """Ask for one more child, or for the other person."""

        def save(answers: Mapping[str, Value], _why: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                require_open(session, subject)
                given = _linked(session, answers)
                recording.record(session, kind, given, subject=subject)

            return self._desk.write(work)

        self._ask(subject, kind, {}, save)

    def change_child(self, id: bytes) -> None:
        """Show what is known of a child, to change it."""

        def work(reading: VaultReading) -> Record:
            record = editing.find(reading, id)
            require_open(reading, record.subject)
            return record

        self._when_read(
            self._desk.read(work), lambda record: self._change(record, answers_of(record))
        )

    def open_other(self, subject: bytes, id: bytes) -> None:
        """Ask for a reason, then open what is kept apart."""
        desk = self._desk
        if desk.host is None:
            return
        field, words = words_field(
            "Why you need it now", desk.theme, help_text="Shown to your lead"
        )
        box = AskBox(
            desk.host,
            desk.theme,
            title="Open what is kept apart",
            text="Who the other person is stands in a record of its own. That you looked is kept.",
            verb="Open it",
            fields={"reason": field},
        )

        def start() -> Future[Apart]:
            reason = words.toPlainText()
            return desk.write(lambda session: family.open_apart(session, id, reason))

        run_box(box, desk.jobs, start, self._show_apart)
        desk.hold_box(box, OPEN_APART, subject=subject, about=id.hex())

    def open_box(self, kind: str, subject: bytes, about: str) -> bool:
        """Open a box again in which words were left."""
        if kind not in KINDS:
            return False
        if not about:
            self.add(subject, kind)
        elif kind == CHILD:
            self.change_child(bytes.fromhex(about))
        else:
            self.open_other(subject, bytes.fromhex(about))
        return True

    def _show_apart(self, apart: Apart) -> None:
        parts = []
        if apart.file is not None:
            file = apart.file
            button = Button(
                f"Open their own file, {reference(file)}", self._desk.theme, icon="user"
            )
            parts.append(button)
        box = self._change(apart.record, apart.answers, parts=parts)
        for button in parts:
            button.clicked.connect(lambda: self._go_to(box, file))

    def _go_to(self, box: RecordBox | None, file: bytes) -> None:
        if box is not None:
            box.box.close_overlay()
        self._desk.file_wanted.emit(file)

    def _change(
        self, record: Record, answers: Mapping[str, Value], *, parts: list[Button] | None = None
    ) -> RecordBox | None:
        def save(changed: Mapping[str, Value], why: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                given = _linked(session, changed)
                editing.edit(session, record.id, given, seen=record.heads, reason=why)

            return self._desk.write(work)

        return self._ask(
            record.subject, record.kind, answers, save, about=record.id.hex(), parts=parts
        )

    def _ask(
        self,
        subject: bytes,
        kind: str,
        answers: Mapping[str, Value],
        save: Callable[[Mapping[str, Value], str], Future[None]],
        *,
        about: str = "",
        parts: list[Button] | None = None,
    ) -> RecordBox | None:
        desk = self._desk
        if desk.host is None:
            return None
        wish = RecordWish(
            _TITLES[kind][bool(about)],
            f"File {reference(subject)}. {_TEXTS[kind]}",
            library.latest(kind),
            desk.now(),
            answers,
            kept=(LINK,),
            needs_why=bool(about),
        )

        def done() -> None:
            desk.saved.emit(subject)
            desk.told.emit("Saved.")

        box = RecordBox(desk.host, desk.theme, desk.jobs, wish, save, done=done, parts=parts or ())
        desk.hold_box(box.box, kind, subject=subject, about=about)
        return box

    def _when_read(self, answer: Future[Record], done: Callable[[Record], object]) -> None:
        self._desk.jobs.when_done(answer, self, done=done, failed=self._desk.refused.emit)


def _linked(reading: VaultReading, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as they are stored, a file by its id where its reference or number was typed."""
    typed = answers.get(LINK)
    given = {name: value for name, value in answers.items() if value is not None or name != LINK}
    if isinstance(typed, str):
        given[LINK] = family.file_named(reading, typed).hex()
    elif LINK in answers:
        given[LINK] = None
    return given
