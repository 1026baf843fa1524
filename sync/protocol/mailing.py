"""What is asked about other teams: introductions, their statements, parcels to them and from them.

All of it is asked in the asking device's own space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from sync.protocol.introductions import Card, Locator
from sync.protocol.parcels import LARGEST_PARCEL, SMALLEST_PARCEL, ParcelId
from sync.protocol.shapes import Count, Hash, SignedBytes, Size

MOST_ASKED = 100
MOST_LISTED = 500
SealedParcel = Annotated[bytes, Size(SMALLEST_PARCEL, LARGEST_PARCEL)]
Stage = Literal["waiting", "taken", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class OfferRequest:
    """Keep an offer under a locator until it is answered and collected; a lead's device asks."""

    locator: Locator
    offer: Card
    expires: Count


@dataclass(frozen=True, slots=True)
class IntroductionRequest:
    """What lies under a locator; a lead's device asks, and leaves `answer` if it has one.

    An answer is kept once; the same again is answered again.
    """

    locator: Locator
    answer: Card | None


@dataclass(frozen=True, slots=True)
class IntroductionAnswer:
    """The offer, and the answer if somebody left one."""

    offer: Card
    answer: Card | None


@dataclass(frozen=True, slots=True)
class OfTeamRequest:
    """Statements of another space after a position, for a space that it introduced to itself."""

    team: Hash
    after: int


@dataclass(frozen=True, slots=True)
class PostRequest:
    """Keep a parcel for the space `to`, sealed to the inbox key of that epoch of it."""

    to: Hash
    parcel: ParcelId
    epoch: Count
    sealed: SealedParcel


@dataclass(frozen=True, slots=True)
class ParcelsRequest:
    """Which parcels lie here for this space that this device has not taken in, above a number?"""

    after: Count


@dataclass(frozen=True, slots=True)
class ParcelsAnswer:
    """Parcels in the order they came: number, sender's space, id, epoch; `MOST_LISTED` of them."""

    parcels: Annotated[tuple[tuple[Count, Hash, ParcelId, Count], ...], Size(0, MOST_LISTED)]
    more: bool


@dataclass(frozen=True, slots=True)
class ParcelRequest:
    """One of them."""

    sender: Hash
    parcel: ParcelId


@dataclass(frozen=True, slots=True)
class ParcelAnswer:
    """Its bytes; None where it is not or no longer here."""

    sealed: SealedParcel | None


@dataclass(frozen=True, slots=True)
class TakenRequest:
    """This device's words (`parcels.Taken`) for parcels that it took in."""

    taken: Annotated[tuple[SignedBytes, ...], Size(1, MOST_ASKED)]


@dataclass(frozen=True, slots=True)
class StatesRequest:
    """What became of parcels from here to the space `to`?"""

    to: Hash
    parcels: Annotated[tuple[ParcelId, ...], Size(1, MOST_ASKED)]


@dataclass(frozen=True, slots=True)
class StatesAnswer:
    """For each in order: where it is, and the word of the first device that took it in."""

    states: tuple[tuple[Stage, SignedBytes | None], ...]
