"""Seals bytes under a key that was derived for them alone: salt | tag | COSE_Encrypt0.

The salt is a keyed hash of all that goes in, so that even with frozen randomness no two texts
are encrypted under one key. The tag, derived together with the key, commits to it.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Untrusted
from sync.protocol.cose import decrypt, encrypt
from sync.protocol.shapes import not_understood

KEY_SIZE = 32
_SALT_SIZE = 32
_TAG_SIZE = 32
_SALT_LABEL = b"yarrow/salt/v1"


def derive(key: bytes, info: bytes, *, salt: bytes | None = None, size: int = 32) -> bytes:
    """HKDF-SHA256 of a key for one purpose."""
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=info).derive(key)


def integer(number: int) -> bytes:
    """An unsigned 64-bit number as it stands in an `info`: 8 bytes, big-endian."""
    return number.to_bytes(8, "big")


def measured(part: bytes) -> bytes:
    """A part of varying length as it stands in an `info` or hash: length (4 bytes) | part."""
    return len(part).to_bytes(4, "big") + part


def seal(key: bytes, plaintext: bytes, *, info: bytes, aad: bytes, random32: bytes) -> bytes:
    """The sealed bytes; `info` names purpose and place, `aad` what else must not change."""
    content = random32 + measured(aad) + measured(plaintext)
    salt = hmac.digest(_salt_key(key), content, sha256)
    once, tag = _once(key, salt, info)
    return salt + tag + encrypt(once, plaintext, aad)


def unseal(key: bytes, sealed: bytes, *, info: bytes, aad: bytes) -> bytes:
    """The plaintext; raises Untrusted `sync.cannot_open` unless key, info and aad are the same.

    The tag is compared before anything is decrypted, so no bytes open under two keys.
    """
    salt, tag = sealed[:_SALT_SIZE], sealed[_SALT_SIZE : _SALT_SIZE + _TAG_SIZE]
    if len(tag) != _TAG_SIZE:
        raise not_understood()
    once, expected = _once(key, salt, info)
    if not hmac.compare_digest(tag, expected):
        raise Untrusted("sync.cannot_open")
    return decrypt(once, sealed[_SALT_SIZE + _TAG_SIZE :], aad)


# Every group of a push is sealed under the same key; no older one is kept here.
@lru_cache(maxsize=1)
def _salt_key(key: bytes) -> bytes:
    return derive(key, _SALT_LABEL)


def _once(key: bytes, salt: bytes, info: bytes) -> tuple[bytes, bytes]:
    both = derive(key, info, salt=salt, size=KEY_SIZE + _TAG_SIZE)
    return both[:KEY_SIZE], both[KEY_SIZE:]
