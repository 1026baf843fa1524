"""Joins the box that notes that somebody rang about a referral which nobody has answered."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QObject
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit

from app.usecases.referrals import states, waiting
from app.usecases.referrals.states import Standing
from app.usecases.referrals.waiting import RUNG_AT, SPOKE_WITH
from app.wiring.desk import Desk
from storage.reading import VaultReading
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.referrals import wording
from ui.referrals.actions import RANG
from ui.widgets.field import Field


class RangWiring(QObject):
    """Asks with whom she spoke and when, and writes it into the referral."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def ask(self, id: bytes) -> None:
        """Ask about one referral, with the number to ring."""
        desk = self._desk

        def work(reading: VaultReading) -> tuple[Standing, str]:
            standing = states.standing(reading, states.find(reading, id))
            return standing, states.phone_of(reading, standing)

        desk.jobs.when_done(desk.read(work), self, done=self._ask, failed=desk.refused.emit)

    def _ask(self, found: tuple[Standing, str]) -> None:
        desk, (standing, phone) = self._desk, found
        if desk.host is None:
            return
        record, who, when = standing.record, QLineEdit(), QDateTimeEdit()
        when.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        when.lineEdit().setTextMargins(desk.theme.px(6), 0, desk.theme.px(6), 0)
        now = QDateTime.fromMSecsSinceEpoch(desk.local_ms())
        when.setMaximumDateTime(now)
        when.setDateTime(now)
        box = AskBox(
            desk.host,
            desk.theme,
            title="You rang about a referral",
            text=wording.to_ring(standing.name, phone, desk.ring.who, desk.ring.number),
            verb="Write it down",
            fields={
                SPOKE_WITH: Field(
                    "Who you spoke with",
                    who,
                    desk.theme,
                    help_text="Their name, and what they said of it in a word",
                ),
                RUNG_AT: Field("When", when, desk.theme),
            },
        )

        def start() -> Future[None]:
            at = datetime.fromtimestamp(when.dateTime().toMSecsSinceEpoch() / 1000, UTC)
            local, to = at.astimezone(desk.now().tzinfo), who.text()
            return desk.write(lambda s: waiting.note_rung(s, record.id, spoke_with=to, at=local))

        def done(_: None) -> None:
            desk.saved.emit(record.subject)
            desk.told.emit("Written down. If no answer comes, it stands on Today again.")

        run_box(box, desk.jobs, start, done)
        desk.hold_box(box, RANG, subject=record.subject, about=record.id.hex())
