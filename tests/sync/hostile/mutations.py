"""Values as an attacker would bend them: still well encoded, and wrong somewhere inside."""

from __future__ import annotations

import random
from typing import Any

_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**53,
    2**63 - 1,
    2**63,
    2**64 - 1,
    -(2**63),
    b"",
    b"x",
    bytes(16),
    bytes(32),
    b"\xff" * 5000,
    "",
    "x" * 5000,
    "\x00\x1b[31m<b>\u202e",
    "gone",
    [],
    [[]],
    {},
    {"": None},
    [[[[[0]]]]],
)


def bent(value: Any, chance: random.Random) -> Any:
    """The value with one thing in it, at any depth, put in place of another."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        return _bent_map(value, chance)
    if isinstance(value, list | tuple) and value and chance.random() < 0.85:
        return _bent_list(list(value), chance)
    if isinstance(value, bytes) and value and chance.random() < 0.7:
        return _bent_bytes(value, chance)
    if type(value) is int and chance.random() < 0.5:
        return max(0, value + chance.choice((-1, 1, 2**16, -(2**16))))
    return chance.choice(_ODD)


def _bent_map(value: dict[Any, Any], chance: random.Random) -> dict[Any, Any]:
    key = chance.choice(sorted(value, key=str))
    way = chance.randrange(8)
    if way == 0:
        return {other: item for other, item in value.items() if other != key}
    if way == 1:
        return {**value, "more": chance.choice(_ODD)}
    return {**value, key: bent(value[key], chance)}


def _bent_list(value: list[Any], chance: random.Random) -> list[Any]:
    at = chance.randrange(len(value))
    way = chance.randrange(8)
    if way == 0:
        return value[:at] + value[at + 1 :]
    if way == 1:
        return [*value, *value[at : at + 1] * chance.choice((1, 2, 1100))]
    if way == 2:
        return value[::-1]
    return [*value[:at], bent(value[at], chance), *value[at + 1 :]]


def _bent_bytes(value: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(value))
    way = chance.randrange(4)
    if way == 0:
        return value[:at]
    if way == 1:
        return value + value[at:]
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
