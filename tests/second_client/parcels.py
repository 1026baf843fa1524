"""What teams send each other: docs/protocol.md 9."""

from __future__ import annotations

from hashlib import sha256

from tests.second_client.formats import (
    HpkeKey,
    decode,
    hkdf,
    number,
    open_sealed,
    payload,
    unpad,
    verified,
)

PARCEL, OFFER, ANSWER = (
    b"yarrow/parcel/v1",
    b"yarrow/introduction/offer/v1",
    b"yarrow/introduction/answer/v1",
)
LOCATOR = b"yarrow/introduction/locator/v1"


def open_parcel(inbox: HpkeKey, sealed: bytes, way: tuple[bytes, bytes, bytes, int], key: bytes):
    """What a parcel holds that came this way and that this device's key signed."""
    sender, to, parcel, epoch = way
    signed = unpad(inbox.unwrap(sealed, PARCEL + sender + to + parcel + number(epoch)))
    said = verified(signed, "yarrow/parcel", key)
    if (said["format"], said["sender"], said["to"], said["parcel"]) != (1, sender, to, parcel):
        raise ValueError("another way")
    return said


def read_word(word: bytes, key: bytes):
    """Which parcel a device says that it took in."""
    payload(word, "yarrow/taken")
    return verified(word, "yarrow/taken", key)


def open_card(secret: bytes, card: bytes, label: bytes):
    """An offer or an answer, by the 16 bytes of its code."""
    aad = locator(secret)
    said = decode(unpad(open_sealed(hkdf(secret, label), card, info=label + aad, aad=aad), 1024))
    if said["format"] != 1:
        raise ValueError("uses something newer")
    return said


def locator(secret: bytes) -> bytes:
    """Where both cards lie."""
    return hkdf(secret, LOCATOR, 16)


def made_from(sender: bytes, parcel: bytes, name: str) -> bytes:
    """The id of what is made of a parcel."""
    return sha256(b"yarrow/from-parcel/v1" + sender + parcel + name.encode()).digest()[:16]
