"""The short code of a ward PC: it keeps idle hands off the page, and protects no data."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path

from app.domain.encoding import Value
from app.errors import Refused, WrongPassphrase
from storage.door.files import drop, put_map, read_map
from storage.passphrases import wait_s

LEAST, MOST = 4, 12
_SALT_BYTES = 16
_MEMORY = {"n": 2**14, "r": 8, "p": 1}


def require_fit(code: str) -> None:
    """Raise Refused `door.short_code` unless it has 4 to 12 letters or digits."""
    plain = _plain(code)
    if not LEAST <= len(plain) <= MOST or not (plain.isascii() and plain.isalnum()):
        raise Refused("door.short_code", least=LEAST, most=MOST)


def sealed(code: str, salt: bytes) -> dict[str, Value]:
    """What is kept of it; raises as `require_fit`."""
    require_fit(code)
    return {"salt": salt, "hash": _hash(code, salt)}


class Tries:
    """Wrong tries of one folder: from the third on each costs time, whoever starts the program."""

    def __init__(self, path: Path, *, shared: bool) -> None:
        self._path, self._shared = path, shared

    def wait_s(self, now_ms: int) -> int:
        """Whole seconds that wrong tries still cost."""
        return wait_s(self._wrong(), now_ms)

    def check(self, typed: str, kept: Value, now_ms: int) -> None:
        """Raise WrongPassphrase `door.wrong_code` or Refused `door.wait` unless it is the code."""
        seconds = self.wait_s(now_ms)
        if seconds:
            raise Refused("door.wait", seconds=seconds)
        if not _is_it(typed, kept):
            times: list[Value] = [*self._wrong()[-9:], now_ms]
            put_map(self._path, {"wrong": times}, shared=self._shared)
            raise WrongPassphrase("door.wrong_code")
        if self._wrong():
            drop(self._path)

    def _wrong(self) -> Sequence[int]:
        kept = (read_map(self._path) or {}).get("wrong")
        return [each for each in kept if isinstance(each, int)] if isinstance(kept, list) else []


def _is_it(typed: str, kept: Value) -> bool:
    if not isinstance(kept, dict):
        return False
    found = {str(name): value for name, value in kept.items()}
    salt, hash = found.get("salt"), found.get("hash")
    if not isinstance(salt, bytes) or not isinstance(hash, bytes):
        return False
    return hmac.compare_digest(_hash(typed, salt), hash)


def _hash(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(_plain(code).encode(), salt=salt, dklen=32, **_MEMORY)


def _plain(code: str) -> str:
    """Blanks and dashes are for reading aloud, and letters are the same in either size."""
    return "".join(sign for sign in code if sign not in " -").casefold()
