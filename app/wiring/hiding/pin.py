"""The quick PIN behind the cover: which are too easy, how one is kept, and whether it is right."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping

from app.domain.encoding import Value
from app.errors import Refused

MOST_WRONG = 3
_LENGTHS = range(4, 9)
_SALT_BYTES = 16
# 16 MiB and some 50 ms: the vault's own encryption guards what is kept here.
_N, _R, _P = 2**14, 8, 1
_RUNS = ("01234567890123456789", "98765432109876543210")
# Down the columns of the keys, round their corners, and every second digit.
_PATTERNS = frozenset(
    {"2580", "0852", "1470", "0741", "3690", "0963", "1379", "1397", "2468", "1357"}
)
_YEARS = ("19", "20")


def require_good(pin: str) -> None:
    """Raise Refused `pin.length` or `pin.easy` for one that must not be used."""
    if not (pin.isascii() and pin.isdigit() and len(pin) in _LENGTHS):
        raise Refused("pin.length")
    if _is_easy(pin):
        raise Refused("pin.easy")


def _is_easy(pin: str) -> bool:
    halves = {pin[:size] for size in range(1, len(pin) // 2 + 1) if len(pin) % size == 0}
    return (
        any(half * (len(pin) // len(half)) == pin for half in halves)
        or any(pin in run for run in _RUNS)
        or pin == pin[::-1]
        or len(set(pin)) < 3
        or pin in _PATTERNS
        or (len(pin) == 4 and pin.startswith(_YEARS))
    )


def kept(pin: str) -> dict[str, Value]:
    """What the vault keeps of a PIN; takes some 50 ms."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return {"salt": salt, "hash": _hash(pin, salt)}


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P)


class PinCheck:
    """Counts wrong PINs since the last right one; `MOST_WRONG` of them call `given_up`.

    `given_up` is called on the thread that checks.
    """

    def __init__(self, record: Mapping[str, Value], given_up: Callable[[], object]) -> None:
        self._salt, self._hash = record.get("salt"), record.get("hash")
        self._given_up = given_up
        self._wrong = 0

    def require(self, typed: str) -> None:
        """Raise Refused `pin.wrong` unless it is the PIN. Call it off the screen's thread."""
        if self._is_right(typed):
            self._wrong = 0
            return
        self._wrong += 1
        if self._wrong >= MOST_WRONG:
            self._given_up()
        raise Refused("pin.wrong")

    def _is_right(self, typed: str) -> bool:
        if not isinstance(self._salt, bytes) or not isinstance(self._hash, bytes):
            return False
        if self._wrong >= MOST_WRONG:
            return False
        return hmac.compare_digest(_hash(typed, self._salt), self._hash)
