"""The recovery keys of a space: from the seed that shares give, and what they open.

They sign `recover` when no lead is left, and open the recovery slots of vaults whose home the
space is, and the content keys that are wrapped to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import hpke
from sync.protocol.epochs import Place, Wrap, wrap
from sync.protocol.keys import KeyPair, PublicKeys, public_of
from sync.protocol.sealing import derive
from sync.protocol.shapes import Count, Hash, Size
from sync.protocol.shares import SHARE_COUNT, hash_share

_SIGN_LABEL = b"yarrow/recovery/sign/v1"
_HPKE_LABEL = b"yarrow/recovery/hpke/v1"
_SLOT_LABEL = b"yarrow/slot/v1"
_RECIPIENT_SIZE = 16

ShareHashes = Annotated[tuple[Hash, ...], Size(SHARE_COUNT, SHARE_COUNT)]


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKeys:
    """The private halves; they exist only while two shares lie before someone, or are made."""

    sign: Ed25519PrivateKey
    hpke: KeyPair

    @classmethod
    def from_seed(cls, seed: bytes) -> RecoveryKeys:
        """The keys of a seed of 16 bytes."""
        sign = Ed25519PrivateKey.from_private_bytes(derive(seed, _SIGN_LABEL))
        return cls(sign, KeyPair(derive(seed, _HPKE_LABEL, size=hpke.PRIVATE_SIZE)))

    @property
    def public(self) -> PublicKeys:
        """The halves that stand in the log."""
        return PublicKeys(public_of(self.sign), self.hpke.public)


@dataclass(frozen=True, slots=True)
class RecoverySet:
    """What of a new recovery set may be known: public keys, and the hash of each share."""

    keys: PublicKeys
    shares: tuple[bytes, ...]

    @classmethod
    def of(cls, keys: RecoveryKeys, shares: Sequence[str]) -> RecoverySet:
        """The set with these keys and shares."""
        return cls(keys.public, tuple(hash_share(share) for share in shares))


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery set as a statement carries it.

    `wrap` holds the content key of `epoch` for the set's key, whose recipient id is `id_of`.
    """

    keys: PublicKeys
    shares: ShareHashes
    epoch: Count
    wrap: Wrap

    @property
    def set(self) -> bytes:
        """The set's id."""
        return set_id(self.keys)


def set_id(keys: PublicKeys) -> bytes:
    """The id of the set with these keys, 32 bytes."""
    return sha256(keys.sign + keys.hpke).digest()


def stated(made: RecoverySet, content_key: bytes, *, place: Place, before: bytes) -> Recovery:
    """The set with the content key of the epoch at `place` wrapped to it.

    `before` is the hash of the statement before the one that made the epoch.
    """
    recipient = recipient_of(made.keys)
    wrapped = wrap(content_key, made.keys.hpke, place=place, recipient=recipient, before=before)
    return Recovery(made.keys, made.shares, place.epoch, wrapped)


def recipient_of(keys: PublicKeys) -> bytes:
    """The recipient id in wraps to a recovery set, 16 bytes where a device has its own."""
    return set_id(keys)[:_RECIPIENT_SIZE]


def seal_slot(public: bytes, vault_key: bytes, *, vault: bytes, space: bytes) -> bytes:
    """The vault key for the recovery slot of a vault (16-byte id) whose home this space is."""
    return hpke.seal_to(public, _SLOT_LABEL + vault + space, vault_key)


def open_slot(keys: RecoveryKeys, sealed: bytes, *, vault: bytes, space: bytes) -> bytes:
    """The vault key in a recovery slot; raises Untrusted `sync.cannot_open`."""
    return hpke.open_sealed(keys.hpke.private, _SLOT_LABEL + vault + space, sealed)
