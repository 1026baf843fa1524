"""Marks: what a device tells the others it holds, left on the service outside the log."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import encode
from sync.protocol.cose import Signed, open_signed, sign
from sync.protocol.shapes import Count, DeviceId, Hash, Incarnation, SignedBytes, from_map, to_map

MARK_TYPE = "yarrow/mark"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a device has read, and the digest of what it holds there.

    `seq` is the last number it used in `incarnation`; `head` is signed by the service; `have` and
    `state` are the sums of `app.domain.digest` as 32 bytes, big-endian; `erasures` counts those
    done; `time` is the device's clock in ms since 1970.
    """

    space: Hash
    device: DeviceId
    incarnation: Incarnation
    seq: Count
    head: SignedBytes
    have: Hash
    state: Hash
    erasures: Count
    time: Count


def sign_mark(key: Ed25519PrivateKey, mark: Mark) -> bytes:
    """The mark signed by its device."""
    return sign(key, MARK_TYPE, encode(to_map(mark)))


def parse_mark(data: bytes) -> tuple[Mark, Signed]:
    """The mark, and the signature to check with the key of the device it names."""
    signed = open_signed(data, MARK_TYPE)
    return from_map(Mark, signed.value), signed
