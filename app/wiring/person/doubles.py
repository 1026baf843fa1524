"""Joins the boxes for two files of one person with what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.people import PersonRow
from app.usecases.access import looking
from app.usecases.person import joining
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.person.joining import JoinAsking, JoinCalls
from ui.person.whole_file import WholeFile


class DoublesWiring(QObject):
    """Opens the boxes over the page of the file that is in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def join(self, file: WholeFile) -> AskBox | None:
        """Ask which other file is this person's."""
        front = file.page.person.subject
        known = {front, *(each.subject for each in file.page.parts)}
        asking = self._asking(front)
        if asking is None:
            return None
        calls = JoinCalls(
            search=lambda words: self._search(words, known, file.alike),
            join=lambda part: self._write(lambda each: joining.join(each, part, front)),
            keep_apart=lambda other: self._write(
                lambda each: joining.keep_apart(each, front, [other])
            ),
        )
        return asking.join(file.alike, calls)

    def take_out(self, file: WholeFile) -> AskBox | None:
        """Ask which of this person's files is another's."""
        asking = self._asking(file.page.person.subject)
        if asking is None:
            return None
        return asking.take_out(
            (file.page.person, *file.page.parts),
            lambda part: self._write(lambda each: joining.take_out(each, part)),
        )

    def _search(
        self, words: str, known: set[bytes], alike: Sequence[PersonRow]
    ) -> Future[Sequence[PersonRow]]:
        desk, today = self._desk, self._desk.now().date()

        def work(reading: VaultReading) -> Sequence[PersonRow]:
            if not words.strip():
                return alike
            rows = desk.finder.matches(reading, words, today=today)
            return [row for row in rows if row.subject not in known]

        return desk.noted(
            desk.read(work), lambda session, rows: looking.note_people(session, "search", rows)
        )

    def _write(self, work: Callable[[VaultSession], None]) -> Future[None]:
        return self._desk.write(work)

    def _asking(self, subject: bytes) -> JoinAsking | None:
        desk = self._desk
        if desk.host is None:
            return None

        def done(words: str) -> None:
            desk.saved.emit(subject)
            desk.told.emit(words)

        return JoinAsking(desk.host, desk.theme, desk.jobs, desk.names, done=done)
