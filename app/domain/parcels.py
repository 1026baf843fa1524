"""Parcels between teams: what one holds, how far it came, and the ids that follow from its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.domain.encoding import Value

_LABEL = b"yarrow/from-parcel/v1"
_TOLD = "told for a removed PC"


class ParcelState(StrEnum):
    """How far a parcel of this PC came; it only goes forward, and `refused` is an end."""

    WRITTEN = "written"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Team:
    """A team that one of this vault's spaces was introduced to.

    `id` is its space, `own` is ours; `name` and `phone` are what a lead of ours keeps it under.
    `is_closed` says that a lead of ours ended it.
    """

    id: bytes
    own: bytes
    name: str
    phone: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """What goes from one team to another, once: `own` is our space, `team` the other's.

    `answers` is the id of the parcel it answers. `fields` are all that may be read of it, `basis`
    the consent or the lawful basis. From a ward's door `own` and `team` are the same.
    """

    id: bytes
    own: bytes
    team: bytes
    answers: bytes | None
    fields: Mapping[str, Value]
    basis: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a parcel that was written here came, since when, and why it waits or was refused.

    `sent` is signed for by the service, `received` by a PC of the other team whose records of it
    are safe. `why` is a code that has a sentence, or empty.
    """

    id: bytes
    own: bytes
    team: bytes
    state: ParcelState
    why: str
    since_ms: int
    written_ms: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """The PC that a referral's parcel goes from: its name and its person's, and since when.

    `is_gone` says that it was removed from the team, and sends nothing more.
    """

    pc: str
    author: str
    since_ms: int
    is_here: bool
    is_gone: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Arrived:
    """A parcel that was proven and is not taken in: its device in the other team, when it came.

    `sealed_ms` is the time of its team's service that it was sealed after: the same on every PC
    that opens it, whatever the clocks of either say. `why` is the code for what kept it apart until
    a person let it count, empty where nothing did.
    """

    parcel: Parcel
    device: bytes
    came_ms: int
    sealed_ms: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """A parcel that counts for nothing: who it says it is from, and the code for why.

    `is_proven` says that what it holds is kept, so that a person may let it count: its team and PC
    are known, or a lead has looked into it though nobody vouches for it. `device` is the PC that it
    says it is from, empty where that was not read.
    """

    id: bytes
    own: bytes
    sender: bytes
    why: str
    came_ms: int
    is_proven: bool = False
    device: bytes = b""


MOST_OF_A_KIND = 30
"""So many records of one kind are made of a parcel."""


def row_label(kind: str, number: int) -> str:
    """What tells a record that is made of a parcel from others of its kind."""
    return f"{kind} {number}"


def derived_id(sender: bytes, parcel: bytes, label: str) -> bytes:
    """The id, 16 bytes, of what is made here from a parcel: the same on every PC of the team.

    The sender's space is part of it, so that no team can name what came from another.
    """
    return sha256(_LABEL + sender + parcel + label.encode()).digest()[:16]


def told_id(own: bytes, change: bytes) -> bytes:
    """The id of the parcel that tells of a change: one, whichever PCs of our space tell."""
    return derived_id(own, change, _TOLD)
