"""Parcels: what one team, or a ward's door, seals to the inbox of a team; and the words about them.

parcel  = HPKE(inbox key, info = "yarrow/parcel/v1" | from | to | parcel id | epoch, plaintext)
plaintext = padded COSE_Sign1(sending device; typ "yarrow/parcel"; Content)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import Value, encode
from app.errors import Refused, Untrusted
from sync.protocol import hpke
from sync.protocol.cose import Signed, open_signed, sign
from sync.protocol.keys import KeyPair
from sync.protocol.padding import pad, unpad
from sync.protocol.sealing import integer
from sync.protocol.shapes import (
    Count,
    DeviceId,
    Hash,
    SignedBytes,
    Size,
    from_map,
    not_understood,
    read_format,
    to_map,
)

FORMAT = 1
PARCEL_TYPE = "yarrow/parcel"
TAKEN_TYPE = "yarrow/taken"
MOST_PLAIN = 256 * 1024
LARGEST_PARCEL = MOST_PLAIN + 64 * 1024
SMALLEST_PARCEL = 6 + 1120 + 512

ParcelId = Annotated[bytes, Size(16, 16)]
_LABEL = b"yarrow/parcel/v1"


@dataclass(frozen=True, slots=True)
class Way:
    """From which space to which, under which id, sealed to the inbox key of which epoch of `to`.

    From a ward's door both spaces are the same.
    """

    sender: Hash
    to: Hash
    parcel: ParcelId
    epoch: Count

    @property
    def info(self) -> bytes:
        """What the sealing is bound to."""
        return _LABEL + self.sender + self.to + self.parcel + integer(self.epoch)


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What is in a parcel, as its device signed it.

    `head` is the newest signed head of its space that the device had; `answers` the id of the
    parcel that it answers; `basis` the consent or the lawful basis.
    """

    sender: Hash
    to: Hash
    parcel: ParcelId
    device: DeviceId
    answers: ParcelId | None
    head: SignedBytes
    fields: Mapping[str, Value]
    basis: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class _Head:
    """The fields of a content whose values have a shape of their own."""

    sender: Hash
    to: Hash
    parcel: ParcelId
    device: DeviceId
    answers: ParcelId | None
    head: SignedBytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A device's word that a parcel to its space was taken in, and the records of it are safe."""

    sender: Hash
    to: Hash
    parcel: ParcelId
    device: DeviceId
    time: Count


def seal_parcel(inbox: bytes, key: Ed25519PrivateKey, content: Content, *, epoch: int) -> bytes:
    """The content signed with a device's key and sealed to a public inbox key.

    Raises Refused `sync.save_too_large`, Untrusted `sync.wrong_key` or `sync.not_understood`.
    """
    way = Way(content.sender, content.to, content.parcel, epoch)
    head = _Head(
        content.sender,
        content.to,
        content.parcel,
        content.device,
        content.answers,
        content.head,
    )
    from_map(_Head, to_map(head))
    said: dict[str, Value] = {
        "format": FORMAT,
        **to_map(head),
        "fields": dict(content.fields),
        "basis": dict(content.basis),
    }
    signed = sign(key, PARCEL_TYPE, encode(said))
    if len(signed) > MOST_PLAIN:
        raise Refused("sync.save_too_large")
    return hpke.seal_to(inbox, way.info, pad(signed))


def open_parcel(inbox: KeyPair, sealed: bytes, way: Way) -> tuple[Content, Signed]:
    """The content, and the signature to check with the key of the device it names.

    Whether what was signed names the same way is for `is_of_way` to say. Raises Untrusted:
    `sync.cannot_open`, `sync.too_large`, `sync.not_understood`, `sync.newer_program`.
    """
    if len(sealed) > LARGEST_PARCEL:
        raise Untrusted("sync.too_large")
    signed = open_signed(unpad(hpke.open_sealed(inbox.private, way.info, sealed)), PARCEL_TYPE)
    said = read_format(signed.value, FORMAT)
    fields, basis = _map(said.pop("fields", None)), _map(said.pop("basis", None))
    head = from_map(_Head, said)
    content = Content(
        head.sender,
        head.to,
        head.parcel,
        head.device,
        head.answers,
        head.head,
        fields,
        basis,
    )
    return content, signed


def is_of_way(content: Content, way: Way) -> bool:
    """Whether what was signed names the way that it came."""
    return (content.sender, content.to, content.parcel) == (way.sender, way.to, way.parcel)


def sign_taken(key: Ed25519PrivateKey, taken: Taken) -> bytes:
    """A device's signed word."""
    return sign(key, TAKEN_TYPE, encode(to_map(taken)))


def parse_taken(data: bytes) -> tuple[Taken, Signed]:
    """The word, and the signature to check with the key of the device it names."""
    signed = open_signed(data, TAKEN_TYPE)
    return from_map(Taken, signed.value), signed


def _map(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise not_understood()
    return cast("dict[str, Value]", value)
