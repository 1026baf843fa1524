"""Where a record was before its file moved into another space, and who wrote it first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from app.domain.encoding import Value
from app.domain.records import Record

MOVED = "moved"
"""The field of a record that keeps it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a moved record was: its id and file, its first author, when she wrote it (ms).

    `first` is the id that it had before it moved for the first time.
    """

    record: bytes
    subject: bytes
    author: str
    at_ms: int
    first: bytes

    def field(self) -> dict[str, Value]:
        """The value as it is stored."""
        return {
            "record": self.record.hex(),
            "subject": self.subject.hex(),
            "author": self.author,
            "at": self.at_ms,
            "first": self.first.hex(),
        }


def origin_of(fields: Mapping[str, Value]) -> Origin | None:
    """Where a record came from; None for one that never moved, or says so in no way known here."""
    kept = fields.get(MOVED)
    if not isinstance(kept, dict):
        return None
    said = cast("dict[str, Value]", kept)
    record, subject = said.get("record"), said.get("subject")
    author, at_ms = said.get("author"), said.get("at")
    if not (isinstance(author, str) and type(at_ms) is int and at_ms >= 0):
        return None
    try:
        before, file = bytes.fromhex(str(record)), bytes.fromhex(str(subject))
        # One that moved with an older program names no first id.
        return Origin(before, file, author, at_ms, bytes.fromhex(str(said.get("first", record))))
    except ValueError:
        return None


def written_ms(record: Record) -> int:
    """When a record was written, before its file moved if it did: no clock begins anew by that."""
    origin = origin_of(record.fields)
    return record.created_ms if origin is None else origin.at_ms


def renamed(value: Value, names: Mapping[str, str]) -> Value:
    """The value with every id in it, in hex, that has become another one."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if isinstance(value, dict):
        kept = cast("dict[str, Value]", value)
        return {name: renamed(each, names) for name, each in kept.items()}
    return value
