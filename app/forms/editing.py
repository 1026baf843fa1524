"""Whether edits of a record may be saved under its form.

An edit answers for what it sets and for what follows from it, not for what already stood there,
so that a record which arrived with a fault, or from another version, can still be worked on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.errors import FormRefused
from app.forms.checking import choices_of, examine
from app.forms.conversion import Circumstances
from app.forms.definition import Answers, Field, Form, Kind, is_given


def check_edit(
    form: Form, before: Answers, edits: Mapping[str, object], *, now: datetime, training: bool
) -> dict[str, str]:
    """The problems that edits of a record bring, by field; none if they may be saved.

    `before` holds the record's answers (`fields.from_fields`); a null in `edits` clears a field.
    """
    return _examine(form, before, edits, Circumstances(now, training))[1]


def accept_edit(
    form: Form, before: Answers, edits: Mapping[str, object], *, now: datetime, training: bool
) -> dict[str, Value]:
    """The edited answers as they are stored, null for those cleared; raises FormRefused.

    What stands in the record as the edit says is left out.
    """
    converted, problems = _examine(form, before, edits, Circumstances(now, training))
    if problems:
        raise FormRefused(problems, choices_of(form, next(iter(problems))))
    values = {name: converted.get(name) for name in edits if _sets(form, name, before, edits)}
    return {name: value if is_given(value) else None for name, value in values.items()}


def _examine(
    form: Form, before: Answers, edits: Mapping[str, object], at: Circumstances
) -> tuple[dict[str, Value], dict[str, str]]:
    foreign = {name: _foreign_codes(form.field(name), before.get(name)) for name in edits}
    known = {name: _without(value, foreign[name]) for name, value in edits.items()}
    converted, problems = examine(form, {**before, **known}, at)
    stood = examine(form, before, at)[1]
    brought = {
        name: problem
        for name, problem in problems.items()
        if stood.get(name) != problem or _sets(form, name, before, edits)
    }
    for name, codes in foreign.items():
        if kept := [code for code in codes if code in _items(edits[name])]:
            converted[name] = [*_items(converted.get(name)), *kept]
    return converted, brought


def _sets(form: Form, name: str, before: Answers, edits: Mapping[str, object]) -> bool:
    """Whether an edit sets a field; naming what stands there already sets nothing."""
    name = name.partition(".")[0]  # a part of a group goes with the group
    return name in edits and (form.field(name) is None or edits[name] != before.get(name))


def _foreign_codes(field: Field | None, value: Value) -> list[Value]:
    """The codes of a list that another version put there; an edit may keep or remove them."""
    if field is None or field.kind is not Kind.CHOICES or field.codes is None:
        return []
    return [code for code in _items(value) if code not in field.codes.codes]


def _without(value: object, codes: list[Value]) -> object:
    return [item for item in value if item not in codes] if isinstance(value, list) else value


def _items(value: object) -> list[Value]:
    return value if isinstance(value, list) else []
