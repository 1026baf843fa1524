"""Joins New: the identification, its drafts, and the save that opens or continues a file."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from app.domain.attendances import Attendances
from app.domain.drafting import NewRecord
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.forms import library
from app.forms.record_safety import with_points
from app.ports import Draft
from app.usecases import recording
from app.usecases.access import looking
from app.usecases.person import attendances, joining
from app.usecases.recording import Recorded
from app.wiring.desk import Desk
from app.wiring.drafting import draft_calls
from app.wiring.person.own_record import copy_for_own_record
from storage import settings
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.frame.place import Place
from ui.identify.advice import PERSON
from ui.identify.calls import IdentifyCalls
from ui.identify.page import IdentifyPage
from ui.identify.panel import IdentifyPanel
from ui.identify.panel_parts import PanelParts
from ui.identify.view_model import IdentifyViewModel
from ui.identify.whom import Space
from ui.team.facts import TeamFacts

REMEMBERED = "new_remembered"
LOOKING = "looking"
"""The kind of box that stands for the page while it is blank."""
_SITE = "site_ods"


class NewWiring(QObject):
    """The place New.

    Signals: `accepted(object, object)` with a file and its new identification, when the person said
    yes to a referral.
    """

    accepted = Signal(object, object)

    def __init__(self, desk: Desk, remembered: Mapping[str, Value]) -> None:
        super().__init__(desk)
        self._desk, self._is_accepted = desk, False
        calls = IdentifyCalls(
            self._match, self._save, self._remember, draft_calls(desk), self._likely, self._earlier
        )
        self.model = IdentifyViewModel(
            with_points(library.latest("identification")),
            library.latest("person"),
            calls,
            desk.jobs,
            training=desk.vault.is_training,
            remembered=in_use_now(remembered, desk),
            numbers=desk.numbers,
            names=desk.names,
            parent=self,
        )
        self._parts = PanelParts(self.model, desk.theme, owner=self)
        self.place = Place(
            *("new", "New", "new", 2),
            lambda: self._page,
            panel=lambda: self.panel,
            parts=self._parts.grow,
            draft_kept=self.model.draft_kept,
        )
        self.model.saved.connect(self._on_saved)
        self.model.failed.connect(desk.told)

    @property
    def page(self) -> IdentifyPage:
        """The inputs, all of them made and shown by now."""
        self._page.be_whole()
        return self._page

    @cached_property
    def _page(self) -> IdentifyPage:
        desk = self._desk
        sites = desk.directory.sites_on(desk.now().date())
        page = IdentifyPage(self.model, sites, desk.theme)
        page.reached.connect(self.model.arrive)
        return page

    @cached_property
    def panel(self) -> IdentifyPanel:
        """What the answers mean, and the way to save them."""
        panel = IdentifyPanel(self.model, self._desk.theme, parts=self._parts)
        panel.copy_wanted.connect(self._copy)
        return panel

    def _copy(self, text: str) -> None:
        """Before it is saved there may be no file, and there is no record yet."""
        copy_for_own_record(self._desk, text, subject=self.model.whom.subject, record=None)

    @property
    def open_now(self) -> tuple[str, str] | None:
        """The words of a search on a page that is blank otherwise, to come back to it; None where
        a draft is kept.
        """
        return (LOOKING, self.model.whom.sought) if self.model.is_blank else None

    def look_again(self, words: str) -> None:
        """Look on the blank page with words that stood there at a lock."""
        self.model.whom.go_on_with(words)
        if words:
            self.model.place_asked.emit(PERSON, -1)

    def resume(self, draft: Draft, person: PersonRow | None) -> None:
        """Take up a draft where it was left."""
        self.model.resume(draft, person=person)

    def show_spaces(self, facts: TeamFacts) -> None:
        """Offer the spaces of the vault for a new file."""
        self.model.whom.show_spaces(
            [
                Space(None if each.is_home else each.id, each.title)
                for each in facts.spaces
                if each.is_home or each.may_write
            ]
        )

    def _likely(self, about: Mapping[str, Value]) -> Future[list[PersonRow]]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> list[PersonRow]:
            return self._desk.finder.likely(reading, about, today=today)

        return self._noted(self._desk.read(work))

    def _earlier(self, subject: bytes) -> Future[Attendances]:
        def note(session: VaultSession, known: Attendances) -> None:
            if known.them:
                session.note_access("view", subject, record=subject, detail="person")

        answer = self._desk.read(lambda reading: attendances.earlier(reading, subject))
        return self._desk.noted(answer, note)

    def _match(self, words: str) -> Future[list[PersonRow]]:
        today = self._desk.now().date()

        def work(reading: VaultReading) -> list[PersonRow]:
            return self._desk.finder.matches(reading, words, today=today)

        return self._noted(self._desk.read(work))

    def _noted(self, answer: Future[list[PersonRow]]) -> Future[list[PersonRow]]:
        return self._desk.noted(
            answer, lambda session, rows: looking.note_people(session, "search", rows)
        )

    def _save(self, record: NewRecord) -> Future[Recorded]:
        def work(session: VaultSession) -> Recorded:
            made = recording.record(
                session,
                record.kind,
                record.answers,
                subject=record.subject,
                about=record.about,
                space=record.space,
                safety=record.safety,
            )
            if record.subject is None:
                joining.keep_apart(session, made.subject, record.told_apart)
            if record.draft is not None:
                session.drop_draft(record.draft)
            return made

        self._is_accepted = record.answers.get("specialist_referral") == "accepted"
        return self._desk.write(work)

    def _remember(self, answers: dict[str, Value]) -> None:
        kept: dict[str, Value] = {n: value for n, value in answers.items() if value is not None}
        self._desk.note(lambda session: settings.write(session.connection, REMEMBERED, kept))

    def _on_saved(self, recorded: object) -> None:
        if isinstance(recorded, Recorded):
            self._desk.saved.emit(recorded.subject)
            self._desk.file_wanted.emit(recorded.subject)
            self._desk.told.emit("Saved on this PC.")
            if self._is_accepted:
                self.accepted.emit(recorded.subject, recorded.id)


def in_use_now(remembered: Mapping[str, Value], desk: Desk) -> dict[str, Value]:
    """The same, with the code that came after where that of the place has ended since."""
    code, answers = remembered.get(_SITE), dict(remembered)
    if isinstance(code, str):
        answers[_SITE] = desk.directory.in_use(code, desk.now().date())
    return answers


def remembered(reading: VaultReading) -> dict[str, Value]:
    """Place, role and mode of the last record made here."""
    value = settings.read(reading.connection, REMEMBERED)
    return {str(k): each for k, each in value.items()} if isinstance(value, Mapping) else {}
