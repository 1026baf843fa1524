"""Signatures that were found good before: the PCs of a world all check the same ones."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class RememberingKey:
    """Stands where `Ed25519PublicKey` stands; the same bytes by the same key are checked once."""

    def __init__(self, public: bytes) -> None:
        self._public = public

    @classmethod
    def from_public_bytes(cls, public: bytes) -> RememberingKey:
        return cls(public)

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raise what `Ed25519PublicKey` raises; a failure is never remembered."""
        _verify(self._public, signature, data)


@lru_cache(maxsize=4096)
def _verify(public: bytes, signature: bytes, data: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
