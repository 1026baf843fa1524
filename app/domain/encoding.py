"""Deterministic CBOR (RFC 8949 4.2), the one encoding of everything that is hashed or signed."""

from __future__ import annotations

import cbor2

from app.errors import Untrusted

Value = None | bool | int | str | bytes | list["Value"] | dict[str, "Value"] | dict[int, "Value"]

MOST_LEVELS = 8
_LEAST_INTEGER = -(2**63)
_PAST_INTEGER = 2**64
_HEADER_LABELS = range(-24, 24)


def encode(value: Value, *, levels: int = MOST_LEVELS) -> bytes:
    """The deterministic bytes of a value of the types allowed here, nested no deeper than this.

    Raises Untrusted `encoding.not_allowed` for any other type, number, key or depth.
    """
    _check(value, levels)
    try:
        return cbor2.dumps(value, canonical=True)
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


def _check(value: object, levels: int) -> None:
    kind = type(value)
    if kind is str or kind is bytes or value is None or kind is bool:
        return
    if kind is int:
        allowed = _LEAST_INTEGER <= value < _PAST_INTEGER  # type: ignore[operator]
    elif kind is list:
        allowed = levels > 0
        for item in value if allowed else ():  # type: ignore[attr-defined]
            _check(item, levels - 1)
    elif kind is dict:
        allowed = levels > 0 and all(_is_key(key) for key in value)  # type: ignore[attr-defined]
        for item in value.values() if allowed else ():  # type: ignore[attr-defined]
            _check(item, levels - 1)
    else:
        allowed = False
    if not allowed:
        raise Untrusted("encoding.not_allowed")


def _is_key(key: object) -> bool:
    return type(key) is str or (type(key) is int and key in _HEADER_LABELS)
