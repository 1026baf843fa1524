"""Whether a key is the one that a file of records was written with, however damaged that is."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import IO

from storage.record_key import RecordKey

_PAGE = 4096
_SALT = 16
_MAC = 64
_SALT_MASK = 0x3A
_ROUNDS = 2


def fits(key: RecordKey, file: Path) -> bool:
    """Whether one page at least is whole under this key; False for a file without any.

    A key that opens nothing may be another one, or the first page may be damaged: opening cannot
    tell which, and what is done next differs. Each page has an HMAC of its own; how it is made is
    SQLCipher 4's (HMAC-SHA512 over page and number, its key by PBKDF2 of two rounds).
    """
    try:
        with file.open("rb") as stream:
            return fits_any(key, stream)
    except FileNotFoundError:
        return False


def fits_any(key: RecordKey, stream: IO[bytes]) -> bool:
    """The same for records that are read from here."""
    raw, salt = key.raw()
    mac_key = pbkdf2_hmac("sha512", raw, bytes(each ^ _SALT_MASK for each in salt), _ROUNDS, 32)
    for number, page in enumerate(_pages(stream), start=1):
        body = page[_SALT if number == 1 else 0 : -_MAC] + number.to_bytes(4, "little")
        if hmac.compare_digest(hmac.digest(mac_key, body, "sha512"), page[-_MAC:]):
            return True
    return False


def _pages(stream: IO[bytes]) -> Iterator[bytes]:
    while len(page := stream.read(_PAGE)) == _PAGE:
        yield page
