"""A ward PC's page: what a lead set for the team, sealed for that PC alone.

page      = seal(newcomer key of its invitation, info = label | bound, aad = bound, plaintext)
bound     = space | door
plaintext = padded COSE_Sign1(lead's device; typ "yarrow/ward_page"; WardPage)

The newcomer key opens nothing else of the space, and the service does not have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import encode
from app.errors import Untrusted
from sync.protocol.cose import Signed, open_signed, sign
from sync.protocol.padding import pad, unpad
from sync.protocol.sealing import seal, unseal
from sync.protocol.shapes import Count, DeviceId, Hash, Size, from_map, read_format, to_map

FORMAT = 1
PAGE_TYPE = "yarrow/ward_page"
MOST_SETTINGS = 96 * 1024
LARGEST_PAGE = 128 * 1024
_LABEL = b"yarrow/ward_page/v1"
SealedPage = Annotated[bytes, Size(1, LARGEST_PAGE)]


@dataclass(frozen=True, slots=True, repr=False)
class WardPage:
    """What holds at a ward PC from `number` on, the service's time in ms when it was made.

    `by` is the device of the lead whose program made it. `settings` are records of settings as
    `app.usecases.settings.team_settings` reads them, encoded: a list of [kind, fields].
    """

    space: Hash
    door: DeviceId
    by: DeviceId
    number: Count
    settings: Annotated[bytes, Size(1, MOST_SETTINGS)]


@dataclass(frozen=True, slots=True)
class KeepPageRequest:
    """Keep the page of a ward PC in the place of the one before; a lead's device asks."""

    door: DeviceId
    sealed: SealedPage


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """The page of the ward PC that asks, None where there is none."""

    sealed: SealedPage | None


def seal_page(
    page_key: bytes, signing: Ed25519PrivateKey, page: WardPage, *, random32: bytes
) -> bytes:
    """The page as it lies on the service."""
    signed = sign(signing, PAGE_TYPE, encode({"format": FORMAT, **to_map(page)}))
    bound = page.space + page.door
    return seal(page_key, pad(signed), info=_LABEL + bound, aad=bound, random32=random32)


def open_page(
    page_key: bytes, sealed: bytes, *, space: bytes, door: bytes
) -> tuple[WardPage, Signed]:
    """The page, and the signature to check with the key of the device it names.

    Raises Untrusted `sync.cannot_open`, `sync.wrong_space` for that of another PC, and others.
    """
    bound = space + door
    plaintext = unseal(page_key, sealed, info=_LABEL + bound, aad=bound)
    signed = open_signed(unpad(plaintext), PAGE_TYPE)
    page = from_map(WardPage, read_format(signed.value, FORMAT))
    if (page.space, page.door) != (space, door):
        raise Untrusted("sync.wrong_space")
    return page, signed
