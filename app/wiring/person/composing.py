"""Joins the composer: a note for the file open now, its draft, and what it corrects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.domain.timeline import Item
from app.forms import library
from app.ports import Draft
from app.usecases import recording
from app.wiring.desk import Desk
from app.wiring.drafting import draft_calls
from app.wiring.person.moving import MovingWiring
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.composer.composer import Composer
from ui.composer.view_model import ComposerViewModel
from ui.forms.drafts import DraftCalls, KeptPage
from ui.person.note_place import NotePlace
from ui.person.page import PersonPage
from ui.person.wording import TimelineWording
from ui.turns import Steps

_CORRECTS = "corrects"


class ComposerWiring(QObject):
    """One composer for each file that is opened; what stood in the one before is kept first."""

    def __init__(self, desk: Desk, page: Callable[[], PersonPage], moving: MovingWiring) -> None:
        super().__init__(desk)
        moving.begun.connect(self.keep_now)
        moving.moved.connect(self._let_go_of)
        self._desk, self._find_page = desk, page
        self._subject: bytes | None = None
        self._corrects = ""
        self._model: ComposerViewModel | None = None
        self._composer: Composer | None = None
        self._place: NotePlace | None = None
        self._making = Steps(iter(()))

    def open(self, subject: bytes) -> None:
        """Begin a note for another file, or go on with the draft that is kept for it."""
        if subject == self._subject:
            return
        self._leave()
        self._subject, self._corrects = subject, ""
        note = library.latest("note")
        self._model = ComposerViewModel(
            note, subject, self._sign, self._drafts(), self._desk.jobs, parent=self
        )
        self._model.signed.connect(self._on_signed)
        self._composer = self._place = None
        self._page.hold_composer(QWidget())  # nothing of the file before stays in sight
        self._making = Steps(self._make(self._model))
        self._desk.turns.add_first(self._making)
        self._look_for_draft(subject)

    def _make(self, model: ComposerViewModel) -> Iterator[None]:
        """The composer of a file, after what there is to read of it."""
        if model is not self._model:
            return  # another file was opened meanwhile
        composer = self._composer = Composer(model, self._desk.theme)
        composer.attach_button.clicked.connect(self._page.attach_wanted)
        self._place = NotePlace(composer, self._desk.theme)
        self._place.left.connect(self._stop_correcting)
        self._page.hold_composer(self._place)
        yield

    def close(self) -> None:
        """Let go of the note and keep nothing more of it: its file is gone."""
        if self._model is not None:
            self._model.stop()
            self._model.deleteLater()
        self._subject, self._corrects = None, ""
        self._model = self._composer = self._place = None
        self._making = Steps(iter(()))
        self._page.hold_composer(QWidget())

    def sign(self) -> None:
        """Sign the note, or say which line is not ready."""
        if self._model is not None:
            self._model.sign()

    def keep_now(self) -> None:
        """Hand the note that is being written to the vault as a draft."""
        if self._model is not None:
            self._model.keep_now()

    def correct(self, item: Item) -> None:
        """Let the note that is being written correct a signed one."""
        self._making.finish()
        self._corrects = item.id.hex()
        self._show_correction(item)
        self.keep_now()
        if self._composer is not None:
            self._page.show_composer()
            self._composer.enter()

    @property
    def _page(self) -> PersonPage:
        return self._find_page()

    def _let_go_of(self, subject: object) -> None:
        """What was written for a file that moved is another's draft now, and is taken up there."""
        if subject == self._subject:
            self.close()

    def _leave(self) -> None:
        if self._model is not None:
            self._model.keep_now()
            self._model.stop()
            self._model.deleteLater()

    def _drafts(self) -> DraftCalls:
        """The vault's drafts, with what the note corrects kept beside its lines."""
        calls = draft_calls(self._desk)

        def keep(page: KeptPage) -> Future[None]:
            answers = dict(page.answers)
            if self._corrects:
                answers[_CORRECTS] = self._corrects
            return calls.keep(replace(page, answers=answers))

        return replace(calls, keep=keep)

    def _sign(self, lines: list[Value], draft: bytes | None) -> Future[bytes]:
        subject, answers = self._subject, dict[str, Value](lines=lines)
        if self._corrects:
            answers[_CORRECTS] = self._corrects

        def work(session: VaultSession) -> bytes:
            file = _file_of(session, str(answers.get(_CORRECTS, "")), subject)
            made = recording.record(session, "note", answers, subject=file)
            if draft is not None:
                session.drop_draft(draft)
            return made.subject

        return self._desk.write(work)

    def _on_signed(self, subject: object) -> None:
        self._stop_correcting()
        self._desk.saved.emit(subject)
        self._desk.told.emit("Note signed, on this PC.")

    def _stop_correcting(self) -> None:
        self._corrects = ""
        if self._place is not None:
            self._place.show_correction("")

    def _show_correction(self, item: Item) -> None:
        words = TimelineWording(self._desk.now(), str).item(item)
        if self._place is not None:
            self._place.show_correction(f"the note of {words.day} {words.time}")

    def _look_for_draft(self, subject: bytes) -> None:
        def work(reading: VaultReading) -> Sequence[Draft]:
            kept = (draft for draft in reading.drafts() if draft.subject == subject)
            return [draft for draft in kept if draft.form.startswith("note/")]

        def done(drafts: Sequence[Draft]) -> None:
            # Words that were typed while it was looked for are a draft of their own.
            is_begun = bool(self._corrects) or self._model is None or not self._model.is_blank
            if drafts and subject == self._subject and not is_begun:
                self._resume(drafts[0])

        self._desk.jobs.when_done(
            self._desk.read(work), self, done=done, failed=self._desk.refused.emit
        )

    def _resume(self, draft: Draft) -> None:
        self._making.finish()
        if self._model is None or self._composer is None or self._place is None:
            return
        corrects = draft.answers.get(_CORRECTS)
        if isinstance(corrects, str):
            self._corrects = corrects
            self._place.show_correction("an earlier note")
        self._model.resume(draft)
        if self._page.isVisible():
            self._page.show_composer()
            self._composer.enter()


def _file_of(session: VaultSession, corrects: str, subject: bytes | None) -> bytes | None:
    """A correction stands in the file of what it corrects, of several of one person."""
    record = session.record(bytes.fromhex(corrects)) if corrects else None
    return subject if record is None else record.subject
