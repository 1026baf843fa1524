"""Answers as lines of words, whatever a form says of them: nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.domain.encoding import Value
from app.forms.definition import Field, Form
from app.forms.lists import CodeList

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"


def lines_of(form: Form, answers: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Each answer by its field's name, as `Label: answer`, in the form's order.

    What the form does not know comes last, under its own name; a sign that cannot be shown is
    shown as one that could not.
    """
    for field in form.fields:
        if answers.get(field.name) is not None:
            yield field.name, f"{field.label}: {_told(answers[field.name], field)}"
    for name, value in answers.items():
        if form.field(name) is None and value is not None:
            yield name, f"{showable(name)}: {_told(value)}"


def showable(text: str) -> str:
    """The same text without signs that nobody could see."""
    return _UNSHOWABLE.sub(_NOT_SHOWN, text)


def _told(value: Value, field: Field | None = None) -> str:
    match value:
        case list():
            return ", ".join(_told(each, field) for each in value)
        case dict():
            return ", ".join(_pair(str(key), each, field) for key, each in value.items())
        case bool():
            return "yes" if value else "no"
        case bytes():
            return value.hex()
        case _:
            return _label(str(value), None if field is None else field.codes)


def _pair(key: str, value: Value, field: Field | None) -> str:
    if field is None:
        return f"{showable(key)}: {_told(value)}"
    return f"{_label(key, field.codes)}: {_label(str(value), field.answers)}"


def _label(code: str, codes: CodeList | None) -> str:
    return showable(code if codes is None else codes.label(code))
