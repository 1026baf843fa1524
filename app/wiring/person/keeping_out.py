"""Joins what keeps a colleague out of a file: whom there is to choose, and the boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.keeping_out import Colleague
from app.usecases.access import keeping_out
from app.wiring.desk import Desk
from storage.reading import VaultReading
from ui.boxes.ask_box import AskBox
from ui.person.keeping_out import keep_out_box, let_in_box
from ui.person.menus import KEEP_OUT, LET_IN

KINDS = (KEEP_OUT, LET_IN)
"""The kinds of boxes in which words are kept."""


_NOBODY = {
    KEEP_OUT: "Nobody else of the team is known here, so there is nobody to keep out.",
    LET_IN: "Nobody is kept out of this file.",
}


class KeepingOutWiring(QObject):
    """Opens the boxes over the page of a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def keep_out(self, subject: bytes) -> None:
        """Ask whom to keep out of a file."""

        def keep(worker: str, because: str, why: str) -> Future[None]:
            return self._desk.write(
                lambda session: keeping_out.keep_out(
                    session, subject, worker, because=because, why=why
                )
            )

        self._choose(
            subject,
            lambda reading: keeping_out.colleagues(reading, subject),
            KEEP_OUT,
            lambda host, names: keep_out_box(
                host,
                self._desk.theme,
                self._desk.jobs,
                names,
                keep,
                done=partial(self._saved, subject),
            ),
        )

    def let_in(self, subject: bytes) -> None:
        """Ask a lead whom to let in again."""

        def let_in(worker: str, why: str) -> Future[None]:
            return self._desk.write(
                lambda session: keeping_out.let_in(session, subject, worker, why=why)
            )

        self._choose(
            subject,
            lambda reading: [each.worker for each in keeping_out.kept_out_of(reading, subject)],
            LET_IN,
            lambda host, names: let_in_box(
                host,
                self._desk.theme,
                self._desk.jobs,
                names,
                let_in,
                done=partial(self._saved, subject),
            ),
        )

    def open_box(self, kind: str, subject: bytes, _about: str) -> bool:
        """Open a box again in which words were left."""
        opens = {KEEP_OUT: self.keep_out, LET_IN: self.let_in}
        if kind not in opens:
            return False
        opens[kind](subject)
        return True

    def _choose(
        self,
        subject: bytes,
        read: Callable[[VaultReading], Sequence[Colleague]],
        kind: str,
        ask: Callable[[QWidget, Sequence[Colleague]], AskBox],
    ) -> None:
        desk = self._desk

        def show(names: Sequence[Colleague]) -> None:
            if not names:
                desk.told.emit(_NOBODY[kind])
            elif desk.host is not None:
                desk.hold_box(ask(desk.host, names), kind, subject=subject)

        desk.jobs.when_done(desk.read(read), self, done=show, failed=desk.refused.emit)

    def _saved(self, subject: bytes) -> None:
        self._desk.saved.emit(subject)
        self._desk.told.emit("Saved.")
