"""Bytes of the second client: docs/protocol.md 1, as far as reading needs it."""

from __future__ import annotations

import hmac
import zlib
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pycose.headers import IV
from pycose.keys import OKPKey, SymmetricKey
from pycose.messages import Enc0Message, Sign1Message

ENCRYPTED = {1: 3}
SUITE_NUMBER = bytes.fromhex("647a00010002")
SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
LEAST_PADDED = (512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192)
MOST_INFLATED = 8 * 1024 * 1024


def encode(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Any:
    """What deterministic CBOR holds."""
    value = cbor2.loads(data)
    if encode(value) != data or not is_plain(value, levels=8):
        raise ValueError("not deterministic")
    return value


def is_plain(value: Any, levels: int) -> bool:
    """Whether it is of the types that there are, and no deeper."""
    if type(value) is dict:
        known = all(type(key) is str or key in range(-24, 24) for key in value)
        return levels > 0 and known and all(is_plain(each, levels - 1) for each in value.values())
    if type(value) is list:
        return levels > 0 and all(is_plain(each, levels - 1) for each in value)
    if type(value) is int:
        return -(2**63) <= value < 2**64
    return value is None or type(value) in (bool, str, bytes)


def number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def sized(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def hkdf(key: bytes, info: bytes, size: int = 32, salt: bytes | None = None) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, info).derive(key)


def payload(signed: bytes, typ: str) -> Any:
    """What a signed object says, its signature not looked at."""
    protected, unprotected, said, _ = decode(signed)
    if decode(protected) != {1: -8, 16: typ} or unprotected != {}:
        raise ValueError(f"not a {typ}")
    return decode(said)


def verified(signed: bytes, typ: str, key: bytes) -> Any:
    """What a signed object says, once the library has verified that this key signed it."""
    said = payload(signed, typ)
    message = Sign1Message.from_cose_obj(decode(signed), allow_unknown_attributes=True)
    message.key = OKPKey(crv="ED25519", x=key, optional_params={"ALG": "EDDSA"})
    if not message.verify_signature():
        raise ValueError(f"wrong signature on {typ}")
    return said


def open_sealed(key: bytes, sealed: bytes, *, info: bytes, aad: bytes) -> bytes:
    salt, tag, encrypted = sealed[:32], sealed[32:64], decode(sealed[64:])
    once = hkdf(key, info, 64, salt)
    if not hmac.compare_digest(once[32:], tag) or decode(encrypted[0]) != ENCRYPTED:
        raise ValueError("another key")
    message = Enc0Message.from_cose_obj(encrypted, allow_unknown_attributes=True)
    message.key = SymmetricKey(once[:32], optional_params={"ALG": "A256GCM"})
    message.uhdr[IV], message.external_aad = bytes(12), aad
    return message.decrypt()


def padded_size(size: int, step: int = 0) -> int:
    """What a length of this size is padded to; packages and cards go by steps of 1,024."""
    least = next((each for each in LEAST_PADDED if size <= each), 0)
    if step or not least:
        e = size.bit_length() - 1
        step = step or 1 << (e - e.bit_length())
        return -(-size // step) * step
    return least


def unpad(padded: bytes, step: int = 0) -> bytes:
    size = int.from_bytes(padded[:4], "big")
    if len(padded) != padded_size(4 + size, step) or any(padded[4 + size :]):
        raise ValueError("padding")
    return padded[4 : 4 + size]


def inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    content = stream.decompress(data, MOST_INFLATED)
    if not stream.eof or stream.unused_data:
        raise ValueError("not one whole stream")
    return content


class HpkeKey:
    """A key pair of the suite, and its public half as it travels."""

    def __init__(self, private: bytes = b"") -> None:
        mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
        if private:
            mlkem = MLKEM768PrivateKey.from_seed_bytes(private[:64])
            x25519 = X25519PrivateKey.from_private_bytes(private[64:])
        self._key = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        both = mlkem.public_key(), x25519.public_key()
        self.public = b"".join(each.public_bytes_raw() for each in both)

    def unwrap(self, wrap: bytes, info: bytes) -> bytes:
        if wrap[:6] != SUITE_NUMBER:
            raise ValueError("another suite")
        return SUITE.decrypt(wrap[6:], self._key, info)
