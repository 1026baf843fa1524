"""Joins the correction of a saved record: its form with its answers, and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import cached_property, partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.correcting import CORRECTS, Corrected, unpack
from app.domain.drafting import REASON
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.forms import fields, library
from app.forms.stored_words import field_of, in_words
from app.ports import Draft
from app.usecases import editing
from app.usecases.access import veiling
from app.usecases.person import people
from app.wiring.desk import Desk
from app.wiring.drafting import draft_calls
from app.wiring.person.own_record import copy_for_own_record
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.frame.place import Place
from ui.identify.correcting import CorrectionCalls, CorrectionViewModel
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.widgets.label import Label

Begun = tuple[Corrected, PersonRow | None]


class CorrectingWiring(QObject):
    """The place where a saved identification is corrected; its page is made when first wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.place = Place(
            *("correct", "People", "people", None),
            widget=lambda: self._ground,
            panel=lambda: self._beside,
            under="person",
            heading="Correct answers",
        )
        self._model: CorrectionViewModel | None = None

    @cached_property
    def _ground(self) -> QFrame:
        return _empty()

    @cached_property
    def _beside(self) -> QFrame:
        return _empty()

    def open(self, id: bytes) -> None:
        """Show a saved record's form with its answers."""
        today = self._desk.now().date()

        def work(reading: VaultReading) -> Begun:
            record = editing.find_to_change(reading, id)
            form = editing.form_of(record)
            stands = editing.known_to(form, fields.from_fields(form, record.fields))
            of = Corrected(record.id, record.subject, stands, record.heads)
            return of, people.file_row(reading, record.subject, today=today)

        def done(begun: Begun) -> None:
            of, person = begun
            model = self._made()
            self._desk.place_wanted.emit("correct")
            if model.of is None or model.of.record != of.record:
                model.begin(of, person=person)

        self._desk.jobs.when_done(
            self._desk.read(work), self, done=done, failed=self._desk.refused.emit
        )

    def resume(self, draft: Draft, *, asks: bool = False) -> None:
        """Take up a correction where it was left, unless its file has closed meanwhile.

        With `asks` the box that asks for the reason lies over it again.
        """
        today = self._desk.now().date()

        def work(reading: VaultReading) -> PersonRow | None:
            if draft.subject is None:
                return None
            veiling.require_open(reading, draft.subject)
            return people.file_row(reading, draft.subject, today=today)

        def done(person: PersonRow | None) -> None:
            model = self._made()
            self._desk.place_wanted.emit("correct")
            model.resume(draft, person=person)
            if asks:
                model.save()

        self._desk.jobs.when_done(
            self._desk.read(work), self, done=done, failed=self._desk.refused.emit
        )

    def save(self) -> None:
        """Ask for the reason and save."""
        if self._model is not None:
            self._model.save()

    def undo(self) -> None:
        """Take the last answer back."""
        if self._model is not None:
            self._model.undo()

    def close(self) -> bool:
        """Show nothing more of what is being corrected; whether it was on the screen."""
        if self._model is None:
            return False
        self._model.leave()
        return self._ground.isVisible()

    def keep_now(self) -> None:
        """Hand what is being corrected to the vault as a draft."""
        if self._model is not None:
            self._model.keep_now()

    @property
    def model(self) -> CorrectionViewModel | None:
        """The page's state, None as long as nothing was corrected in this session."""
        return self._model

    def ask(self, edits: Mapping[str, Value]) -> AskBox | None:
        """Ask why these answers are corrected."""
        desk, model = self._desk, self._model
        if desk.host is None or model is None or model.of is None:
            return None
        field, words = words_field("Why", desk.theme, help_text="It stays in the history")
        lines = _in_words(model.of.stands, edits)
        box = AskBox(
            desk.host,
            desk.theme,
            title="Correct answers",
            text="What stood there stays readable in the history, with your reason.",
            verb="Save the correction",
            fields={"reason": field},
            parts=[Label(line, "small", wraps=True) for line in lines],
        )

        def start() -> Future[None] | None:
            reason = words.toPlainText().strip()
            if not reason:
                box.point_out("reason", "Say why it is corrected.")
                return None
            future = model.correct(edits, reason)
            if future is not None:
                desk.jobs.when_done(future, model, done=_nothing, failed=model.refuse)
            return future

        run_box(box, desk.jobs, start, lambda _nothing: model.end())
        desk.hold_box(box, REASON, subject=model.of.subject, about=model.of.record.hex())
        return box

    def _made(self) -> CorrectionViewModel:
        if self._model is not None:
            return self._model
        desk = self._desk
        model = self._model = CorrectionViewModel(
            library.latest("identification"),
            library.latest("person"),
            CorrectionCalls(self._correct, draft_calls(desk)),
            desk.jobs,
            training=desk.vault.is_training,
            numbers=desk.numbers,
            parent=self,
        )
        page = IdentifyPage(model, desk.directory.sites_on(desk.now().date()), desk.theme)
        page.growth.finish()
        page.keep_person()
        panel = IdentifyPanel(model, desk.theme)
        panel.save_button.setText("Save correction")
        panel.save_button.setAccessibleName("Save correction")
        panel.copy_wanted.connect(self._copy)
        _put(self._ground, page)
        _put(self._beside, panel)
        model.failed.connect(desk.told)
        model.reason_wanted.connect(self.ask)
        model.unchanged.connect(partial(desk.told.emit, "Nothing was changed yet."))
        model.corrected.connect(self._on_corrected)
        return model

    def _copy(self, text: str) -> None:
        of = None if self._model is None else self._model.of
        if of is not None:
            copy_for_own_record(self._desk, text, subject=of.subject, record=of.record)

    def _correct(
        self, of: Corrected, edits: Mapping[str, Value], reason: str, draft: bytes | None
    ) -> Future[None]:
        def work(session: VaultSession) -> None:
            editing.edit(session, of.record, edits, seen=of.heads, reason=reason)
            if draft is not None:
                session.drop_draft(draft)

        return self._desk.write(work)

    def _on_corrected(self, subject: object) -> None:
        self._desk.saved.emit(subject)
        self._desk.file_wanted.emit(subject)
        self._desk.told.emit("Corrected, on this PC.")


def is_correction(draft: Draft) -> bool:
    """Whether a draft corrects a saved record rather than being one of its own."""
    return isinstance(draft.answers.get(CORRECTS), dict)


def is_correction_of(draft: Draft, record: str) -> bool:
    """Whether a draft corrects the record with this id in hex."""
    of = unpack(draft.answers.get(CORRECTS)) if is_correction(draft) else None
    return of is not None and of.record.hex() == record


def _in_words(stands: Mapping[str, Value], edits: Mapping[str, Value]) -> list[str]:
    lines = []
    for name, value in edits.items():
        asked = field_of("identification", name)
        label = asked.label if asked is not None else name
        before = in_words(stands.get(name), asked)
        lines.append(f"{label}: {before} → {in_words(value, asked)}")
    return lines


def _empty() -> QFrame:
    ground = QFrame()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    return ground


def _put(ground: QFrame, widget: QWidget) -> None:
    layout = ground.layout()
    if layout is not None:
        layout.addWidget(widget)
        widget.show()


def _nothing(_: None) -> None:
    """The box tells of success."""
