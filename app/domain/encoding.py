"""Deterministic CBOR (RFC 8949 4.2), the one encoding of everything that is hashed or signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import cbor2

from app.errors import Untrusted

Value = None | bool | int | str | bytes | list["Value"] | dict[str, "Value"] | dict[int, "Value"]

MOST_LEVELS = 8
BYTES, ITEMS = 0x40, 0x80
_LEAST_INTEGER = -(2**63)
_PAST_INTEGER = 2**64
_HEADER_LABELS = range(-24, 24)
_PLAIN = frozenset((str, bytes, bool, type(None)))
_NESTED = frozenset((dict, list))
# Keys that were found to be in order, of the maps met first: as few and short as a form's names, so
# that no maps of anybody's making fill the memory.
_MET: set[tuple[str, ...]] = set()
_MOST_MET, _MOST_KEYS, _LONGEST_KEY = 1_000, 64, 64


def encode(value: Value, *, levels: int = MOST_LEVELS) -> bytes:
    """The deterministic bytes of a value of the types allowed here, nested no deeper than this.

    Raises Untrusted `encoding.not_allowed` for any other type, number, key or depth.
    """
    # cbor2 takes more than twice as long where it has to look at the order of maps itself.
    is_ordered = _are_ordered((value,), levels)
    try:
        return cbor2.dumps(value, canonical=not is_ordered)
    except (UnicodeEncodeError, cbor2.CBORError) as error:
        raise Untrusted("encoding.not_allowed") from error


def decode(data: bytes) -> Value:
    """The value whose encoding is exactly these bytes.

    Bytes are taken only if encoding what was read gives the same bytes, so that duplicate keys,
    indefinite lengths, long integers, other key orders, tags, floats and trailing bytes all fail
    one comparison. Raises Untrusted `encoding.not_allowed`.
    """
    value = decode_loosely(data)
    if encode(value) != data:
        raise Untrusted("encoding.not_allowed")
    return value


def head(kind: int, count: int) -> bytes:
    """What stands before this many bytes (`BYTES`) or items (`ITEMS`): RFC 8949 3.1, the shortest.

    What is put behind it is for the caller to encode.
    """
    if count < 24:
        return bytes((kind + count,))
    if count < 0x100:
        return bytes((kind + 24, count))
    if count < 0x10000:
        return bytes((kind + 25,)) + count.to_bytes(2, "big")
    return bytes((kind + 26,)) + count.to_bytes(4, "big")


def decode_loosely(data: bytes) -> Value:
    """The value in these bytes, for a caller who then compares what he encodes of it with them.

    Alone it proves nothing: long integers, other key orders and trailing bytes pass. Raises
    Untrusted `encoding.not_allowed` for what is no CBOR or too deep.
    """
    try:
        value: Value = cbor2.loads(
            data,
            max_depth=MOST_LEVELS + 1,
            allow_indefinite=False,
            allow_duplicate_keys=False,
        )
    except (cbor2.CBORError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Untrusted("encoding.not_allowed") from error
    return value


def _are_ordered(items: Iterable[Any], levels: int) -> bool:
    """Whether the keys of every map in these are known to be in order; refuses what is not allowed.

    Maps are met by the hundred thousand in a first sync: what is plain in one costs no call.
    """
    are_ordered = True
    for item in items:
        kind = type(item)
        if kind in _PLAIN or (kind is int and _LEAST_INTEGER <= item < _PAST_INTEGER):
            continue
        if kind not in _NESTED or levels <= 0:
            raise Untrusted("encoding.not_allowed")
        inside = item
        if kind is dict:
            inside = item.values()
            if tuple(item) not in _MET and not _is_ordered(item):
                are_ordered = False
        if not _are_ordered(inside, levels - 1):
            are_ordered = False
    return are_ordered


def _is_ordered(fields: dict[Any, object]) -> bool:
    """Shorter keys before longer ones, those as long by their bytes; any but ASCII is not known."""
    if set(map(type, fields)) - {str}:
        for key in fields:
            if type(key) is not str and (type(key) is not int or key not in _HEADER_LABELS):
                raise Untrusted("encoding.not_allowed")
        return False
    size, before = 0, ""
    for key in fields:
        if len(key) < size or (len(key) == size and key < before) or not key.isascii():
            return False
        size, before = len(key), key
    is_small = len(fields) <= _MOST_KEYS and size <= _LONGEST_KEY
    if is_small and len(_MET) < _MOST_MET and all(map(str.isidentifier, fields)):
        _MET.add(tuple(fields))
    return True
