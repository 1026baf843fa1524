"""Whom the page is about: nobody yet, someone found on this PC, or someone new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.errors import YarrowError
from ui.jobs import Jobs

Match = Callable[[str], Future[list[PersonRow]]]


class Whom(QObject):
    """Looks for people and keeps who was taken, or what is known of someone new.

    Signals: `matched(object)` with the list of people found for the last words looked for;
    `changed()` when it is another person or another description; `failed(object)` with the error
    when nobody could be looked for.
    """

    matched = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, match: Match, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._match, self._jobs = match, jobs
        self._person: PersonRow | None = None
        self._subject: bytes | None = None
        self._about: dict[str, Value] | None = None
        self._search = 0

    @property
    def person(self) -> PersonRow | None:
        """Who was taken, as far as their row is known."""
        return self._person

    @property
    def subject(self) -> bytes | None:
        """The file it belongs to, None for someone new or nobody."""
        return self._subject

    @property
    def about(self) -> Mapping[str, Value] | None:
        """What is known of someone new; None unless matches were refused."""
        return self._about

    @property
    def is_settled(self) -> bool:
        """Whether it is someone."""
        return self._subject is not None or self._about is not None

    def look_for(self, words: str) -> None:
        """Look for people on this PC; an answer to earlier words is dropped when it comes."""
        self._search += 1
        number = self._search

        def arrived(rows: list[PersonRow]) -> None:
            if number == self._search:
                self.matched.emit(rows)

        self._jobs.when_done(self._match(words), self, done=arrived, failed=self._on_failed)

    def stop_looking(self) -> None:
        """Drop whatever answer is still on its way."""
        self._search += 1

    def take(self, row: PersonRow) -> None:
        """It is this person."""
        self.resume(row.subject, None, person=row)

    def describe(self, about: Mapping[str, Value]) -> None:
        """It is someone new; a search for the same number may still be under way."""
        self._person, self._subject, self._about = None, None, dict(about)
        self.changed.emit()

    def clear(self) -> None:
        """It is nobody yet."""
        self.resume(None, None)

    def resume(
        self,
        subject: bytes | None,
        about: Mapping[str, Value] | None,
        *,
        person: PersonRow | None = None,
    ) -> None:
        """Be what was kept."""
        self.stop_looking()
        self._person, self._subject = person, subject
        self._about = None if about is None else dict(about)
        self.changed.emit()

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(error)
