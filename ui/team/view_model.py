"""What the panel of the team shows, and what it may ask for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import YarrowError
from resources.words import sentence
from ui.asking import OneAtATime
from ui.jobs import Jobs
from ui.team.facts import Code, InviteWish, SpaceFacts, SpaceWish, TeamFacts
from ui.team.open_code import OpenCode
from ui.team.wording import TeamWording

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Six words of the log up to a position, and how far this PC has read."""

    position: int
    words: tuple[str, ...]
    read_to: int


@dataclass(frozen=True, slots=True)
class TeamCalls:
    """What the panel asks for; each gives a Future, and most take a space's id first.

    `cancel` takes an invitation's hash; `known` says that a lead knows who joined up to a
    position; `words` gives those at a position, None for as far as this PC has read. `new_space`
    gives the id of the space. `device_words`,
    `admit` (with the words compared), `cut_off` and `set_role` take a device's id too.
    """

    facts: Callable[[], Future[TeamFacts]]
    invite: Callable[[bytes, InviteWish], Future[Code]]
    invite_own: Callable[[bytes], Future[Code]]
    cancel: Callable[[bytes, bytes], Future[Any]]
    known: Callable[[bytes, int], Future[Any]]
    words: Callable[[bytes, int | None], Future[Compared]]
    new_space: Callable[[SpaceWish], Future[bytes]]
    device_words: Callable[[bytes, bytes], Future[tuple[str, ...]]]
    admit: Callable[[bytes, bytes, str], Future[Any]]
    cut_off: Callable[[bytes, bytes], Future[Any]]
    set_role: Callable[[bytes, bytes, str], Future[Any]]
    now: Callable[[], datetime]


class TeamViewModel(QObject):
    """The facts as last read, anew every minute, and the space that is looked at.

    Signals: `changed()`; `joined(bool)` when someone has joined whom this lead was not told of
    before, with whether that was there at the first look;
    `stated()` when a statement was made, so that an exchange has something to bring.
    """

    changed = Signal()
    joined = Signal(bool)
    stated = Signal()

    def __init__(self, calls: TeamCalls, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calls, self.jobs = calls, jobs
        self.facts = TeamFacts()
        self.problem = ""
        self.code: Code | None = None
        self._open = OpenCode()
        self._chosen: bytes | None = None
        self._has_looked = False
        self._told: set[tuple[bytes, int]] = set()
        self._own_words: dict[bytes, tuple[str, ...]] = {}
        self._asking = OneAtATime(
            calls.facts, jobs, self, done=self._on_facts, failed=self._on_no_facts
        )
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()

    @property
    def wording(self) -> TeamWording:
        """The words for facts as they are now."""
        return TeamWording(self.calls.now())

    @property
    def space(self) -> SpaceFacts | None:
        """The space that is looked at: the chosen one, else the home."""
        spaces = self.facts.spaces
        chosen = (each for each in spaces if each.id == self._chosen)
        return next(chosen, spaces[0] if spaces else None)

    @property
    def shown_code(self) -> Code | None:
        """The code made last, if it is for this space and still works."""
        code, space = self.code, self.space
        if code is None or space is None or code.space != space.id:
            return None
        return code if self._now_ms() < code.until_ms else None

    @property
    def own_words(self) -> tuple[str, ...]:
        """The six words of this PC's keys while it waits to be admitted, once they are there."""
        space = self.space
        return () if space is None or space.waits is None else self._own_words.get(space.id, ())

    def refresh(self) -> None:
        """Read the facts anew; while they are being read, once more after."""
        self._asking.ask()

    def look_at(self, space: bytes) -> None:
        """Show another space."""
        self._chosen = space
        self.changed.emit()

    def show_new_space(self, space: bytes) -> None:
        """Show a space that was made just now."""
        self._chosen = space
        self.stated.emit()
        self.refresh()

    def note_stated(self) -> None:
        """Something was stated: it is here already, and others are to hear of it."""
        self.stated.emit()
        self.refresh()

    def show_code(self, code: Code) -> None:
        """Show a code that was made, and the invitation it belongs to."""
        self.code, self.problem = code, ""
        self._open = OpenCode(code, self.facts)
        self.changed.emit()
        self.stated.emit()

    def cancel(self, invite: bytes) -> None:
        """End an open invitation."""
        space = self.space
        if space is not None:
            self._run(self.calls.cancel(space.id, invite), self._on_cancelled)

    def know(self) -> None:
        """Everyone who has joined is known to this lead."""
        space = self.space
        if space is not None and space.joined:
            newest = max(each.position for each in space.joined)
            self._run(self.calls.known(space.id, newest), self._on_known)

    def _run(self, future: Future[Any], done: Callable[[object], object]) -> None:
        self.problem = ""
        self.jobs.when_done(future, self, done=done, failed=self._on_problem)

    def _on_cancelled(self, _nothing: object) -> None:
        self.code = None
        self.changed.emit()
        self.stated.emit()
        self.refresh()

    def _on_known(self, _nothing: object) -> None:
        self.refresh()

    def _on_problem(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self.changed.emit()
        self.refresh()

    def _on_facts(self, facts: TeamFacts) -> None:
        is_first, self._has_looked = not self._has_looked, True
        self.facts = facts
        if self._open.has_ended(facts):
            self.code, self._open = None, OpenCode()
        self.changed.emit()
        self._ask_own_words()
        here = {(space.id, each.position) for space in facts.spaces for each in space.joined}
        is_news = bool(here - self._told)
        self._told |= here
        if is_news:
            self.joined.emit(is_first)

    def _ask_own_words(self) -> None:
        for space in self.facts.spaces:
            if space.waits is not None and space.id not in self._own_words:
                self._own_words[space.id] = ()
                told = self.calls.device_words(space.id, space.waits)

                def done(words: tuple[str, ...], id: bytes = space.id) -> None:
                    self._own_words[id] = words
                    self.changed.emit()

                self.jobs.when_done(told, self, done=done, failed=self._on_problem)

    def _on_no_facts(self, error: YarrowError) -> None:
        self.problem = sentence(error)
        self.changed.emit()

    def _now_ms(self) -> float:
        return self.calls.now().timestamp() * 1000
