"""Let people in: `invite`, `cancel`, `join`, and `admit` for who joined at a distance."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import decode, encode
from app.errors import Untrusted
from sync.protocol.cose import sign, verify
from sync.protocol.epochs import Place, SealedName, Wrap
from sync.protocol.keys import PublicKeys
from sync.protocol.kinds.founding import Role
from sync.protocol.shapes import (
    AuthorId,
    Count,
    DeviceId,
    Hash,
    PublicKey,
    SealedText,
    SignedBytes,
    from_map,
    to_map,
)

PROOF_TYPE = "yarrow/join"


@dataclass(frozen=True, slots=True)
class Invite:
    """Lets one person join once; signed by the device `by`.

    A lead's invites anyone, a ward PC too (`writer`, never at a `distance`); any other's only
    another PC of the same author in the same role.
    `name` is sealed under the content key of `epoch`. `locator` is SHA-256 of the locator. Who
    joins by one made for a `distance` has no key before an `admit`.
    """

    previous: Hash
    by: DeviceId
    invitation: PublicKey
    role: Role
    expires: Count
    author: AuthorId
    epoch: Count
    name: SealedText
    locator: Hash
    distance: bool
    time: Count

    def names(self, space: bytes) -> dict[str, SealedName]:
        """What it seals: `author`."""
        return {"author": SealedName(self.name, Place(space, self.epoch), "author")}


@dataclass(frozen=True, slots=True)
class Cancel:
    """Ends the invitation that the entry `invite` (its hash) made; signed by the device `by`."""

    previous: Hash
    by: DeviceId
    invite: Hash
    time: Count


@dataclass(frozen=True, slots=True)
class Join:
    """Adds the device that was invited; signed by its own key.

    `proof` is signed by the invitation's key and names what `prove_invited` was given. `pc` is
    sealed under the content key of `epoch`, at a distance and by a ward PC under
    `epochs.newcomer_key`.
    """

    previous: Hash
    invite: Hash
    device: DeviceId
    keys: PublicKeys
    epoch: Count
    pc: SealedText
    proof: SignedBytes
    time: Count

    def names(self, space: bytes, *, newcomer: bytes = b"") -> dict[str, SealedName]:
        """What it seals: `pc`; `newcomer` is the invitation's key if it brought no other."""
        return {"pc": SealedName(self.pc, Place(space, self.epoch), "pc", newcomer)}


@dataclass(frozen=True, slots=True)
class Admit:
    """Confirms the `join` (its hash) of a device at a distance; signed by the device `by`.

    `wrap` is a later wrap of the newest epoch's content key, `audit` one of its private audit key,
    for a lead's device and nobody else's.
    """

    previous: Hash
    by: DeviceId
    join: Hash
    epoch: Count
    wrap: Wrap
    audit: Wrap | None
    time: Count


@dataclass(frozen=True, slots=True)
class _Proof:
    space: Hash
    invite: Hash
    device: DeviceId
    keys: Hash


def prove_invited(
    invitation: Ed25519PrivateKey, *, space: bytes, invite: bytes, device: bytes, keys: PublicKeys
) -> bytes:
    """What shows that this device, with these keys, was let in by who holds the code."""
    proof = _Proof(space, invite, device, _hash_of(keys))
    return sign(invitation, PROOF_TYPE, encode(to_map(proof)))


def check_proof(join: Join, *, space: bytes, invitation: bytes) -> None:
    """Raise Untrusted `sync.wrong_invitation` unless the invitation's key let this device in."""
    expected = _Proof(space, join.invite, join.device, _hash_of(join.keys))
    proof = from_map(_Proof, decode(verify(join.proof, PROOF_TYPE, invitation)))
    if proof != expected:
        raise Untrusted("sync.wrong_invitation")


def _hash_of(keys: PublicKeys) -> bytes:
    return sha256(keys.sign + keys.hpke).digest()
