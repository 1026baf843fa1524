"""What a ward PC seals to its team: the answers of one page, finished or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from app.domain.encoding import Value
from app.domain.parcels import derived_id

KIND = "ward_door"
"""The kind of the record that says of another how it came, and whether somebody has seen it."""
DOOR, KEPT, WHOLE, SEEN = "door", "kept", "is_whole", "seen"
VOUCHED = "vouched"
"""Its value is "no" where a lead took it in though no PC is proven to have sealed it."""
_WHAT = "identification"
_FIELDS = {"kind", "form", "answers", "safety", "about", "time", "whole"}
_PAST_MS = 2**47


@dataclass(frozen=True, slots=True, repr=False)
class DoorRecord:
    """One page: the reference of its form, the answers, what is known of the person, and when.

    `safety` is what was done already to keep the record of it safe. `is_whole` is False for a page
    that was left before it was saved.
    """

    form: str
    answers: Mapping[str, Value]
    safety: Mapping[str, Value]
    about: Mapping[str, Value]
    at_ms: int
    is_whole: bool


def pack(record: DoorRecord) -> dict[str, Value]:
    """The fields of its parcel."""
    return {
        "kind": _WHAT,
        "form": record.form,
        "answers": dict(record.answers),
        "safety": dict(record.safety),
        "about": dict(record.about),
        "time": record.at_ms,
        "whole": record.is_whole,
    }


def unpack(fields: Mapping[str, Value]) -> DoorRecord | None:
    """The page in a parcel, None if it is none that this version knows."""
    form, at_ms, is_whole = fields.get("form"), fields.get("time"), fields.get("whole")
    if set(fields) != _FIELDS or fields["kind"] != _WHAT:
        return None
    answers, safety, about = (_map(fields[name]) for name in ("answers", "safety", "about"))
    if answers is None or safety is None or about is None:
        return None
    if not isinstance(form, str) or type(at_ms) is not int or not isinstance(is_whole, bool):
        return None
    if not 0 <= at_ms < _PAST_MS:
        return None
    return DoorRecord(form, answers, safety, about, at_ms, is_whole)


def file_of(space: bytes, parcel: bytes) -> bytes:
    """The id of the file that is opened for a parcel; its reference is told at the door."""
    return derived_id(space, parcel, "file")


def record_of(space: bytes, parcel: bytes) -> bytes:
    """The id of the identification made of a parcel."""
    return derived_id(space, parcel, "identification")


def safety_of(space: bytes, parcel: bytes) -> bytes:
    """The id of what was done to keep its record safe."""
    return derived_id(space, parcel, "record_safety")


def mark_of(space: bytes, parcel: bytes) -> bytes:
    """The id of the record that says how it came."""
    return derived_id(space, parcel, KIND)


def _map(value: Value) -> dict[str, Value] | None:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        return None
    return cast("dict[str, Value]", value)
