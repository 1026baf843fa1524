"""The times that the person on the page was recorded before, and how that is said."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.domain.attendances import Attendance, Attendances, settings_of
from app.errors import YarrowError
from app.forms.lists import load_list
from ui.formats import short_date, short_day
from ui.jobs import Jobs

Look = Callable[[bytes], Future[Attendances]]
_TIMES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def nothing_earlier(subject: bytes) -> Future[Attendances]:
    """What is answered where nothing is looked for."""
    answer: Future[Attendances] = Future()
    answer.set_result(Attendances(subject))
    return answer


class Earlier(QObject):
    """Looks up who was taken. Signals: `changed()` when something else is known."""

    changed = Signal()

    def __init__(self, look: Look, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._jobs = look, jobs
        self._subject: bytes | None = None
        self.known: Attendances | None = None

    def look_at(self, subject: bytes | None) -> None:
        """It is this person now, or nobody whom this PC knows."""
        if subject == self._subject:
            return
        self._subject, self.known = subject, None
        self.changed.emit()
        if subject is not None:
            self._jobs.when_done(self._look(subject), self, done=self._show, failed=self._leave)

    def _show(self, known: Attendances) -> None:
        if known.subject == self._subject:
            self.known = known
            self.changed.emit()

    def _leave(self, _error: YarrowError) -> None:
        """What cannot be read is told where the file is opened."""


def told(known: Attendances | None, *, today: date) -> tuple[str, str]:
    """A strong sentence and a plain one; both empty where nothing was recorded before."""
    if known is not None and known.is_closed:
        return "A sensitive file.", "Earlier records in it are not shown here."
    if known is None or not known.them:
        return "", ""
    last, recent = known.them[0], known.within_a_year(today)
    if not recent:
        return f"Recorded before, last on {short_date(last.day)}.", _places(known.them)
    strong = f"{_time(len(recent) + 1)} time in 12 months."
    when = short_day(last.day, today=today)
    return strong, f"{_places(recent)} Last: {when}, {_outcome(last)}."


def _time(number: int) -> str:
    return _TIMES[number - 1] if number <= len(_TIMES) else f"{number}th"


def _places(them: tuple[Attendance, ...]) -> str:
    """How many kinds of place they were seen in, and which."""
    settings = settings_of(them)
    names = [load_list("setting_types").label(each) for each in settings]
    if len(names) == 1:
        return f"{names[0]}."
    count = _NUMBERS[len(names)] if len(names) < len(_NUMBERS) else str(len(names))
    return f"{count} settings: {', '.join(names)}." if names else ""


def _outcome(last: Attendance) -> str:
    words = load_list("outcomes").label(last.outcome) if last.outcome else "recorded"
    danger = ", in danger then" if last.in_danger else ""
    return f"{words[:1].lower()}{words[1:]}{danger}"
