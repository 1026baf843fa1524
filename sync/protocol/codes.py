"""Codes that people tell each other: 128 random bits and 12 bits of check, as letters or words."""

from __future__ import annotations

import re
from hashlib import sha256

from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from app.errors import Refused

SECRET_SIZE = 16
_CHECK_BITS = 12
_LABEL = b"yarrow/code/v1"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ_AS = {letter: number for number, letter in enumerate(_LETTERS)} | {"O": 0, "I": 1, "L": 1}
_LETTER_COUNT, _LETTER_BITS = 28, 5
_WORD_COUNT, _WORD_BITS = 14, 10
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


def letters_of(secret: bytes) -> str:
    """The code as seven groups of four characters with hyphens between."""
    numbers = _split(_checked(secret), _LETTER_BITS, _LETTER_COUNT)
    letters = "".join(_LETTERS[number] for number in numbers)
    return "-".join(letters[start : start + 4] for start in range(0, _LETTER_COUNT, 4))


def words_of(secret: bytes) -> str:
    """The code as fourteen words of the SLIP-39 list with spaces between."""
    numbers = _split(_checked(secret), _WORD_BITS, _WORD_COUNT)
    return " ".join(WORDLIST[number] for number in numbers)


def read_code(typed: str) -> bytes:
    """The 16 secret bytes of a code that a person typed, as letters or as words.

    Forgives case, spaces, hyphens, and o, i, l for 0, 1, 1. Raises Refused `sync.code_length`
    or `sync.code_mistyped`, and asks no one for that.
    """
    parts = [part for part in _BETWEEN.split(typed.strip()) if part]
    if len(parts) == _WORD_COUNT and any(part.lower() in WORD_INDEX_MAP for part in parts):
        return _secret([WORD_INDEX_MAP.get(part.lower()) for part in parts], _WORD_BITS)
    letters = "".join(parts).upper()
    if len(letters) != _LETTER_COUNT:
        raise Refused("sync.code_length", count=len(letters))
    return _secret([_READ_AS.get(letter) for letter in letters], _LETTER_BITS)


def _checked(secret: bytes) -> int:
    return int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)


def _check(secret: bytes) -> int:
    return int.from_bytes(sha256(_LABEL + secret).digest()[:2], "big") >> 16 - _CHECK_BITS


def _split(number: int, bits: int, count: int) -> list[int]:
    return [number >> bits * place & (1 << bits) - 1 for place in reversed(range(count))]


def _secret(numbers: list[int | None], bits: int) -> bytes:
    whole = 0
    for number in numbers:
        if number is None:
            raise Refused("sync.code_mistyped")
        whole = whole << bits | number
    secret = (whole >> _CHECK_BITS).to_bytes(SECRET_SIZE, "big")
    if _checked(secret) != whole:
        raise Refused("sync.code_mistyped")
    return secret
