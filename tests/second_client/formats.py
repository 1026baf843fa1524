"""Bytes of the second client: CBOR, COSE, keys, sealing, padding and codes, by docs/protocol.md."""

from __future__ import annotations

import hmac
import zlib
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pycose.headers import IV
from pycose.keys import OKPKey, SymmetricKey
from pycose.messages import Enc0Message, Sign1Message

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SUITE_NUMBER = bytes.fromhex("647a00010002")
SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
LEAST_PADDED = (512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192)
MOST_INFLATED = 8 * 1024 * 1024


def decode(data: bytes):
    """What deterministic CBOR holds."""
    value = cbor2.loads(data)
    if encode(value) != data:
        raise ValueError("not deterministic")
    return value


def encode(value) -> bytes:
    return cbor2.dumps(value, canonical=True)


def number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def sized(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def hkdf(key: bytes, info: bytes, size: int = 32, salt: bytes | None = None) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, info).derive(key)


def payload(signed: bytes, typ: str):
    """What a signed object says, its signature not looked at."""
    protected, unprotected, said, _ = decode(signed)
    if decode(protected) != {1: -8, 16: typ} or unprotected != {}:
        raise ValueError(f"not a {typ}")
    return decode(said)


def verified(signed: bytes, typ: str, key: bytes):
    """What a signed object says, once the library has verified that this key signed it."""
    said = payload(signed, typ)
    message = Sign1Message.from_cose_obj(decode(signed), allow_unknown_attributes=True)
    message.key = OKPKey(crv="ED25519", x=key, optional_params={"ALG": "EDDSA"})
    if not message.verify_signature():
        raise ValueError(f"wrong signature on {typ}")
    return said


def signed_by(key: Ed25519PrivateKey, typ: str, said) -> bytes:
    protected = encode({1: -8, 16: typ})
    content = encode(said)
    signature = key.sign(encode(["Signature1", protected, b"", content]))
    return encode([protected, {}, content, signature])


def open_sealed(key: bytes, sealed: bytes, *, info: bytes, aad: bytes) -> bytes:
    salt, tag, encrypted = sealed[:32], sealed[32:64], decode(sealed[64:])
    once = hkdf(key, info, 64, salt)
    if not hmac.compare_digest(once[32:], tag):
        raise ValueError("another key")
    message = Enc0Message.from_cose_obj(encrypted, allow_unknown_attributes=True)
    message.key = SymmetricKey(once[:32], optional_params={"ALG": "A256GCM"})
    message.uhdr[IV] = bytes(12)
    message.external_aad = aad
    return message.decrypt()


def seal(key: bytes, text: bytes, *, info: bytes, aad: bytes, random: bytes) -> bytes:
    salt_key = hkdf(key, b"yarrow/salt/v1")
    salt = hmac.digest(salt_key, random + sized(aad) + sized(text), "sha256")
    once = hkdf(key, info, 64, salt)
    message = Enc0Message(phdr={1: 3}, payload=text, external_aad=aad)
    message.key = SymmetricKey(once[:32], optional_params={"ALG": "A256GCM"})
    message.uhdr[IV] = bytes(12)
    return salt + once[32:] + encode([encode({1: 3}), {}, message.encrypt()])


def padded_size(size: int) -> int:
    for least in LEAST_PADDED:
        if size <= least:
            return least
    e = size.bit_length() - 1
    step = 1 << (e - e.bit_length())
    return -(-size // step) * step


def pad(content: bytes) -> bytes:
    size = padded_size(4 + len(content))
    return sized(content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    size = int.from_bytes(padded[:4], "big")
    if any(padded[4 + size :]) or len(padded) < 4 + size:
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


def read_code(code: str) -> bytes:
    """The 16 bytes of an invitation's code."""
    value = 0
    for letter in code.upper().replace("-", "").replace(" ", ""):
        value = value * 32 + LETTERS.index({"O": "0", "I": "1", "L": "1"}.get(letter, letter))
    secret, check = (value >> 12).to_bytes(16, "big"), value & 0xFFF
    if int.from_bytes(sha256(b"yarrow/code/v1" + secret).digest()[:2], "big") >> 4 != check:
        raise ValueError("a wrong letter")
    return secret
