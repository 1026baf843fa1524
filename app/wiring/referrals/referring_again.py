"""Joins the box that sends a referral again: a colleague's from here, or one that was refused."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.moments import moment_of
from app.usecases.referrals import referring_again
from app.usecases.referrals.referring_again import Again
from app.wiring.desk import Desk
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.formats import moment
from ui.referrals import wording
from ui.referrals.actions import AGAIN


class AgainWiring(QObject):
    """Looks at what would go, says where it waits and what was found, and writes it here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def offer(self, id: bytes) -> None:
        """Ask about one referral; it is refused in words where there is nothing to send."""
        desk = self._desk
        look = desk.read(lambda reading: referring_again.look_again(reading, id))
        desk.jobs.when_done(look, self, done=self._ask, failed=desk.refused.emit)

    def _ask(self, again: Again) -> None:
        desk, record = self._desk, again.record
        if desk.host is None:
            return
        now, carrier = desk.now(), again.carrier
        since = moment(moment_of(carrier.since_ms).astimezone(now.tzinfo), now=now).replace(
            "Today", "today"
        )
        text = wording.send_again(again.team.name, carrier, since, findings=again.findings)
        box = AskBox(
            desk.host,
            desk.theme,
            title="Send it again" if carrier.is_here else "Send it from this PC",
            text=text,
            verb="Send it again" if carrier.is_here else "Send from here",
        )

        def start() -> Future[None]:
            return desk.write(lambda session: referring_again.refer_again(session, record.id))

        def done(_: None) -> None:
            desk.saved.emit(record.subject)
            desk.told.emit("It waits on this PC now, and goes with the next sync.")

        run_box(box, desk.jobs, start, done)
        desk.hold_box(box, AGAIN, subject=record.subject, about=record.id.hex())
