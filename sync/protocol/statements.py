"""Statements: the signed entries of a log that say who belongs to a space, and under which keys.

Each names the hash of the one before. A kind is a dataclass in `kinds`, one line in `_KINDS`, and a
rule in `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import Value, encode
from app.errors import Untrusted
from sync.protocol.cose import Signed, open_signed, sign
from sync.protocol.kinds.erasing import Erase as Erase
from sync.protocol.kinds.erasing import Keep as Keep
from sync.protocol.kinds.founding import Create as Create
from sync.protocol.kinds.founding import Policy as Policy
from sync.protocol.kinds.founding import Role as Role
from sync.protocol.kinds.founding import Service as Service
from sync.protocol.kinds.governing import SetPolicy as SetPolicy
from sync.protocol.kinds.governing import SetRole as SetRole
from sync.protocol.kinds.holding import Adopt as Adopt
from sync.protocol.kinds.holding import Discard as Discard
from sync.protocol.kinds.introducing import Introduce as Introduce
from sync.protocol.kinds.introducing import Part as Part
from sync.protocol.kinds.inviting import Admit as Admit
from sync.protocol.kinds.inviting import Cancel as Cancel
from sync.protocol.kinds.inviting import Invite as Invite
from sync.protocol.kinds.inviting import Join as Join
from sync.protocol.kinds.inviting import check_proof as check_proof
from sync.protocol.kinds.inviting import prove_invited as prove_invited
from sync.protocol.kinds.recovering import Recover as Recover
from sync.protocol.kinds.recovering import Restored as Restored
from sync.protocol.kinds.recovering import SetRecovery as SetRecovery
from sync.protocol.kinds.rotating import Remove as Remove
from sync.protocol.kinds.rotating import Rewrap as Rewrap
from sync.protocol.kinds.rotating import Rotate as Rotate
from sync.protocol.shapes import from_map, not_understood, read_format, to_map

STATEMENT_TYPE = "yarrow/statement"
FORMAT = 1
LARGEST_STATEMENT = 1024 * 1024

ByDevice = (
    Invite
    | Cancel
    | Admit
    | Rotate
    | Remove
    | Rewrap
    | SetRole
    | SetPolicy
    | Adopt
    | Discard
    | Erase
    | Keep
    | SetRecovery
    | Recover
    | Restored
    | Introduce
    | Part
)
"""What a device that belongs states: the one it calls `by`."""
Statement = Create | Join | ByDevice

_KINDS: Mapping[str, type[Statement]] = {
    "create": Create,
    "invite": Invite,
    "cancel": Cancel,
    "join": Join,
    "admit": Admit,
    "rotate": Rotate,
    "remove": Remove,
    "rewrap": Rewrap,
    "set_role": SetRole,
    "set_policy": SetPolicy,
    "adopt": Adopt,
    "discard": Discard,
    "erase": Erase,
    "keep": Keep,
    "set_recovery": SetRecovery,
    "recover": Recover,
    "restored": Restored,
    "introduce": Introduce,
    "part": Part,
}
_NAMES = {cls: kind for kind, cls in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as it stands in a log: what it says, its hash, and the signature to check."""

    content: Statement
    hash: bytes
    signed: Signed


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
    return Stated(content, sha256(data).digest(), signed)


def space_id(create: bytes) -> bytes:
    """The id of the space that this entry makes."""
    return sha256(create).digest()
