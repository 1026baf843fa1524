"""Joins Today: its list, what a row does, and the box for a referral handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import cached_property, partial

from PySide6.QtCore import QDateTime, QObject, Signal
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit

from app.domain.duty import KIND as DUTY
from app.domain.people import PersonRow
from app.domain.worklist import Due, Reason
from app.forms.first_contact import counting_of, load_rule
from app.usecases import recording, today
from app.usecases.access import keeping_out
from app.usecases.ward import taking_in
from app.wiring.desk import Desk
from app.wiring.person.contacting import LOG
from app.wiring.person.guarding import LOOK, GuardWiring
from app.wiring.referrals.referring import REFER
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.frame.place import Place
from ui.referrals import actions
from ui.today.page import TodayPage
from ui.today.panel import TodayPanel
from ui.today.view_model import TodayCalls, TodayViewModel
from ui.today.wording import key_of
from ui.widgets.field import Field

HAND_OVER = "hand_over"
REFERRAL_ACTS = {
    Reason.ANSWER: actions.ANSWER,
    Reason.OFFERED: actions.ANSWER,
    Reason.TAKEN_BACK: actions.CLOSE,
    Reason.NOT_REACHED: actions.CLOSE,
    Reason.DECLINED: actions.SEE,
    Reason.NEWS: actions.SEE,
    Reason.UNANSWERED: actions.RANG,
}
"""What Enter does on a row about a referral."""


class TodayWiring(QObject):
    """The place Today and what it leads to.

    Signals: `previewed()` when the panel is to be seen.
    """

    previewed = Signal()

    def __init__(self, desk: Desk, who: str = "") -> None:
        super().__init__(desk)
        self._desk, self.guarding = desk, GuardWiring(desk)
        calls = TodayCalls(self._worklist, desk.now, desk.directory.name, desk.ring, who)
        self.model = TodayViewModel(calls, desk.jobs, parent=self, names=desk.names)
        self.place = Place(
            "today", "Today", "today", 1, lambda: self.page, panel=lambda: self.panel
        )

    @cached_property
    def page(self) -> TodayPage:
        """The list of what needs someone."""
        page = TodayPage(self.model, self._desk.theme)
        page.acted.connect(self.act)
        page.opened.connect(self.open)
        page.passed_on.connect(self.pass_on)
        page.logged.connect(self.log_contact)
        page.new_wanted.connect(self._want_new)
        page.previewed.connect(self.previewed)
        return page

    @cached_property
    def panel(self) -> TodayPanel:
        """The chosen row in full."""
        panel = TodayPanel(self.model, self._desk.theme)
        panel.acted.connect(self.act)
        panel.opened.connect(self.open)
        panel.passed_on.connect(self.pass_on)
        return panel

    def act(self, key: str) -> None:
        """Do what a row asks for."""
        due = self.model.due(key)
        if due is None:
            return
        desk = self._desk
        acts: dict[Reason, Callable[[Due], object]] = {
            Reason.REFERRAL: self._refer,
            Reason.DUTY: self._report,
            Reason.WARD_DOOR: self.have,
            Reason.FIRST_CONTACT: lambda due: self.log_contact(key_of(due)),
            Reason.GLASS: self.guarding.look,
            Reason.KEPT_OUT: self._see,
            Reason.DRAFT: lambda due: desk.draft_wanted.emit(due.record),
            Reason.CLASH: lambda due: desk.clash_wanted.emit(due.record),
            Reason.ONLY_HERE: lambda _due: desk.place_wanted.emit("sync"),
            Reason.KEPT_APART: lambda _due: desk.place_wanted.emit("sync"),
        }
        if due.reason in REFERRAL_ACTS:
            desk.referral_wanted.emit(REFERRAL_ACTS[due.reason], due.record)
        elif due.reason in acts:
            acts[due.reason](due)
        else:
            self.open(key)

    def _refer(self, due: Due) -> bool:
        if due.person is not None:
            self._desk.refer_wanted.emit(due.person.subject, due.record)
        return due.person is not None

    def _report(self, due: Due) -> bool:
        if due.person is not None:
            self._desk.duty_wanted.emit(due.person.subject, due.record)
        return due.person is not None

    def open(self, key: str) -> None:
        """Open the file that a row is about."""
        due = self.model.due(key)
        if due is not None and due.person is not None:
            self._desk.file_wanted.emit(due.person.subject)

    def log_contact(self, key: str) -> None:
        """Write down a try to reach whom a row is about."""
        due = self.model.due(key)
        if due is not None and due.person is not None:
            self._desk.contact_wanted.emit(due.person.subject)

    def _see(self, due: Due) -> None:
        """Say as a lead that one knows who is kept out."""
        desk, about = self._desk, due.record
        written = desk.write(lambda session: keeping_out.see(session, about))
        done = partial(self._on_seen, due.person)
        desk.jobs.when_done(written, self, done=done, failed=desk.refused.emit)

    def _on_seen(self, person: PersonRow | None, _none: None) -> None:
        self._desk.saved.emit(None if person is None else person.subject)
        self._desk.told.emit("Written down: you know of it.")

    def have(self, due: Due) -> None:
        """Say that somebody has what came from a ward PC, and open its file."""
        desk, mark, person = self._desk, due.record, due.person

        def done(_: None) -> None:
            if person is not None:
                desk.saved.emit(person.subject)
                desk.file_wanted.emit(person.subject)
            desk.told.emit("It is yours now; it has left Today for the whole team.")

        written = desk.write(lambda session: taking_in.note_seen(session, mark))
        desk.jobs.when_done(written, self, done=done, failed=desk.refused.emit)

    def hand_over(self, due: Due) -> AskBox | None:
        """Ask who took a referral and when, and record it."""
        desk = self._desk
        if desk.host is None or due.person is None:
            return None
        who, when = QLineEdit(), QDateTimeEdit()
        when.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        when.lineEdit().setTextMargins(desk.theme.px(6), 0, desk.theme.px(6), 0)
        now = QDateTime.fromMSecsSinceEpoch(desk.local_ms())
        when.setMaximumDateTime(now)
        when.setDateTime(now)
        ring = desk.ring
        box = AskBox(
            desk.host,
            desk.theme,
            title="Referral handed over",
            text=f"Ring {ring.who}: {ring.number}. Then write down who took it.",
            verb="Handed over",
            fields={
                "handed_over_to": Field(
                    "Who took it", who, desk.theme, help_text="Name and team, as they said it"
                ),
                "handed_over_at": Field("When", when, desk.theme),
            },
        )

        def start() -> Future[bytes]:
            at = datetime.fromtimestamp(when.dateTime().toMSecsSinceEpoch() / 1000, UTC)
            return self._record(due, who.text().strip(), at.astimezone(desk.now().tzinfo))

        subject = due.person.subject
        run_box(box, desk.jobs, start, lambda _: self._on_handed_over(subject))
        desk.hold_box(box, HAND_OVER, subject=due.person.subject, about=due.record.hex())
        return box

    def pass_on(self, key: str) -> None:
        """Write down who took a referral by phone, offer one that we have, or refer elsewhere."""
        due = self.model.due(key)
        if due is not None and due.reason is Reason.REFERRAL:
            self.hand_over(due)
        elif due is not None and due.reason in (Reason.FIRST_CONTACT, Reason.NOT_REACHED):
            self._desk.referral_wanted.emit(actions.OFFER, due.record)
        elif due is not None and due.reason is Reason.UNANSWERED and due.person is not None:
            self._desk.refer_wanted.emit(due.person.subject, None)

    def open_box(self, kind: str, about: str) -> bool:
        """Open the box of a row again, once the list is here; False if the row has gone."""
        if kind == LOG:
            self._desk.contact_wanted.emit(bytes.fromhex(about))
            return True
        if kind in actions.ACTIONS:
            self._desk.referral_wanted.emit(kind, bytes.fromhex(about))
            return True
        if kind == REFER:
            due = self.model.due(f"{Reason.REFERRAL.value}:{about}")
            return due is not None and self._refer(due)
        if kind == DUTY:
            due = self.model.due(f"{Reason.DUTY.value}:{about}")
            return due is not None and self._report(due)
        acts = {HAND_OVER: self.hand_over, LOOK: self.guarding.look}
        reasons = {HAND_OVER: Reason.REFERRAL, LOOK: Reason.GLASS}
        if kind not in acts:
            return False
        due = self.model.due(f"{reasons[kind].value}:{about}")
        return due is not None and acts[kind](due) is not None

    def _record(self, due: Due, who: str, at: datetime) -> Future[bytes]:
        subject = due.person.subject if due.person is not None else None
        answers = {
            "identification": due.record.hex(),
            "handed_over_to": who,
            "handed_over_at": at.isoformat(timespec="seconds"),
        }

        def work(session: VaultSession) -> bytes:
            return recording.record(session, "referral", answers, subject=subject).subject

        return self._desk.write(work)

    def _on_handed_over(self, subject: bytes) -> None:
        self._desk.saved.emit(subject)
        self._desk.told.emit("Written down: the referral is handed over.")

    def _worklist(self) -> Future[Sequence[Due]]:
        now = self._desk.now()
        rule = load_rule(counting_of(self._desk.site.first_contact))

        def work(reading: VaultReading) -> Sequence[Due]:
            return today.worklist(reading, now=now, rule=rule)

        # Rows that stand there already can wait for what somebody has asked for.
        return self._desk.read(work, behind=self.model.is_loaded)

    def _want_new(self) -> None:
        self._desk.place_wanted.emit("new")
