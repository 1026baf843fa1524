"""The keys a device has in one space, and the pin of a service's TLS key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.errors import Damaged
from sync.protocol import hpke
from sync.protocol.shapes import HpkePublicKey, PublicKey

Random = Callable[[int], bytes]

_SIGN_SIZE = 32


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves as a statement carries them: Ed25519 (32 bytes), HPKE (1,184 | 32)."""

    sign: PublicKey
    hpke: HpkePublicKey


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """An HPKE key pair by its private parts: ML-KEM seed (64 bytes), then X25519 (32)."""

    private: bytes

    @classmethod
    def make(cls, random: Random) -> KeyPair:
        """A pair never used before."""
        return cls(random(hpke.PRIVATE_SIZE))

    @property
    def public(self) -> bytes:
        """The public half, 1,216 bytes."""
        return hpke.public_of(self.private)


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """A device's private keys; they leave the vault in its encrypted backups only."""

    sign: Ed25519PrivateKey
    hpke: KeyPair

    @classmethod
    def make(cls, random: Random) -> DeviceKeys:
        """Keys for a device that joins a space; it has others in every other space."""
        return cls.from_bytes(random(_SIGN_SIZE + hpke.PRIVATE_SIZE))

    @classmethod
    def from_bytes(cls, data: bytes) -> DeviceKeys:
        """The keys that `to_bytes` wrote; raises Damaged `sync.damaged_keys`."""
        if len(data) != _SIGN_SIZE + hpke.PRIVATE_SIZE:
            raise Damaged("sync.damaged_keys")
        sign = Ed25519PrivateKey.from_private_bytes(data[:_SIGN_SIZE])
        return cls(sign, KeyPair(data[_SIGN_SIZE:]))

    def to_bytes(self) -> bytes:
        """Ed25519 private (32 bytes) | ML-KEM seed (64) | X25519 private (32)."""
        return self.sign.private_bytes_raw() + self.hpke.private

    @property
    def public(self) -> PublicKeys:
        """The halves that everyone may know."""
        return PublicKeys(public_of(self.sign), self.hpke.public)


def public_of(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def pin_of(key: PublicKeyTypes) -> bytes:
    """SHA-256 of a TLS key's SubjectPublicKeyInfo, which is what a client pins."""
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(encoded).digest()
