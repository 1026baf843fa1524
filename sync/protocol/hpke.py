"""HPKE (RFC 9180, base mode) to a hybrid of ML-KEM-768 and X25519, the suite named by number.

The library's call takes `info` and no additional data, so whatever is to be bound stands in it.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from app.errors import Untrusted

PRIVATE_SIZE = 64 + 32

# The numbers of the IANA registry: MLKEM768-X25519, HKDF-SHA256, AES-256-GCM.
SUITE = bytes.fromhex("647a00010002")
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def public_of(private: bytes) -> bytes:
    """The public half: ML-KEM-768 (1,184 bytes) then X25519 (32)."""
    seed, x25519 = private[:64], private[64:]
    return (
        MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
        + X25519PrivateKey.from_private_bytes(x25519).public_key().public_bytes_raw()
    )


def seal_to(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """What only the holder of the private half opens: suite (6 bytes) | enc (1,120) | ciphertext.

    Takes its randomness from the library. Raises Untrusted `sync.wrong_key` if the bytes are no
    public key.
    """
    try:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:1184]),
            X25519PublicKey.from_public_bytes(public[1184:]),
        )
        return SUITE + _SUITE.encrypt(plaintext, key, info)
    except ValueError as error:
        raise Untrusted("sync.wrong_key") from error


def open_sealed(private: bytes, info: bytes, sealed: bytes) -> bytes:
    """The plaintext; raises Untrusted `sync.newer_program` or `sync.cannot_open`."""
    if sealed[:6] != SUITE:
        raise Untrusted("sync.newer_program")
    key = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(private[:64]),
        X25519PrivateKey.from_private_bytes(private[64:]),
    )
    try:
        return _SUITE.decrypt(sealed[6:], key, info)
    except (InvalidTag, ValueError) as error:
        raise Untrusted("sync.cannot_open") from error
