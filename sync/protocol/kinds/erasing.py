"""Erase for good: `erase` names what goes, `keep` is another lead's no within the days of grace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from app.domain.encoding import decode, encode
from sync.protocol.epochs import Place, open_bytes, seal_bytes
from sync.protocol.shapes import (
    Count,
    DeviceId,
    Hash,
    ObjectId,
    SealedText,
    Size,
    SubjectId,
    from_map,
    to_map,
)

MOST_GROUPS = 20_000
MOST_OBJECTS = 10_000


@dataclass(frozen=True, slots=True)
class Erase:
    """Erases groups (position, index) and objects (id); signed by the device `by`, a lead's.

    Groups stand in order, each once, below its own position; `what` is an `ErasedThing`, sealed
    under the content key of `epoch`.
    """

    previous: Hash
    by: DeviceId
    groups: Annotated[tuple[tuple[Count, Count], ...], Size(0, MOST_GROUPS)]
    objects: Annotated[tuple[ObjectId, ...], Size(0, MOST_OBJECTS)]
    epoch: Count
    what: SealedText
    time: Count


@dataclass(frozen=True, slots=True)
class Keep:
    """Takes back an `erase` (its hash) that another person made; signed by `by`, a lead's."""

    previous: Hash
    by: DeviceId
    erase: Hash
    time: Count


@dataclass(frozen=True, slots=True)
class ErasedThing:
    """What an erasure is about: a file, or of it one record by kind and id; and why.

    An immutable record's id is 32 bytes, another's 16.
    """

    subject: SubjectId
    kind: Annotated[str, Size(1, 200)] | None
    record: Annotated[bytes, Size(16, 32)] | None
    reason: Annotated[str, Size(1, 2000)]


def seal_thing(content_key: bytes, thing: ErasedThing, *, place: Place, random32: bytes) -> bytes:
    """What an `erase` says it is about, for members alone."""
    plain = encode(to_map(thing))
    return seal_bytes(content_key, plain, place=place, label="erase", random32=random32)


def open_thing(content_key: bytes, sealed: bytes, *, place: Place) -> ErasedThing:
    """What an `erase` is about, by the content key of its epoch."""
    plain = open_bytes(content_key, sealed, place=place, label="erase")
    return from_map(ErasedThing, decode(plain))
