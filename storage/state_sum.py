"""Terms of the digest's `state` for many fields of one record, with what they share done once.

Equal to `app.domain.digest.heads_term`; a first sync sums tens of thousands of terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from app.domain.encoding import Value, encode

_FIVE_ITEMS = b"\x85"
_ONE_ID = b"\x81\x58\x20"


def terms(key: tuple[bytes, str, bytes], fields: Mapping[str, Iterable[bytes]]) -> int:
    """The sum of the terms of these fields' heads; `key` is (subject, kind, record)."""
    start = _FIVE_ITEMS + b"".join(encode(part) for part in key)
    total = 0
    for name, heads in fields.items():
        ids = sorted(heads)
        if ids:
            hashed = sha256(start + _name(name) + _ids(ids))
            total += int.from_bytes(hashed.digest(), "big")
    return total


@lru_cache(maxsize=4096)
def _name(field: str) -> bytes:
    return encode(field)


def _ids(ids: list[bytes]) -> bytes:
    if len(ids) == 1:
        return _ONE_ID + ids[0]
    listed: list[Value] = [*ids]
    return encode(listed)
