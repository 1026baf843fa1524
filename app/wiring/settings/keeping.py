"""The section about files whose day has come, and what was erased with its certificate."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.domain.erasure import Certificate
from app.domain.retention import Reviewed
from app.forms.schedules import rules_for
from app.usecases.retention import retaining
from app.wiring.desk import Desk
from app.wiring.person import erasing
from sync.runner import SyncLane
from ui.settings.erasure_cards import ErasureCards
from ui.settings.review_card import ReviewCard
from ui.settings.section import Cards, Section

_TAKEN_BACK = "Taken back: nothing of it is erased."
_WAS_TAKEN_BACK = "It was taken back before; nothing was changed."


class Keeping(QObject):
    """Reads the erasures of the vault's spaces anew whenever something was exchanged.

    Signals: `changed(object)` with the certificates; `reviewed(object)` with the files whose day
    has come.
    """

    changed = Signal(object)
    reviewed = Signal(object)

    def __init__(self, desk: Desk, lane: SyncLane) -> None:
        super().__init__(desk)
        self._desk, self._lane = desk, lane
        self._rules = rules_for(desk.site.retention)
        self._leads = self._is_shown = False
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-erasures")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))
        self.section = Section("keeping", "Keeping and erasing", self._cards)
        desk.saved.connect(self.look_again)

    def show_standing(self, *, leads: bool) -> None:
        """Whether this person leads a space, and may take back what another lead asked for."""
        if leads != self._leads:
            self._leads = leads
            self.look_again()

    def look_again(self, _news: object = None) -> None:
        """Read them anew, once somebody has looked at the section."""
        if self._is_shown:
            found = self._thread.submit(erasing.certificates, self._desk.vault)
            jobs, refused = self._desk.jobs, self._desk.refused.emit
            jobs.when_done(found, self, done=self.changed.emit, failed=refused)
            jobs.when_done(self._review(), self, done=self.reviewed.emit, failed=refused)

    def _review(self) -> Future[list[Reviewed]]:
        today = self._desk.now().date()
        return self._desk.read(lambda reading: retaining.review(reading, self._rules, today=today))

    def _cards(self) -> Cards:
        desk, shown = self._desk, ErasureCards(self._desk.theme)

        def show(found: list[Certificate]) -> None:
            shown.show_erasures(found, desk.now(), leads=self._leads)

        self.changed.connect(show)
        shown.take_back_wanted.connect(self._take_back)
        shown.file_wanted.connect(desk.file_wanted)
        due = ReviewCard(self._rules, desk.theme)
        due.file_wanted.connect(desk.file_wanted)
        self.reviewed.connect(due.show_files)
        self._is_shown = True
        self.look_again()
        return Cards(desk.theme, due, shown)

    def _take_back(self, erasure: bytes) -> None:
        def done(is_new: object) -> None:
            self._desk.told.emit(_TAKEN_BACK if is_new else _WAS_TAKEN_BACK)
            self.look_again()

        asked = self._thread.submit(erasing.keep, self._desk.vault, self._lane, erasure)
        self._desk.jobs.when_done(asked, self, done=done, failed=self._desk.refused.emit)
