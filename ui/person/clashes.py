"""Versions that a person has to choose between, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.moments import moment_of
from app.domain.records import Record, Version
from app.forms.definition import Field
from app.forms.stored_words import field_of, in_words, label_of
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
        asked = field_of(record.kind, field)
        yield ClashWords(
            record=record.id,
            field=field,
            label=label_of(field, asked),
            versions=tuple(_version(each, asked, now) for each in versions),
            heads=record.heads.get(field, tuple(each.change for each in versions)),
        )


def _version(version: Version, asked: Field | None, now: datetime) -> VersionWords:
    at = moment_of(version.at_ms).astimezone(now.tzinfo)
    by = ", ".join(filter(None, (version.author, moment(at, now=now))))
    return VersionWords(version.change, in_words(version.value, asked), by)
