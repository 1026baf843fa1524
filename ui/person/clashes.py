"""Versions that a person has to choose between, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.moments import moment_of
from app.domain.records import Record, Version
from app.forms import library
from app.forms.definition import Field
from ui.formats import moment


@dataclass(frozen=True, slots=True)
class VersionWords:
    """One version: what it says, who wrote it when, and the change that did."""

    change: bytes
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class ClashWords:
    """One field with several versions; `heads` are those that were read when it was shown."""

    record: bytes
    field: str
    label: str
    versions: tuple[VersionWords, ...]
    heads: tuple[bytes, ...]


def clashes_of(records: Sequence[Record], *, now: datetime) -> tuple[ClashWords, ...]:
    """Every clash of a file's records, in their order; `now` has an offset."""
    return tuple(clash for record in records for clash in _clashes(record, now))


def _clashes(record: Record, now: datetime) -> Iterator[ClashWords]:
    for field, versions in record.clashes.items():
        name, _, element = field.partition("/")
        form = library.latest(record.kind) if library.is_form(record.kind) else None
        asked = form.field(name) if form is not None else None
        yield ClashWords(
            record=record.id,
            field=field,
            label=_label(field, element, asked),
            versions=tuple(_version(each, asked, now) for each in versions),
            heads=record.heads.get(field, tuple(each.change for each in versions)),
        )


def _label(field: str, element: str, asked: Field | None) -> str:
    if field == AWAY:
        return "Entered in error"
    if asked is None:
        return field
    codes = asked.codes
    named = codes.label(element) if element and codes is not None else ""
    return f"{asked.label}: {named}" if named else asked.label


def _version(version: Version, asked: Field | None, now: datetime) -> VersionWords:
    at = moment_of(version.at_ms).astimezone(now.tzinfo)
    by = ", ".join(filter(None, (version.author, moment(at, now=now))))
    return VersionWords(version.change, in_words(version.value, asked), by)


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
