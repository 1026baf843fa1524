"""Terms of the digest's `state` for many fields of one record, with what they share done once.

Equal to `app.domain.digest.heads_term`; a first sync sums tens of thousands of terms.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from hashlib import sha256

from app.domain.encoding import Value, encode

_FIVE_ITEMS = b"\x85"
_ONE_ID = b"\x81\x58\x20"


def terms(key: tuple[bytes, str, bytes], fields: Mapping[str, Collection[bytes]]) -> int:
    """The sum of the terms of these fields' heads; `key` is (subject, kind, record)."""
    listed = [(name, sorted(heads)) for name, heads in fields.items() if heads]
    if not listed:
        return 0
    start = _FIVE_ITEMS + encode([*key])[1:]
    total = 0
    for name, ids in listed:
        total += int.from_bytes(sha256(start + _name(name) + _ids(ids)).digest(), "big")
    return total


@lru_cache(maxsize=4096)
def _name(field: str) -> bytes:
    return encode(field)


def _ids(ids: list[bytes]) -> bytes:
    if len(ids) == 1:
        return _ONE_ID + ids[0]
    listed: list[Value] = [*ids]
    return encode(listed)
