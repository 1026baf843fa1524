"""Keeps what is being typed: soon after the first change, and again while more comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.encoding import Value
from app.errors import YarrowError
from ui.jobs import Jobs

WAIT_MS = 600
"""From the first change not yet kept to keeping it; a draft is never a second behind."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What is being typed and not yet saved.

    `form` is the form's reference, `subject` the file it is for or None for a new one, `answers`
    what stands in its fields, `place` the field and caret to return to.
    """

    id: bytes
    form: str
    subject: bytes | None
    answers: dict[str, Value]
    place: str


class Draft(Protocol):
    """A draft as it comes back from the vault."""

    @property
    def id(self) -> bytes:
        """The id under which it was kept."""

    @property
    def subject(self) -> bytes | None:
        """The file it is for."""

    @property
    def answers(self) -> Mapping[str, Value]:
        """What stood in the fields."""

    @property
    def place(self) -> str:
        """The field and caret to return to."""


@dataclass(frozen=True, slots=True)
class DraftCalls:
    """What a keeper is handed: how drafts are kept and forgotten, new ids, and the time."""

    keep: Callable[[KeptPage], Future[None]]
    drop: Callable[[bytes], Future[None]]
    new_id: Callable[[], bytes]
    now: Callable[[], datetime]


class DraftKeeper(QObject):
    """Asks for the page a little after each change and hands it over to be kept.

    `page` gives the page under the id it is to be kept as, or None if nothing is on it: then what
    was kept of it is dropped. `has_kept` says whether anything ever was.

    Signals: `kept(str)` with the time as it is shown, once the vault has it, and with an empty
    text once nothing of the page is kept any more; `failed(object)` with the error if it could not
    be kept; the page is tried again at the next change.
    """

    kept = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        page: Callable[[bytes], KeptPage | None],
        calls: DraftCalls,
        jobs: Jobs,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._calls, self._jobs = page, calls, jobs
        self._id: bytes | None = None
        self.has_kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def id(self) -> bytes | None:
        """The id of what was kept, or None if nothing was."""
        return self._id

    def make_room_for(self, id: bytes) -> None:
        """Keep what stands on the page before the draft with this id takes its place."""
        if id != self._id:
            self.keep_now()

    def resume(self, id: bytes) -> None:
        """Go on under the id of a draft that was taken up again."""
        self._timer.stop()
        self._id, self.has_kept = id, True

    def touch(self) -> None:
        """Something was changed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the page without waiting."""
        self._timer.stop()
        id = self._id or self._calls.new_id()
        page = self._page(id)
        if page is not None:
            self._id, self.has_kept = id, True
            future = self._calls.keep(page)
            self._jobs.when_done(future, self, done=self._on_kept, failed=self._on_failed)
        elif self._id is not None:
            self.drop()

    def stop(self) -> None:
        """Keep nothing more until the next change."""
        self._timer.stop()

    def forget(self) -> None:
        """Begin anew: what was kept went with the record, or is another page's."""
        self._timer.stop()
        self._id = None
        self.kept.emit("")

    def drop(self) -> None:
        """Have what was kept forgotten."""
        id, self._id = self._id, None
        self._timer.stop()
        if id is not None:
            self.kept.emit("")
            future = self._calls.drop(id)
            self._jobs.when_done(future, self, done=_nothing, failed=self._on_failed)

    def _on_kept(self, _: None) -> None:
        if self._id is not None:
            self.kept.emit(f"{self._calls.now():%H:%M:%S}")

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(error)


def _nothing(_: None) -> None:
    """A draft dropped needs no word."""
