"""What two vaults compare to know that they hold the same: sums that any order gives alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.domain.encoding import Value, encode

_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class Digest:
    """The changes applied and the heads they leave, as sums modulo 2^256 (`docs/protocol.md` 2)."""

    have: int = 0
    state: int = 0

    def with_change(self, id: bytes) -> Digest:
        """The digest once this change is applied too."""
        return Digest(add(self.have, _number(id)), self.state)

    def with_heads(self, before: int, after: int) -> Digest:
        """The digest once one field's term gives way to another; 0 stands for no heads."""
        return Digest(self.have, add(self.state, after - before))


def heads_term(
    *, subject: bytes, kind: str, record: bytes, field: str, heads: Iterable[bytes]
) -> int:
    """What the heads of one field add to `state`; 0 if there are none."""
    ids: list[Value] = [*sorted(heads)]
    if not ids:
        return 0
    return _number(encode([subject, kind, record, field, ids]))


def add(sum_: int, term: int) -> int:
    """A sum modulo 2^256."""
    return (sum_ + term) % _MODULUS


def whole(spaces: Iterable[tuple[bytes, Digest]]) -> str:
    """One digest over all spaces, 64 hex digits.

    `spaces` gives each space's id (empty for a vault's own) and digest.
    """
    listed: list[Value] = [
        [space, digest.have.to_bytes(32, "big"), digest.state.to_bytes(32, "big")]
        for space, digest in sorted(spaces, key=lambda pair: pair[0])
    ]
    return sha256(encode(listed)).hexdigest()


def _number(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest(), "big")
