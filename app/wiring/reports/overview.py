"""Joins Reports: months in figures, worked out on the read lane, and the ways to a file."""

from __future__ import annotations

from concurrent.futures import Future
from functools import cached_property

from PySide6.QtCore import QObject

from app.domain.first_contact import Counting
from app.domain.months import Span
from app.domain.overview import Overview
from app.forms.first_contact import counting_of, load_rule
from app.forms.measures import load_measures
from app.usecases.reports.enquiries import NO_CODES
from app.usecases.reports.overview import overview
from app.wiring.desk import Desk
from app.wiring.reports.report_saving import ReportSaving
from storage.reading import VaultReading
from ui.frame.place import Place
from ui.reports.page import ReportParts, ReportsPage
from ui.reports.view_model import ReportCalls, ReportsViewModel


class ReportsWiring(QObject):
    """The place Reports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.saving = ReportSaving(desk)
        self._known: tuple[object, Overview] | None = None
        calls = ReportCalls(load=self._load, now=desk.now)
        self.model = ReportsViewModel(calls, desk.jobs, parent=self)
        self.model.failed.connect(desk.told)
        self.place = Place(
            *("reports", "Reports", "reports", 6),
            widget=lambda: self.page,
            parts=lambda: self._parts.grow(),
            subtitle="No names",
        )

    @cached_property
    def _parts(self) -> ReportParts:
        desk = self._desk
        return ReportParts(
            self.model,
            self._name,
            desk.theme,
            within=_within(counting_of(desk.site.first_contact)),
            aim=load_measures().aim_of("contact_48h"),
            owner=self,
        )

    @cached_property
    def page(self) -> ReportsPage:
        """The cards."""
        page = ReportsPage(self.model, self._parts, self._desk.theme)
        page.file_wanted.connect(self.saving.open_with)
        page.clinic_wanted.connect(lambda: self._desk.place_wanted.emit("practice"))
        return page

    def _name(self, code: str) -> str:
        return NO_CODES.get(code) or self._desk.directory.name(code)

    def _load(self, span: Span) -> Future[Overview]:
        """Work it out, unless nothing was stored since."""
        now = self._desk.now()
        rule = load_rule(counting_of(self._desk.site.first_contact))

        def work(reading: VaultReading) -> Overview:
            key = reading.stamp(), span, now.date(), now.hour
            if self._known is not None and self._known[0] == key:
                return self._known[1]
            found = overview(reading, span, rule=rule, now=now)
            self._known = key, found
            return found

        return self._desk.read(work)


def _within(counting: Counting) -> str:
    rule = load_rule(counting)
    if counting is Counting.WORKING_DAYS:
        return f"{rule.working_days} working days"
    return f"{rule.hours} hours"
