"""A referral to a service outside as a document: the ticked parts in words, and on what grounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.document import Document, Line, Part
from app.domain.encoding import Value
from app.forms import library
from app.forms.agreed import PAGE, agreed
from app.forms.definition import Field, Kind, is_given
from app.forms.lists import load_list
from app.forms.outside import outside_places
from app.forms.own_kinds import is_own_kind
from app.forms.stored_words import in_words
from app.usecases.referrals.content import Content

_FOOT = (
    "Keep this safe, and tell no more people than need it. Make contact only in a way and at a "
    "time that is named here. Never tell the other person, or anyone who might."
)
_HEAD = ("referred_at", "to", "referrer", "referrer_role", "referrer_place", "feed_back_by")
_ASKS = ("urgency", "reason")
_GROUNDS = ("agreement", "conditions", "basis", "why_not_asked", "decided_by", "person_told")
_DAYS = {
    **{"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday"},
    **{"fri": "Friday", "sat": "Saturday", "sun": "Sunday"},
}


@dataclass(frozen=True, slots=True)
class Wording:
    """This moment's offset and the names of places, that answers are worded with."""

    now: datetime
    place_name: Callable[[str], str]


def document_of(
    content: Content, answers: Mapping[str, Value], parts: frozenset[str], wording: Wording
) -> Document:
    """The document for these answers of a referral, with the ticked parts of a file."""
    place = outside_places().get(str(answers.get("to_place")))
    to = place.name if place is not None else ""
    form = library.latest("referral")
    head = [Line("To", to)] if to else []
    head += _lines(form.field, answers, _HEAD, wording)
    found = [
        Part("Referral", tuple(head)),
        Part("What is asked", tuple(_lines(form.field, answers, _ASKS, wording))),
        Part("Agreement", tuple(_lines(form.field, answers, _GROUNDS, wording))),
    ]
    labels = load_list("referral_parts")
    for part in agreed().parts:
        if part.code in parts:
            lines = tuple(_of_part(part.fields, content, wording))
            found.append(Part(labels.label(part.code), lines))
    return Document("Referral", tuple(each for each in found if each.lines), _FOOT)


def _of_part(
    named: Mapping[str, tuple[str, ...]], content: Content, wording: Wording
) -> Iterator[Line]:
    for kind, names in named.items():
        if is_own_kind(kind):
            yield from _pages(kind, content)
            continue
        form = library.latest(kind) if library.is_form(kind) else None
        if form is None:
            continue
        rows = [content.answers[kind]] if kind in content.answers else content.several.get(kind, ())
        for row in rows:
            yield from _lines(form.field, row, names, wording)


def _pages(kind: str, content: Content) -> Iterator[Line]:
    """The pages of one form of a pack, which are in words already."""
    for row in content.several.get(PAGE, ()):
        if str(row.get("of_form")).partition("/")[0] == kind:
            yield Line(str(row.get("title")), str(row.get("content")))


def _lines(
    field_of: Callable[[str], Field | None],
    answers: Mapping[str, Value],
    names: tuple[str, ...],
    wording: Wording,
) -> list[Line]:
    found = []
    for name in names:
        field, value = field_of(name), answers.get(name)
        if field is None or not is_given(value):
            continue
        if field.parts and isinstance(value, dict):
            inner = {str(key): each for key, each in value.items()}
            found += [
                Line(part.label, _words(part, inner[part.name], wording))
                for part in field.parts
                if is_given(inner.get(part.name))
            ]
        else:
            found.append(Line(field.label, _words(field, value, wording)))
    return found


def _words(field: Field, value: Value, wording: Wording) -> str:
    """One answer as people say it."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "; ".join(_time(each) for each in value)
    if not isinstance(value, str):
        return in_words(value, field)
    try:
        if field.kind is Kind.ODS_CODE:
            return wording.place_name(value)
        if field.kind is Kind.DATE:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        if field.kind is Kind.DATETIME:
            return f"{datetime.fromisoformat(value).astimezone(wording.now.tzinfo):%d/%m/%Y %H:%M}"
    except ValueError:
        return value
    return in_words(value, field)


def _time(value: Value) -> str:
    """A safe time, such as "Monday 10:00 to 12:00"."""
    said = {str(key): str(each) for key, each in value.items()} if isinstance(value, dict) else {}
    day = _DAYS.get(said.get("day", ""), said.get("day", ""))
    return f"{day} {said.get('from', '')} to {said.get('to', '')}".strip()
