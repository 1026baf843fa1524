"""Fields as they are stored, in the words of the form that asked for them."""

from __future__ import annotations

from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.forms import library
from app.forms.definition import Field


def field_of(kind: str, field: str) -> Field | None:
    """The question that a stored field belongs to; None for one that this version has not."""
    form = library.latest(kind) if library.is_form(kind) else None
    return form.field(field.partition("/")[0]) if form is not None else None


def label_of(field: str, asked: Field | None) -> str:
    """What a stored field is called; an element of a list by its list and its own word."""
    element = field.partition("/")[2]
    if field == AWAY:
        return "Entered in error"
    if asked is None:
        return field
    codes = asked.codes
    named = codes.label(element) if element and codes is not None else ""
    return f"{asked.label}: {named}" if named else asked.label


def in_words(value: Value, asked: Field | None) -> str:
    """A field's value as people read it; nothing there is said so."""
    if value is None or value in ("", [], {}):
        return "Nothing here"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    codes = asked.codes if asked is not None else None
    if isinstance(value, str):
        return codes.label(value) if codes is not None else value
    if isinstance(value, dict):
        if asked is not None and asked.parts:
            parts = {part.name: part for part in asked.parts}
            told = ((parts.get(str(name)), name, each) for name, each in value.items())
            return "; ".join(
                f"{part.label if part is not None else name}: {in_words(each, part)}"
                for part, name, each in told
            )
        answers = asked.answers if asked is not None else None
        pairs = (
            f"{codes.label(str(key)) if codes is not None else key}: "
            f"{answers.label(str(each)) if answers is not None else in_words(each, None)}"
            for key, each in value.items()
        )
        return "; ".join(pairs)
    if isinstance(value, list):
        return "; ".join(in_words(each, asked) for each in value)
    return str(value)
