"""The section of Settings that brings in past records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.importing import Planned
from app.errors import Refused
from app.forms.import_map import ImportMap
from app.forms.spreadsheet import MOST_BYTES, MOST_ROWS, Row, read_rows
from app.usecases import importing
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.importing.card import ImportCalls, ImportCard
from ui.safety.file_choice import choose_files
from ui.settings.section import Cards, Section


class ImportWiring(QObject):
    """Reads the file and plans on the read lane, saves on the write lane; tells what was saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.section = Section("importing", "Bring in", self._cards)

    def _cards(self) -> QWidget:
        desk = self._desk
        sites = desk.directory.sites_on(desk.now().date())
        places = {each.code: each.name for each in sites}
        calls = ImportCalls(
            self._choose, self._read, self._plan, self._carry_out, places, desk.ring.who
        )
        return Cards(desk.theme, ImportCard(calls, desk.theme, desk.jobs))

    def _choose(self, done: Callable[[Path], object]) -> None:
        desk = self._desk
        if desk.host is not None:
            choose_files(
                desk.host,
                desk.theme,
                title="Choose a spreadsheet",
                filters=["Spreadsheets as text (*.csv *.tsv *.txt)"],
                done=lambda paths: done(paths[0]),
            )

    def _read(self, path: Path) -> Future[list[Row]]:
        return self._desk.read(lambda _reading: _rows(path))

    def _plan(self, map: ImportMap, rows: list[Row]) -> Future[list[Planned]]:
        finder = self._desk.finder

        def work(reading: VaultReading) -> list[Planned]:
            return importing.plan(reading, finder, map, rows)

        return self._desk.read(work)

    def _carry_out(
        self, map: ImportMap, planned: list[Planned], files: Mapping[int, bytes | None]
    ) -> Future[int]:
        def work(session: VaultSession) -> int:
            return importing.carry_out(session, map, planned, files=files)

        answer = self._desk.write(work)
        self._desk.jobs.when_done(answer, self, done=self._on_saved, failed=_leave)
        return answer

    def _on_saved(self, _count: int) -> None:
        self._desk.saved.emit(None)


def _leave(_error: object) -> None:
    """The card tells of it."""


def _rows(path: Path) -> list[Row]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("importing.too_long", most=MOST_ROWS)
        return read_rows(path.read_bytes())
    except OSError as error:
        raise Refused("importing.not_readable") from error
