"""What goes with each part of a referral, in words, so that who ticks it sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.encoding import Value
from app.forms import library
from app.forms.agreed import Part, agreed
from ui.forms.stored_words import in_words

_LONGEST = 240
_MASKED = "contact_point"
_COUNTED = {"child": ("1 child", "{} children"), "other_person": ("1 person", "{} people")}

Single = Mapping[str, Mapping[str, Value]]
Several = Mapping[str, Sequence[Mapping[str, Value]]]


def part_words(single: Single, several: Several) -> dict[str, str]:
    """The words of every part of which there is something; the others are left out."""
    found = {part.code: _words(part, single, several) for part in agreed().parts}
    return {code: words for code, words in found.items() if words}


def _words(part: Part, single: Single, several: Several) -> str:
    said = [
        _answers(kind, each, names)
        for kind, names in part.fields.items()
        for each in ([single[kind]] if kind in single else [])
    ]
    said += [_rows(kind, several.get(kind, ())) for kind in part.fields if kind in several]
    words = " · ".join(filter(None, said))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _answers(kind: str, answers: Mapping[str, Value], names: Sequence[str]) -> str:
    form = library.latest(kind)
    told = []
    for name in names:
        field, value = form.field(name), answers.get(name)
        if field is not None and value not in (None, "", [], {}):
            told.append(f"{field.label}: {in_words(value, field)}")
    return " · ".join(told)


def _rows(kind: str, rows: Sequence[Mapping[str, Value]]) -> str:
    """How many, and of whom; a number or an address is never drawn here."""
    if not rows:
        return ""
    if kind == _MASKED:
        return "1 way to reach them" if len(rows) == 1 else f"{len(rows)} ways to reach them"
    one, many = _COUNTED.get(kind, ("1 record", "{} records"))
    return one if len(rows) == 1 else many.format(len(rows))
