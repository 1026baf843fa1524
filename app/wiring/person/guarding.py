"""Joins what guards a sensitive file: its mark, the broken glass, and a lead's look at it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject

from app.domain.people import reference
from app.domain.worklist import Due
from app.errors import YarrowError
from app.usecases.access import breaking_glass, marking
from app.wiring.desk import Desk
from ui.boxes.ask_box import AskBox
from ui.person.guarding import GuardAsking
from ui.person.menus import MARK, OPEN, UNMARK

LOOK = "look"


class GuardWiring(QObject):
    """Opens the boxes and does what they ask for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_asking = False

    def open_file(self, subject: bytes) -> None:
        """Ask for a reason and open a sensitive file; pressed again meanwhile it asks once."""
        desk = self._desk
        asking = self._asking(subject)
        if asking is None or self._is_asking:
            return
        self._is_asking = True

        def refused(error: YarrowError) -> None:
            self._is_asking = False
            desk.refused.emit(error)

        def ask(leads: int) -> None:
            self._is_asking = False
            box = asking.open_file(
                reference(subject),
                leads,
                lambda reason: desk.write(
                    lambda session: breaking_glass.break_glass(session, subject, reason)
                ),
            )
            self._held(box, OPEN, subject)

        desk.jobs.when_done(
            desk.read(lambda reading: breaking_glass.shown_to(reading, subject)),
            self,
            done=ask,
            failed=refused,
        )

    def mark(self, subject: bytes) -> AskBox | None:
        """Ask why a file is sensitive, and mark it."""

        def mark(because: str, why: str) -> Future[None]:
            return self._desk.write(
                lambda session: marking.mark(session, subject, because=because, why=why)
            )

        asking = self._asking(subject)
        return None if asking is None else self._held(asking.mark(mark), MARK, subject)

    def unmark(self, subject: bytes) -> AskBox | None:
        """Ask why a file is sensitive no longer, and take the mark off."""

        def unmark(why: str) -> Future[None]:
            return self._desk.write(lambda session: marking.unmark(session, subject, why=why))

        asking = self._asking(subject)
        return None if asking is None else self._held(asking.unmark(unmark), UNMARK, subject)

    def look(self, due: Due) -> AskBox | None:
        """Let a lead say what she makes of a file that someone opened."""
        if due.opened is None or due.person is None:
            return None
        subject = due.person.subject

        def say(finding: str) -> Future[None]:
            return self._desk.write(
                lambda session: breaking_glass.acknowledge(session, due.record, finding)
            )

        asking = self._asking(subject)
        if asking is None:
            return None
        box = asking.look(due.person.reference, due.opened, self._desk.now(), say)
        return self._held(box, LOOK, subject, about=due.record.hex())

    def _held(self, box: AskBox, kind: str, subject: bytes, *, about: str = "") -> AskBox:
        """The same box, with what is typed in it kept."""
        self._desk.hold_box(box, kind, subject=subject, about=about)
        return box

    def _asking(self, subject: bytes) -> GuardAsking | None:
        desk = self._desk
        if desk.host is None:
            return None
        done: Callable[[str], object] = partial(self._on_done, subject)
        return GuardAsking(desk.host, desk.theme, desk.jobs, done=done)

    def _on_done(self, subject: bytes, words: str) -> None:
        self._desk.saved.emit(subject)
        self._desk.told.emit(words)
