"""Statements: the signed entries of a log that say who belongs to a space, and under which keys.

Each names the hash of the one before. A kind is a dataclass, and one line in `_KINDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import Value, decode, encode
from app.errors import Untrusted
from sync.protocol.cose import Signed, open_signed, sign, verify
from sync.protocol.epochs import FIRST_PLACE, NONE_BEFORE, Epoch, Place, SealedName
from sync.protocol.keys import PublicKeys
from sync.protocol.recovery import Recovery
from sync.protocol.shapes import (
    AuthorId,
    Count,
    DeviceId,
    Hash,
    PublicKey,
    SealedText,
    SignedBytes,
    from_map,
    not_understood,
    read_format,
    to_map,
)

STATEMENT_TYPE = "yarrow/statement"
PROOF_TYPE = "yarrow/join"
FORMAT = 1
LARGEST_STATEMENT = 1024 * 1024

Role = Literal["lead", "member", "champion", "reader"]


@dataclass(frozen=True, slots=True)
class Service:
    """The service that keeps the log: its signing key, and the pins of its TLS key and a spare."""

    key: PublicKey
    pins: tuple[Hash, Hash]


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for everyone in the space; `lease_days` and `erase_grace` in days."""

    lease_days: Count
    least_version: Count
    erase_grace: Count
    training: bool


@dataclass(frozen=True, slots=True)
class Create:
    """Makes a space, whose id is the hash of this entry; signed by its first device.

    `name`, `pc` and `title` are sealed under the first epoch's content key. `time` and all times
    here are ms since 1970.
    """

    device: DeviceId
    keys: PublicKeys
    author: AuthorId
    role: Literal["lead"]
    name: SealedText
    pc: SealedText
    title: SealedText
    recovery: Recovery | None
    service: Service
    policy: Policy
    epoch: Epoch
    time: Count
    previous: Hash = NONE_BEFORE

    def names(self, _space: bytes) -> dict[str, SealedName]:
        """What it seals: `author`, `pc`, `title`."""
        return {
            "author": SealedName(self.name, FIRST_PLACE, "author"),
            "pc": SealedName(self.pc, FIRST_PLACE, "pc"),
            "title": SealedName(self.title, FIRST_PLACE, "title"),
        }


@dataclass(frozen=True, slots=True)
class Invite:
    """Lets one person join once; signed by the device `by`.

    A lead's invites anyone; any other's only another PC of the same author in the same role.
    `name` is sealed under the content key of `epoch`. `locator` is SHA-256 of the locator.
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

    `proof` is signed by the invitation's key and names what `prove_invited` was given.
    """

    previous: Hash
    invite: Hash
    device: DeviceId
    keys: PublicKeys
    epoch: Count
    pc: SealedText
    proof: SignedBytes
    time: Count

    def names(self, space: bytes) -> dict[str, SealedName]:
        """What it seals: `pc`."""
        return {"pc": SealedName(self.pc, Place(space, self.epoch), "pc")}


@dataclass(frozen=True, slots=True)
class SetRecovery:
    """Puts a recovery set in force and retires those before; signed by the device `by`, a lead's.

    It wraps the content key of the newest epoch.
    """

    previous: Hash
    by: DeviceId
    recovery: Recovery
    time: Count


Statement = Create | Invite | Cancel | Join | SetRecovery

_KINDS: Mapping[str, type[Statement]] = {
    "create": Create,
    "invite": Invite,
    "cancel": Cancel,
    "join": Join,
    "set_recovery": SetRecovery,
}
_NAMES = {cls: kind for kind, cls in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as it stands in a log: what it says, its hash, and the signature to check."""

    content: Statement
    hash: bytes
    signed: Signed


@dataclass(frozen=True, slots=True)
class _Proof:
    space: Hash
    invite: Hash
    device: DeviceId
    keys: Hash


def sign_statement(key: Ed25519PrivateKey, content: Statement) -> bytes:
    """The entry that says this, signed.

    Raises Untrusted `sync.not_understood` rather than sign what nobody else would take.
    """
    written = to_map(content)
    from_map(type(content), written)
    said: dict[str, Value] = {"format": FORMAT, "kind": _NAMES[type(content)]}
    return sign(key, STATEMENT_TYPE, encode(said | written))


def parse_statement(data: bytes) -> Stated:
    """The statement in an entry, its signature not yet checked.

    Raises Untrusted `sync.newer_program` for a format or kind of a later version, else
    `sync.too_large`, `sync.wrong_type`, `sync.not_understood` or `encoding.not_allowed`.
    """
    if len(data) > LARGEST_STATEMENT:
        raise Untrusted("sync.too_large")
    signed = open_signed(data, STATEMENT_TYPE)
    fields = read_format(signed.value, FORMAT)
    kind = fields.pop("kind", None)
    if not isinstance(kind, str):
        raise not_understood()
    if kind not in _KINDS:
        raise Untrusted("sync.newer_program")
    content = from_map(_KINDS[kind], fields)
    _refuse_later_features(content)
    return Stated(content, sha256(data).digest(), signed)


def space_id(create: bytes) -> bytes:
    """The id of the space that this entry makes."""
    return sha256(create).digest()


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


def _refuse_later_features(content: Statement) -> None:
    if isinstance(content, Invite) and content.distance:
        raise Untrusted("sync.newer_program")
