"""Lines of the access log on their way to the leads: written by all, read by leads alone.

An entry of them is a segment under a `typ` of its own. Its groups are sealed to the audit key of
the entry's epoch, whose private half only leads' devices have:

group     = HPKE(audit key, info = "yarrow/looks/v1" | space | device | SHA-256(base))
plaintext = length | zlib(CBOR [look ...]) | zeros up to a step of `padding`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from app.domain.encoding import Value, decode, encode
from app.errors import Refused, Untrusted
from sync.protocol import hpke
from sync.protocol.keys import KeyPair
from sync.protocol.padding import deflate, inflate, pad, unpad
from sync.protocol.segments import Header
from sync.protocol.shapes import Count, Size, from_map, not_understood, to_map

MOST_LOOKS = 1000
MOST_PLAIN = 1024 * 1024
LONGEST_DETAIL = 1000
_LABEL = b"yarrow/looks/v1"


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """One line: when (ms on the author's PC), what was done, to which file and record.

    `subject` is empty where it was no file. Who did it is the author of the entry's device.
    """

    ms: Count
    what: Annotated[str, Size(1, 40)]
    subject: Annotated[bytes, Size(0, 16)]
    record: Annotated[bytes, Size(16, 32)] | None
    detail: Annotated[str, Size(0, LONGEST_DETAIL)]


def seal_looks(public: bytes, base: Header, looks: Sequence[Look]) -> bytes:
    """The lines sealed for this entry to an audit key; raises Refused `sync.save_too_large`."""
    listed: list[Value] = [to_map(look) for look in looks]
    content = encode(listed)
    if not 0 < len(looks) <= MOST_LOOKS or len(content) > MOST_PLAIN:
        raise Refused("sync.save_too_large")
    return hpke.seal_to(public, _info(base), pad(deflate(content)))


def open_looks(pair: KeyPair, base: Header, group: bytes) -> tuple[Look, ...]:
    """The lines in a group, in order.

    Raises Untrusted: `sync.cannot_open`, `sync.too_large`, `sync.not_understood`,
    `sync.newer_program`, `encoding.not_allowed`.
    """
    content = inflate(unpad(hpke.open_sealed(pair.private, _info(base), group)), MOST_PLAIN)
    listed = decode(content)
    if not isinstance(listed, list) or not listed:
        raise not_understood()
    if len(listed) > MOST_LOOKS:
        raise Untrusted("sync.too_large")
    return tuple(from_map(Look, item) for item in listed)


def _info(base: Header) -> bytes:
    return _LABEL + base.space + base.device + sha256(base.encode()).digest()
