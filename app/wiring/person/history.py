"""Joins the history: of one item, or of a whole file, in a box over its page."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.history import Mark, Page
from app.domain.people import reference
from app.domain.records import Record
from app.usecases import history
from app.usecases.access import looking
from app.wiring.desk import Desk
from storage.reading import VaultReading
from ui.history.box import HistoryBox
from ui.history.view_model import HistoryCalls, HistoryViewModel
from ui.reached import reached


class HistoryWiring(QObject):
    """Opens histories; that one was looked at is written down like any other look."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.box: HistoryBox | None = None

    def open(self, id: bytes, title: str) -> None:
        """Show what happened to this record; a person's id stands for the whole file."""
        desk = self._desk
        desk.jobs.when_done(
            desk.read(lambda reading: history.find(reading, id)),
            self,
            done=lambda record: self._show(record, title),
            failed=desk.refused.emit,
        )

    def _show(self, record: Record, title: str) -> None:
        desk = self._desk
        if desk.host is None:
            return
        calls = HistoryCalls(lambda after: self._load(record, after), desk.now, desk.directory.name)
        whole_file = record.kind == "person"
        model = HistoryViewModel(calls, desk.jobs, whole_file=whole_file)
        named = f"History of file {reference(record.subject)}" if whole_file else title
        words = f"{reached(record.sync, record.reach, now=desk.now())}."
        words = "" if whole_file else words
        self.box = HistoryBox(desk.host, desk.theme, model, title=named, reached=words)
        self.box.closed.connect(self._forget)
        desk.note(lambda session: looking.note_history(session, record))

    def _forget(self) -> None:
        self.box = None

    def _load(self, record: Record, after: Mark | None) -> Future[Page]:
        def work(reading: VaultReading) -> Page:
            return history.of_record(reading, record, after=after)

        return self._desk.read(work)
