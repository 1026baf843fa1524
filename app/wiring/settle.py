"""Joins Settle: the desk where versions stand side by side until a person decides."""

from __future__ import annotations

from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject

from app.domain.clashes import Clash, Desk, Settled
from app.domain.drafting import ABOUT
from app.usecases import clashes, settling
from app.usecases.access import looking
from app.wiring.desk import Desk as SharedDesk
from app.wiring.drafting import draft_calls
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.forms.drafts import Draft as ShownDraft
from ui.frame.place import Place
from ui.settle.calls import Choice, SettleCalls
from ui.settle.page import SettlePage, SettleParts
from ui.settle.paused import Paused
from ui.settle.sides import Compared, compare
from ui.settle.third import FORM, KIND
from ui.settle.view_model import SettleViewModel

REASON = "settle_reason"
KINDS = frozenset({KIND, REASON})
"""The kinds of what is typed here and kept; both are about the key of a clash."""


class SettleWiring(QObject):
    """The place Settle."""

    def __init__(self, desk: SharedDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        calls = SettleCalls(
            load=self._load,
            compare=self._compare,
            kept=self._kept,
            settle=self._settle,
            reopen=self._reopen,
            drafts=draft_calls(desk),
        )
        self.model = SettleViewModel(calls, desk.jobs, now=desk.now, names=desk.names, parent=self)
        self.model.reason_wanted.connect(self.ask_reason)
        self.model.told.connect(desk.told)
        self.paused = Paused(self)
        self.paused.changed.connect(self._tell_of_pause)
        self._parts = SettleParts(self.model, desk.theme, owner=self)
        self.place = Place(
            *("settle", "Settle", "clash", 5), lambda: self.page, parts=self._parts.grow
        )

    @cached_property
    def page(self) -> SettlePage:
        """The list, the versions and the bar."""
        page = SettlePage(self.model, self._desk.theme, paused=self.paused, parts=self._parts)
        page.file_wanted.connect(self._desk.file_wanted)
        return page

    def open_record(self, record: bytes) -> None:
        """Go to the first clash of a record."""
        self.model.open_record(record)
        self._desk.place_wanted.emit("settle")

    def _tell_of_pause(self) -> None:
        if self.paused.count:
            self._desk.told.emit("Many things would clash at once: look at Settle.")

    def find(self, key: str) -> Future[bool]:
        """Whether a clash with this key stands still."""

        def work(reading: VaultReading) -> bool:
            record, _, field = key.partition("/")
            found = reading.record(bytes.fromhex(record))
            return found is not None and field in found.clashes

        return self._desk.read(work)

    def open_clash(self, key: str) -> None:
        """Go to one clash by its key."""
        self.model.open(key)
        self._desk.place_wanted.emit("settle")

    def ask_reason(self, choice: Choice) -> AskBox | None:
        """Ask why a version is chosen that allows more than another does."""
        desk, clash = self._desk, self.model.clash
        if desk.host is None or clash is None:
            return None
        field, reason = words_field("Why", desk.theme, help_text="It stays in the history")
        box = AskBox(
            desk.host,
            desk.theme,
            title="Say why this one is safe",
            text="It allows more than another version does. Colleagues see your reason.",
            verb="Save this version",
            fields={"reason": field},
        )

        def start() -> Future[None] | None:
            words = reason.toPlainText().strip()
            if not words:
                box.point_out("reason", "Say why before it is saved.")
                return None
            return self.model.settle_with(choice, words)

        def done(_nothing: object) -> None:
            self.model.finish()

        run_box(box, desk.jobs, start, done)
        about = clash.key
        desk.hold_box(box, REASON, subject=clash.record.subject, about=about)
        return box

    @property
    def _is_shown(self) -> bool:
        """Whether the page is in sight; else only what is to settle is read, for its count."""
        return "page" in vars(self) and self.page.isVisible()

    def _load(self) -> Future[Desk]:
        today, is_shown = self._desk.now().date(), self._is_shown

        def work(reading: VaultReading) -> Desk:
            return clashes.desk(reading, today=today, with_settled=is_shown)

        return self._desk.read(work)

    def _compare(self, clash: Clash) -> Future[Compared]:
        def work(_reading: VaultReading) -> Compared:
            return compare(clash)

        def note(session: VaultSession, _compared: Compared) -> None:
            looking.note_view(session, clash.record)

        return self._desk.noted(self._desk.read(work), note)

    def _kept(self, key: str) -> Future[ShownDraft | None]:
        def work(reading: VaultReading) -> ShownDraft | None:
            ours = (each for each in reading.drafts() if each.form == FORM)
            return next((each for each in ours if each.answers.get(ABOUT) == key), None)

        return self._desk.read(work)

    def _settle(self, choice: Choice) -> Future[None]:
        def work(session: VaultSession) -> None:
            id, field, heads, reason = choice.record, choice.field, choice.heads, choice.reason
            if choice.change is not None:
                settling.take(session, id, field, change=choice.change, heads=heads, reason=reason)
            else:
                settling.write(session, id, field, value=choice.value, heads=heads, reason=reason)
            if choice.draft is not None:
                session.drop_draft(choice.draft)

        return self._saved(self._desk.write(work))

    def _reopen(self, settled: Settled) -> Future[None]:
        def work(session: VaultSession) -> None:
            settling.reopen(session, settled.record, settled.field, settled=settled.latest.change)

        return self._saved(self._desk.write(work))

    def _saved(self, answer: Future[None]) -> Future[None]:
        """Tell everybody once it is stored; a refusal is told where it was asked for."""
        clash = self.model.clash or self.model.settled
        subject = None
        if isinstance(clash, Clash):
            subject = clash.record.subject
        elif clash is not None:
            subject = clash.subject

        def done(_nothing: None) -> None:
            self._desk.saved.emit(subject)

        self._desk.jobs.when_done(answer, self, done=done, failed=_leave)
        return answer


def _leave(_error: object) -> None:
    """The view-model tells of it."""
