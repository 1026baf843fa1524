"""Whom the page is about: nobody yet, someone found on this PC, or someone new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from PySide6.QtCore import QObject, Signal

from app.domain.encoding import Value
from app.domain.people import PersonRow, age_on
from app.errors import YarrowError
from ui.identify.earlier import Earlier, Look, nothing_earlier
from ui.jobs import Jobs

_ABOUT, _SPACE, _REFUSED, _SOUGHT = "about", "keep_in", "refused", "sought"
Match = Callable[[str], Future[list[PersonRow]]]
Likely = Callable[[Mapping[str, Value]], Future[list[PersonRow]]]


def nobody_likely(_about: Mapping[str, Value]) -> Future[list[PersonRow]]:
    """What is answered where there is nobody to compare with."""
    answer: Future[list[PersonRow]] = Future()
    answer.set_result([])
    return answer


@dataclass(frozen=True, slots=True)
class Space:
    """A space that a new file may go into; the home has no id here."""

    id: bytes | None
    title: str


class Whom(QObject):
    """Looks for people and keeps who was taken, or what is known of someone new.

    Someone new who is likely one of those with a file has to be told apart from them by a person:
    `unsettled` are those she has not refused. `earlier` knows when they were recorded before.
    `sought` are the words of a search that has not led to anybody.

    Signals: `matched(object)` with the list of people found for the last words looked for;
    `compared(object)` with those that someone new is likely, once they were looked for;
    `changed()` when it is another person or another description; `failed(object)` with the error
    when nobody could be looked for; `spaces_changed()` when there are others to choose among;
    `sought_changed()` when other words are looked with.
    """

    matched = Signal(object)
    compared = Signal(object)
    changed = Signal()
    failed = Signal(object)
    spaces_changed = Signal()
    sought_changed = Signal()

    def __init__(
        self,
        match: Match | None,
        jobs: Jobs,
        *,
        likely: Likely = nobody_likely,
        earlier: Look = nothing_earlier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._match, self._likely, self._jobs = match, likely, jobs
        self.earlier = Earlier(earlier, jobs, parent=self)
        self._refused: set[bytes] = set()
        self._alike: tuple[PersonRow, ...] = ()
        self._person: PersonRow | None = None
        self._subject: bytes | None = None
        self._about: dict[str, Value] | None = None
        self._search = 0
        self._space: bytes | None = None
        self.sought = ""
        self.spaces: tuple[Space, ...] = ()

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
    def space(self) -> bytes | None:
        """The space of named people that a new file is to go into, None for the home."""
        known = {each.id for each in self.spaces}
        return self._space if self._subject is None and self._space in known else None

    @property
    def is_settled(self) -> bool:
        """Whether it is someone."""
        return self._subject is not None or self._about is not None

    @property
    def unsettled(self) -> list[PersonRow]:
        """Those that someone new is likely, as was last looked for, and that nobody refused."""
        return [row for row in self._alike if row.subject not in self._refused]

    @property
    def told_apart(self) -> tuple[bytes, ...]:
        """The files of those that someone new is likely and that were refused."""
        return tuple(row.subject for row in self._alike if row.subject in self._refused)

    def age_on(self, today: date) -> int | None:
        """How old they are, as far as it is known."""
        if self._person is not None:
            return self._person.age
        born = (self._about or {}).get("date_of_birth")
        try:
            return age_on(today, date.fromisoformat(born)) if isinstance(born, str) else None
        except ValueError:
            return None

    @property
    def may_look(self) -> bool:
        """Whether there is anybody here to be looked for; on a ward PC there is not."""
        return self._match is not None

    def look_for(self, words: str) -> None:
        """Look for people on this PC; an answer to earlier words is dropped when it comes."""
        if self._match is None:
            return
        self._search += 1
        number = self._search

        def arrived(rows: list[PersonRow]) -> None:
            if number == self._search:
                self.matched.emit(rows)

        self._jobs.when_done(self._match(words), self, done=arrived, failed=self._on_failed)

    def compare(self, then: Callable[[], object] | None = None) -> None:
        """Look for whom someone new is likely, and tell; then do what waits for it."""
        about = dict(self._about or {})

        def arrived(rows: list[PersonRow]) -> None:
            if self._about is not None and about != self._about:
                self.compare(then)  # something else is known by now
            else:
                self._alike = tuple(rows)
                self.compared.emit(self.unsettled)
                if then is not None:
                    then()

        self._jobs.when_done(self._likely(about), self, done=arrived, failed=self._on_failed)

    def settle(self, done: Callable[[], object], ask: Callable[[], object]) -> None:
        """Do one if it is clear who it is, the other if someone new is likely somebody known."""
        if self._subject is not None:
            done()
        else:
            self.compare(lambda: ask() if self.unsettled else done())

    def note_sought(self, words: str) -> None:
        """These words were typed to look with; they are nobody."""
        if self.may_look and not self.is_settled and words != self.sought:
            self.sought = words
            self.sought_changed.emit()

    def go_on_with(self, words: str) -> None:
        """Look with words that were typed before a lock."""
        if words and self.may_look and not self.is_settled:
            self.sought = words
            self.changed.emit()

    def refuse(self, rows: Sequence[PersonRow]) -> None:
        """It is none of these."""
        self._refused |= {row.subject for row in rows}
        if self._about is not None:
            self.changed.emit()

    def stop_looking(self) -> None:
        """Drop whatever answer is still on its way."""
        self._search += 1

    def take(self, row: PersonRow) -> None:
        """It is this person."""
        self.resume(row.subject, None, person=row)

    def describe(self, about: Mapping[str, Value]) -> None:
        """It is someone new; a search for the same number may still be under way."""
        if dict(about) != self._about:
            self._alike = ()
        self._person, self._subject, self._about = None, None, dict(about)
        self.sought = ""
        self.earlier.look_at(None)
        self.changed.emit()

    def show_spaces(self, spaces: Sequence[Space]) -> None:
        """Offer these, the home first; one alone is no choice."""
        if self.spaces != tuple(spaces):
            self.spaces = tuple(spaces)
            self.spaces_changed.emit()

    def keep_in(self, space: bytes | None) -> None:
        """A new file is to go into this space, None for the home."""
        self._space = space
        self.changed.emit()

    def clear(self) -> None:
        """It is nobody yet."""
        self._space = None
        self.resume(None, None)

    def kept(self) -> dict[str, Value]:
        """What a draft keeps of it beside the answers."""
        kept: dict[str, Value] = {}
        if self._about is not None:
            kept[_ABOUT] = dict(self._about)
        if self._space is not None:
            kept[_SPACE] = self._space
        if self._refused and self._about is not None:
            kept[_REFUSED] = [*sorted(self._refused)]
        if self.sought:
            kept[_SOUGHT] = self.sought
        return kept

    def resume_kept(
        self, subject: bytes | None, answers: dict[str, Value], person: PersonRow | None
    ) -> None:
        """Be what a draft kept, and take that out of its answers."""
        about, space = answers.pop(_ABOUT, None), answers.pop(_SPACE, None)
        refused, sought = answers.pop(_REFUSED, None), answers.pop(_SOUGHT, None)
        self._space = space if isinstance(space, bytes) else None
        known = {str(name): each for name, each in about.items()} if _is_map(about) else None
        self.resume(subject, known, person=person)
        if isinstance(refused, list):
            self._refused = {each for each in refused if isinstance(each, bytes)}
        if isinstance(sought, str):
            self.go_on_with(sought)

    def resume(
        self,
        subject: bytes | None,
        about: Mapping[str, Value] | None,
        *,
        person: PersonRow | None = None,
    ) -> None:
        """Be what was kept."""
        self.stop_looking()
        self._refused, self._alike, self.sought = set(), (), ""
        self._person, self._subject = person, subject
        self._about = None if about is None else dict(about)
        self.earlier.look_at(subject)
        self.changed.emit()

    def _on_failed(self, error: YarrowError) -> None:
        self.failed.emit(error)


def _is_map(value: Value) -> TypeGuard[dict[str, Value]]:
    return isinstance(value, dict)
