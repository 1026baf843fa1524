"""Joins the box that keeps the record of a saved identification safe."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.encoding import Value
from app.forms import library
from app.forms.record_safety import with_points
from app.usecases.person import record_safety
from app.usecases.person.record_safety import Kept
from app.wiring.desk import Desk
from app.wiring.passing import reshaped
from app.wiring.person.own_record import copy_for_own_record
from storage.session import VaultSession
from ui.person.keeping_safe import Answers, SafetyViewModel
from ui.person.safety_box import SafetyBox


class RecordSafetyWiring(QObject):
    """Opens the box over the file, once it is known how the points stand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.box: SafetyBox | None = None

    def open(self, key: str) -> None:
        """The box of the identification with this id, in hex."""
        of, desk = bytes.fromhex(key), self._desk
        found = desk.read(lambda reading: record_safety.look(reading, of))
        desk.jobs.when_done(found, self, done=self._show, failed=desk.refused.emit)

    def _show(self, stood: Kept) -> None:
        desk, of = self._desk, stood.identification
        if desk.host is None:
            return
        stands = stood

        def keep(points: dict[str, Value]) -> Future[Answers]:
            def work(session: VaultSession) -> Kept:
                record_safety.keep(session, stands, points)
                return record_safety.look(session, of.id)

            return reshaped(desk.write(work), kept)

        def kept(now: Kept) -> Answers:
            nonlocal stands
            stands = now
            return now.answers

        form = with_points(library.latest("identification"))
        model = SafetyViewModel(form, stood.answers, keep, desk.jobs)
        box = self.box = SafetyBox(desk.host, desk.theme, model, now=desk.now)
        box.copy_wanted.connect(
            lambda text: copy_for_own_record(desk, text, subject=of.subject, record=of.id)
        )
        box.closed.connect(lambda: self._on_closed(of.subject))

    def _on_closed(self, subject: bytes) -> None:
        self.box = None
        self._desk.saved.emit(subject)
