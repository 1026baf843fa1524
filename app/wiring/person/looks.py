"""Joins Who saw what: the access log looked through, from Settings and from a file."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.history import Mark
from app.domain.looks import Choices, SeenPage, Sought
from app.usecases.access import seeing
from app.wiring.desk import Desk
from ui.looks.box import LooksBox
from ui.looks.view_model import LooksCalls, LooksViewModel


class LooksWiring(QObject):
    """Opens the box, about one file or about all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.box: LooksBox | None = None

    def open(self, subject: bytes | None = None) -> None:
        """Show who saw what."""
        desk = self._desk
        if desk.host is None:
            return
        calls = LooksCalls(self._load, self._choices, desk.now)
        model = LooksViewModel(calls, desk.jobs, subject=subject)
        self.box = LooksBox(desk.host, desk.theme, model)
        self.box.file_wanted.connect(desk.file_wanted)
        self.box.closed.connect(self._forget)

    def _forget(self) -> None:
        self.box = None

    def _load(self, sought: Sought, after: Mark | None) -> Future[SeenPage]:
        return self._desk.read(lambda reading: seeing.seen(reading, sought, after=after))

    def _choices(self) -> Future[Choices]:
        return self._desk.read(lambda reading: reading.seen_choices())
