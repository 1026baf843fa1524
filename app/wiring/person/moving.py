"""Joins the box that moves a file into another space of the vault."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.domain.records import Record
from app.wiring.desk import Desk
from app.wiring.person.moved_files import move_file
from ui.person.moving import MoveAsking, Target
from ui.team.facts import SpaceFacts, TeamFacts
from ui.team.wording import UNNAMED

_MOVED = "Moved. It opens here as it is in the other space."
_YOUR_TEAM, _UNNAMED_SPACE = "your team’s space", "a space without a name"


class MovingWiring(QObject):
    """Opens the box; `facts` gives the vault's spaces as they are known now.

    Signals: `begun()` before a file goes, so that what is being written is kept and goes along;
    `moved(object)` with the old id once it has gone: nothing is to be kept under that any more.
    """

    begun, moved = Signal(), Signal(object)

    def __init__(self, desk: Desk, facts: Callable[[], TeamFacts]) -> None:
        super().__init__(desk)
        self._desk, self._facts = desk, facts
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-move")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))

    @property
    def may_move(self) -> bool:
        """Whether there is another space to move a file into."""
        return sum(each.may_write for each in self._facts().spaces) > 1

    def ask(self, person: Record) -> None:
        """Ask into which space a file is to go."""
        desk = self._desk
        if desk.host is None or not self.may_move:
            return
        spaces = self._facts().spaces
        others = [each for each in spaces if each.id != person.space]
        targets = [_target(each) for each in others if each.may_write]
        here = next((each.title for each in spaces if each.id == person.space), "")

        def move(space: bytes) -> Future[bytes]:
            self.begun.emit()
            return self._thread.submit(move_file, desk.vault, person.subject, space)

        def done(subject: bytes) -> None:
            self.moved.emit(person.subject)
            self._on_moved(subject)

        asking = MoveAsking(desk.host, desk.theme, desk.jobs, done=done)
        asking.ask(here or _YOUR_TEAM, targets, move)

    def _on_moved(self, subject: bytes) -> None:
        self._desk.saved.emit(subject)
        self._desk.file_wanted.emit(subject)
        self._desk.told.emit(_MOVED)


def _target(space: SpaceFacts) -> Target:
    others = tuple(each.name or UNNAMED for each in space.people if not each.is_you)
    return Target(space.id, space.title or _UNNAMED_SPACE, others)
