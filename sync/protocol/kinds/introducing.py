"""Introduce the space to another team: `introduce`, and `part` to end that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from app.domain.encoding import decode, encode
from sync.protocol.epochs import Place, open_bytes, seal_bytes
from sync.protocol.shapes import (
    Count,
    DeviceId,
    Hash,
    PublicKey,
    SealedText,
    Size,
    from_map,
    to_map,
)

LONGEST_NAME = 200
LONGEST_PHONE = 100


@dataclass(frozen=True, slots=True)
class Introduce:
    """Lets the space `team` read the statements here and send parcels; signed by `by`, a lead's.

    `service` is the signing key of that space's service. `what` is a `KeptTeam`, sealed under the
    content key of `epoch`. Once more for the same team it changes what it is kept under.
    """

    previous: Hash
    by: DeviceId
    team: Hash
    service: PublicKey
    epoch: Count
    what: SealedText
    time: Count


@dataclass(frozen=True, slots=True)
class Part:
    """Ends that: nothing from the space `team` is taken any more; signed by `by`, a lead's."""

    previous: Hash
    by: DeviceId
    team: Hash
    time: Count


@dataclass(frozen=True, slots=True)
class KeptTeam:
    """The name that a team is kept under here, and the number to ring."""

    name: Annotated[str, Size(1, LONGEST_NAME)]
    phone: Annotated[str, Size(0, LONGEST_PHONE)]


def seal_team(content_key: bytes, kept: KeptTeam, *, place: Place, random32: bytes) -> bytes:
    """What an `introduce` keeps of a team, for members alone."""
    plain = encode(to_map(kept))
    return seal_bytes(content_key, plain, place=place, label="team", random32=random32)


def open_team(content_key: bytes, sealed: bytes, *, place: Place) -> KeptTeam:
    """What an `introduce` keeps of a team, by the content key of its epoch."""
    return from_map(KeptTeam, decode(open_bytes(content_key, sealed, place=place, label="team")))
