"""The twelve points of one saved identification without their looks: each is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.domain.encoding import Value
from app.errors import YarrowError
from app.forms.definition import Form, is_given
from resources.words import sentence
from ui.jobs import Jobs

Answers = Mapping[str, Value]
Keep = Callable[[dict[str, Value]], Future[Answers]]
"""Writes the points that were changed, and gives all answers as they stand then."""


class SafetyViewModel(QObject):
    """Writes one change after another: what comes meanwhile waits, so that none meets its own.

    Signals: `changed()` when answers are others; `failed(str)` with a sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        form: Form,
        answers: Answers,
        keep: Keep,
        jobs: Jobs,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self._answers, self._keep, self._jobs = form, dict(answers), keep, jobs
        self._waiting: dict[str, Value] = {}
        self._is_busy = False

    @property
    def answers(self) -> Answers:
        """All that was answered, with what is on its way."""
        found = {**self._answers, **self._waiting}
        return {name: value for name, value in found.items() if is_given(value)}

    def set_answer(self, name: str, value: object) -> None:
        """Keep a point; a day that is not whole yet waits for its end."""
        given: Value = value if isinstance(value, str) else None
        if given == self.answers.get(name) or not self._is_whole(name, given):
            return
        self._waiting[name] = given
        self.changed.emit()
        self._go_on()

    def _is_whole(self, name: str, value: Value) -> bool:
        field = self.form.field(name)
        return value is None or field is None or field.codes is not None or _is_day(value)

    def _go_on(self) -> None:
        if self._is_busy or not self._waiting:
            return
        going, self._waiting = self._waiting, {}
        self._answers |= going
        self._is_busy = True

        def done(stands: Answers) -> None:
            self._is_busy, self._answers = False, dict(stands)
            self.changed.emit()
            self._go_on()

        def failed(error: YarrowError) -> None:
            self._is_busy = False
            self.failed.emit(sentence(error))

        self._jobs.when_done(self._keep(going), self, done=done, failed=failed)


def _is_day(value: Value) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False
