"""How two teams come to know of each other: a code, what lies under it, and six words.

The lead who makes the code leaves an offer on the service; who types the code leaves an answer
beside it. Both are sealed under keys that follow from the code, so that the service reads neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from app.domain.encoding import decode, encode
from app.errors import Untrusted
from sync.protocol.codes import SECRET_SIZE
from sync.protocol.keys import Random
from sync.protocol.padding import pad, unpad
from sync.protocol.sealing import derive, seal, unseal
from sync.protocol.shapes import Count, Hash, PublicKey, Size, from_map, read_format, to_map

FORMAT = 1
GOOD_MS = 72 * 60 * 60 * 1000
LARGEST_CARD = 4 * 1024
_LOCATOR_SIZE = 16
_PAD_TO = 1024
_LOCATOR_LABEL = b"yarrow/introduction/locator/v1"
_KEY_LABELS = {False: b"yarrow/introduction/offer/v1", True: b"yarrow/introduction/answer/v1"}

Locator = Annotated[bytes, Size(16, 16)]
Card = Annotated[bytes, Size(1, LARGEST_CARD)]


@dataclass(frozen=True, slots=True, repr=False)
class IntroductionCode:
    """The 128 random bits of an introduction's code; `codes` writes and reads them for people."""

    secret: bytes

    @classmethod
    def make(cls, random: Random) -> IntroductionCode:
        """A code for one other team."""
        return cls(random(SECRET_SIZE))

    @property
    def locator(self) -> bytes:
        """Under which both cards lie on the service, 16 bytes."""
        return derive(self.secret, _LOCATOR_LABEL, size=_LOCATOR_SIZE)


@dataclass(frozen=True, slots=True)
class TeamCard:
    """What one team tells the other: its space, its service, what it calls itself, its number."""

    space: Hash
    signing: PublicKey
    title: Annotated[str, Size(0, 200)]
    phone: Annotated[str, Size(0, 100)]
    training: bool
    expires: Count


def seal_card(code: IntroductionCode, card: TeamCard, *, is_answer: bool, random32: bytes) -> bytes:
    """A card as it lies on the service."""
    plaintext = pad(encode({"format": FORMAT, **to_map(card)}), _PAD_TO)
    label = _KEY_LABELS[is_answer]
    key, locator = derive(code.secret, label), code.locator
    return seal(key, plaintext, info=label + locator, aad=locator, random32=random32)


def open_card(code: IntroductionCode, sealed: bytes, *, is_answer: bool) -> TeamCard:
    """The card that this code opens; raises Untrusted `sync.cannot_open` and others."""
    if len(sealed) > LARGEST_CARD:
        raise Untrusted("sync.too_large")
    label = _KEY_LABELS[is_answer]
    key, locator = derive(code.secret, label), code.locator
    plaintext = unseal(key, sealed, info=label + locator, aad=locator)
    return from_map(TeamCard, read_format(decode(unpad(plaintext, _PAD_TO)), FORMAT))
