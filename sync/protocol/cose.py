"""COSE_Sign1 and COSE_Encrypt0 (RFC 9052), untagged and with nothing outside the protected header.

Every kind of signed object has its own `typ` (RFC 9596), so that none can stand for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.encoding import BYTES, ITEMS, Value, decode, encode, head
from app.errors import Untrusted
from sync.protocol.shapes import not_understood

_ALG, _TYP = 1, 16
_EDDSA, _A256GCM = -8, 3
_SIGNATURE_SIZE = 64
_NO_IV = bytes(12)
_NO_HEADER: dict[str, Value] = {}
_ENCRYPTION: dict[int, Value] = {_ALG: _A256GCM}
_ENCRYPTED = encode(_ENCRYPTION)
# A list of three: the header, an empty map, and the ciphertext, which follows.
_BEFORE = head(ITEMS, 3) + encode(_ENCRYPTED) + encode(_NO_HEADER)
_LONGER_HEADS = {BYTES + 24: 2, BYTES + 25: 3, BYTES + 26: 5}


@dataclass(frozen=True, slots=True)
class Signed:
    """A COSE_Sign1 as it was read; `payload` proves nothing before `check`."""

    payload: bytes
    protected: bytes
    signature: bytes

    def check(self, public: bytes) -> None:
        """Raise Untrusted `sync.wrong_signature` unless this key (32 bytes) signed it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(public)
            key.verify(self.signature, _signed_bytes(self.protected, self.payload))
        except (InvalidSignature, ValueError) as error:
            raise Untrusted("sync.wrong_signature") from error

    @property
    def value(self) -> Value:
        """The payload decoded; raises Untrusted `encoding.not_allowed`."""
        return decode(self.payload)


def sign(key: Ed25519PrivateKey, typ: str, payload: bytes) -> bytes:
    """The COSE_Sign1 of these bytes by this key."""
    protected = _signing(typ)
    signature = key.sign(_signed_bytes(protected, payload))
    return encode([protected, _NO_HEADER, payload, signature])


def open_signed(data: bytes, typ: str) -> Signed:
    """The parts of a COSE_Sign1 of this `typ`, its signature not yet checked.

    Raises Untrusted `sync.wrong_type` if it says to be something else, `sync.not_understood` or
    `encoding.not_allowed` if it is no COSE_Sign1.
    """
    signed = _parts(data)
    if signed.protected != _signing(typ):
        raise Untrusted("sync.wrong_type")
    return signed


def verify(data: bytes, typ: str, public: bytes) -> bytes:
    """The payload of a COSE_Sign1 of this `typ` that this key signed."""
    signed = open_signed(data, typ)
    signed.check(public)
    return signed.payload


def type_of(data: bytes) -> str:
    """The `typ` that a COSE_Sign1 gives itself, to know what to read it as."""
    header = decode(_parts(data).protected)
    if not isinstance(header, dict):
        raise not_understood()
    found = cast("dict[int, Value]", header)
    typ = found.get(_TYP)
    if found.keys() != {_ALG, _TYP} or found[_ALG] != _EDDSA or not isinstance(typ, str):
        raise not_understood()
    return typ


def encrypt(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """The COSE_Encrypt0 under a key of 32 bytes that encrypts nothing else, ever: its IV is 0."""
    ciphertext = AESGCM(key).encrypt(_NO_IV, plaintext, _encrypted_bytes(aad))
    return _BEFORE + head(BYTES, len(ciphertext)) + ciphertext


def decrypt(key: bytes, data: bytes, aad: bytes) -> bytes:
    """The plaintext of a COSE_Encrypt0; raises Untrusted `sync.cannot_open`."""
    ciphertext = _ciphertext(data)
    try:
        return AESGCM(key).decrypt(_NO_IV, ciphertext, _encrypted_bytes(aad))
    except InvalidTag as error:
        raise Untrusted("sync.cannot_open") from error


def _ciphertext(data: bytes) -> bytes:
    """What follows in the only bytes that a COSE_Encrypt0 of ours can be, without decoding them."""
    size = _LONGER_HEADS.get(data[len(_BEFORE)], 1) if len(data) > len(_BEFORE) else 0
    start = len(_BEFORE) + size
    if data[:start] != _BEFORE + head(BYTES, len(data) - start):
        decode(data)  # raises for what is not even CBOR
        raise not_understood()
    return data[start:]


def _parts(data: bytes) -> Signed:
    parts = decode(data)
    if not isinstance(parts, list) or len(parts) != 4 or parts[1] != {}:
        raise not_understood()
    protected, _, payload, signature = parts
    if not (
        isinstance(protected, bytes)
        and isinstance(payload, bytes)
        and isinstance(signature, bytes)
        and len(signature) == _SIGNATURE_SIZE
    ):
        raise not_understood()
    return Signed(payload, protected, signature)


@cache
def _signing(typ: str) -> bytes:
    header: dict[int, Value] = {_ALG: _EDDSA, _TYP: typ}
    return encode(header)


def _signed_bytes(protected: bytes, payload: bytes) -> bytes:
    return encode(["Signature1", protected, b"", payload])


@lru_cache(maxsize=8)  # every group of an entry is bound to the same header
def _encrypted_bytes(aad: bytes) -> bytes:
    return encode(["Encrypt0", _ENCRYPTED, aad])
