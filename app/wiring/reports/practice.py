"""Joins the page below Reports: a practice's figures, its training log, the tally of a clinic."""

from __future__ import annotations

from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from app.domain import practice as figures_of
from app.domain.encoding import Value
from app.domain.practice import Tally
from app.usecases import editing, recording
from app.usecases.recording import Recorded
from app.usecases.reports import practice, tally
from app.wiring.desk import Desk
from app.wiring.new import in_use_now, remembered
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.running import run_box
from ui.frame.place import Place
from ui.person.asking import PersonAsking
from ui.practice.page import PracticePage, PracticeParts
from ui.practice.panel import PracticePanel
from ui.practice.training_box import TrainingBox
from ui.practice.view_model import PracticeCalls, PracticeViewModel, Shown

TRAINING_BOX, IN_ERROR = "training", "training_in_error"
_SETTING = "setting_type"


class PracticeWiring(QObject):
    """The place Practice. Signals: `panel_wanted()` where the panel is folded away."""

    panel_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._setting: tuple[str, str] = ("", "")
        calls = PracticeCalls(load=self._load, count=self._count)
        self.model = PracticeViewModel(calls, desk.jobs, parent=self)
        self.model.failed.connect(desk.told)
        self.place = Place(
            *("practice", "Practice", "people", None),
            widget=lambda: self.page,
            panel=lambda: self.panel,
            under="reports",
            heading="Clinic count and training",
            parts=lambda: self._parts.grow(),
        )

    @cached_property
    def _parts(self) -> PracticeParts:
        desk = self._desk
        sites = desk.directory.sites_on(desk.now().date())
        return PracticeParts(self.model, sites, desk.theme, owner=self)

    @cached_property
    def page(self) -> PracticePage:
        """Tally, training and months."""
        desk = self._desk
        sites = desk.directory.sites_on(desk.now().date())
        page = PracticePage(self.model, desk.directory, sites, desk.theme, parts=self._parts)
        page.session_wanted.connect(self.open_box)
        page.in_error.connect(self.mark_in_error)
        page.panel_wanted.connect(self.panel_wanted)
        return page

    @cached_property
    def panel(self) -> PracticePanel:
        """What to raise at the next meeting."""
        return PracticePanel(self.model, self._desk.theme)

    def open_box(self) -> bool:
        """Ask about a training session; False where there is no window."""
        desk = self._desk
        if desk.host is None:
            return False
        today = desk.now().date()
        site = self.model.site or self.model.counted_at
        sites = desk.directory.sites_on(today)
        box = TrainingBox(desk.host, desk.theme, sites=sites, site=site, today=today)
        run_box(box, desk.jobs, lambda: self._keep(box.answers), self._on_kept)
        desk.hold_box(box, TRAINING_BOX, subject=None)
        return True

    def mark_in_error(self, key: str) -> None:
        """Ask why a training session was entered in error."""
        desk, id = self._desk, bytes.fromhex(key)
        if desk.host is None:
            return

        def mark(reason: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                editing.mark_in_error(session, editing.find(session, id), reason)

            return desk.write(work)

        asking = PersonAsking(desk.host, desk.theme, desk.jobs, done=self._on_marked)
        box = asking.in_error("Training session", mark)
        desk.hold_box(box, IN_ERROR, subject=None, about=key)

    def _on_marked(self, words: str) -> None:
        self._desk.saved.emit(None)
        self._desk.told.emit(words)
        self.model.refresh()

    def _load(self, site: str, counted_at: str) -> Future[Shown]:
        today = self._desk.now().date()
        usual = self._desk.directory.sites_on(today)[0].code

        def work(reading: VaultReading) -> Shown:
            last = in_use_now(remembered(reading), self._desk)
            at = counted_at or str(last.get("site_ods") or usual)
            if at == last.get("site_ods"):
                self._setting = at, str(last.get(_SETTING) or "")
            found = practice.figures(reading, today=today, site=site)
            return Shown(
                found,
                figures_of.points(found, today=today),
                tally.of_day(reading, site=at, day=today),
                at,
            )

        return self._desk.read(work)

    def _count(self, site: str, result: str, by: int) -> Future[Tally]:
        day = self._desk.now().date()
        setting = self._setting[1] if self._setting[0] == site else ""

        def work(session: VaultSession) -> Tally:
            return tally.count(session, result, site=site, setting=setting, day=day, by=by)

        return self._desk.write(work)

    def _keep(self, answers: dict[str, Value]) -> Future[Recorded]:
        return self._desk.write(lambda session: recording.record(session, TRAINING_BOX, answers))

    def _on_kept(self, _made: Recorded) -> None:
        self._desk.saved.emit(None)
        self._desk.told.emit("In the training log, on this PC.")
        self.model.refresh()
