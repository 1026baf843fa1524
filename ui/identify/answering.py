"""The answers of one page: set, taken back, and checked against their form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.forms.checking import check
from app.forms.definition import Form, is_given
from ui.identify.advice import PERSON

_MOST_UNDONE = 200


class Answering:
    """Answers by field, blanks left out, with the way back to what stood before."""

    def __init__(self, form: Form, first: Mapping[str, Value]) -> None:
        self._form = form
        self._first = _given(first)
        self._now = dict(self._first)
        self._before: list[tuple[str, Value]] = []

    @property
    def now(self) -> dict[str, Value]:
        """A copy of the answers as they are."""
        return dict(self._now)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing stands here but what stood here at first."""
        return self._now == self._first

    def get(self, name: str) -> Value:
        """The answer of a field, None for a blank."""
        return self._now.get(name)

    def is_strange(self, name: str) -> bool:
        """Whether an answer holds words that the list of its field has not."""
        field, given = self._form.field(name), self._now.get(name)
        if field is None or field.codes is None or given is None or isinstance(given, dict):
            return False
        each = given if isinstance(given, list) else [given]
        return not set(map(str, each)) <= {*field.codes.codes}

    def set(self, name: str, value: Value) -> bool:
        """Take an answer; False if it is the one there. Words typed on are one thing to undo."""
        old = self._now.get(name)
        if old == value:
            return False
        if not self._is_typed_on(name, old, value):
            self._before.append((name, old))
            del self._before[:-_MOST_UNDONE]
        self._put(name, value)
        return True

    def begin_with(self, name: str, value: Value) -> bool:
        """Have another answer stand here at first; False if it is the one there."""
        if self._first.get(name) == value:
            return False
        self._first[name] = value
        self._put(name, value)
        return True

    def undo(self) -> str:
        """Bring back what stood before the last change; gives its field, or an empty text."""
        if not self._before:
            return ""
        name, old = self._before.pop()
        self._put(name, old)
        return name

    def replace(self, answers: Mapping[str, Value]) -> None:
        """Put other answers in place of all; there is no way back over that."""
        self._now, self._before = _given(answers), []

    def problems(self, *, now: datetime, training: bool) -> dict[str, str]:
        """The problems of the answers by field, in the form's order."""
        return check(self._form, self._now, now=now, training=training)

    def _put(self, name: str, value: Value) -> None:
        if is_given(value):
            self._now[name] = value
        else:
            self._now.pop(name, None)

    def _is_typed_on(self, name: str, old: Value, new: Value) -> bool:
        is_text = isinstance(old, str) and isinstance(new, str)
        field = self._form.field(name)
        is_listed = field is not None and field.codes is not None
        return bool(self._before) and self._before[-1][0] == name and is_text and not is_listed


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if is_given(value)}


def as_value(value: object) -> Value:
    """What an input gave as an answer; raises TypeError for what is none."""
    if value is None or isinstance(value, bool | int | str | bytes | list | dict):
        return value
    raise TypeError(type(value).__name__)


def at_person(form: Form, problems: Mapping[str, str]) -> dict[str, str]:
    """The same problems, those with the person's own fields at the field of the person."""
    return {
        PERSON if form.field(name) is None else name: problem for name, problem in problems.items()
    }
