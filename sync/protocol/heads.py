"""What the service signs about a log: its head, and the receipt for one entry."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import decode, encode
from sync.protocol.cose import open_signed, sign, verify
from sync.protocol.shapes import Count, DeviceId, Hash, Incarnation, from_map, to_map

FIRST_GENERATION = 1
NO_INCARNATION = bytes(8)
HEAD_TYPE = "yarrow/head"
RECEIPT_TYPE = "yarrow/receipt"
_LOG_LABEL = b"yarrow/log/v1"


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log of a space reaches; `time` is the service's, in ms since 1970."""

    space: Hash
    generation: Count
    position: Count
    running: Hash
    time: Count


@dataclass(frozen=True, slots=True)
class Receipt:
    """The head just after an entry was taken, and that entry.

    A receipt for a statement has `NO_INCARNATION` and seq 0.
    """

    head: Head
    device: DeviceId
    incarnation: Incarnation
    seq: Count
    entry: Hash
    position: Count


def running(before: bytes, entry_hash: bytes) -> bytes:
    """The running hash R(n) after an entry; R(0) is the space's id."""
    return sha256(_LOG_LABEL + before + entry_hash).digest()


def sign_head(key: Ed25519PrivateKey, head: Head) -> bytes:
    """The head signed with the service's signing key."""
    return sign(key, HEAD_TYPE, encode(to_map(head)))


def read_head(data: bytes, public: bytes) -> Head:
    """A head that this signing key signed."""
    return from_map(Head, decode(verify(data, HEAD_TYPE, public)))


def time_of(checked: bytes) -> int:
    """The service's time in a head whose signature was checked when it came, ms since 1970."""
    return from_map(Head, open_signed(checked, HEAD_TYPE).value).time


def sign_receipt(key: Ed25519PrivateKey, receipt: Receipt) -> bytes:
    """The receipt signed with the service's signing key."""
    return sign(key, RECEIPT_TYPE, encode(to_map(receipt)))


def read_receipt(data: bytes, public: bytes) -> Receipt:
    """A receipt that this signing key signed."""
    return from_map(Receipt, decode(verify(data, RECEIPT_TYPE, public)))
