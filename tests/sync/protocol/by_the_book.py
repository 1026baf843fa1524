"""HPKE to MLKEM768-X25519 written out from RFC 9180, to read what the library wrote.

The KEM combines as draft-ietf-hpke-pq says: SHA3-256 over both secrets, the X25519 ciphertext and
public key, and the label.
"""

from __future__ import annotations

import hmac
from hashlib import sha3_256, sha256

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEM_LABEL = bytes.fromhex("5c2e2f2f5e5c")


def shared_secret(private: bytes, enc: bytes) -> bytes:
    """The secret that the holder of these parts gets from an encapsulation."""
    post_quantum = MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(enc[:1088])
    own = X25519PrivateKey.from_private_bytes(private[64:])
    classical = own.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    public = own.public_key().public_bytes_raw()
    return sha3_256(post_quantum + classical + enc[1088:] + public + _KEM_LABEL).digest()


def key_and_nonce(shared: bytes, info: bytes, *, aead: int) -> tuple[bytes, bytes]:
    """The key schedule of base mode with HKDF-SHA256 (RFC 9180 5.1)."""
    suite = b"HPKE" + bytes.fromhex("647a0001") + aead.to_bytes(2, "big")
    no_psk = _extract(suite, b"", "psk_id_hash", b"")
    context = b"\0" + no_psk + _extract(suite, b"", "info_hash", info)
    secret = _extract(suite, shared, "secret", b"")
    return (
        _expand(suite, secret, "key", context, 32),
        _expand(suite, secret, "base_nonce", context, 12),
    )


def open_by_the_book(private: bytes, info: bytes, sealed: bytes) -> bytes:
    """The plaintext of enc (1,120 bytes) | ciphertext under AES-256-GCM."""
    key, nonce = key_and_nonce(shared_secret(private, sealed[:1120]), info, aead=2)
    return AESGCM(key).decrypt(nonce, sealed[1120:], b"")


def _extract(suite: bytes, salt: bytes, label: str, secret: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + suite + label.encode() + secret, sha256)


def _expand(suite: bytes, secret: bytes, label: str, info: bytes, size: int) -> bytes:
    start = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label.encode() + info
    return hmac.digest(secret, start + b"\1", sha256)[:size]
