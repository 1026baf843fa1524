"""How the second client comes to belong to a space: docs/protocol.md 7, and `join` of 5."""

from __future__ import annotations

import hmac
import os
import time
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.second_client.formats import (
    ENCRYPTED,
    HpkeKey,
    decode,
    encode,
    hkdf,
    number,
    open_sealed,
    padded_size,
    sized,
    unpad,
)
from tests.second_client.keys import Keys
from tests.second_client.line import Line
from tests.second_client.reader import STATEMENT, Space

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KILOBYTE = 1024


def read_code(code: str) -> bytes:
    """The 16 bytes of an invitation's code."""
    value = 0
    for letter in code.upper().replace("-", "").replace(" ", ""):
        value = value * 32 + LETTERS.index({"O": "0", "I": "1", "L": "1"}.get(letter, letter))
    secret, check = (value >> 12).to_bytes(16, "big"), value & 0xFFF
    if int.from_bytes(sha256(b"yarrow/code/v1" + secret).digest()[:2], "big") >> 4 != check:
        raise ValueError("a wrong letter")
    return secret


def seal(key: bytes, text: bytes, *, info: bytes, aad: bytes) -> bytes:
    drawn = os.urandom(32) + sized(aad) + sized(text)
    salt = hmac.digest(hkdf(key, b"yarrow/salt/v1"), drawn, "sha256")
    once, protected = hkdf(key, info, 64, salt), encode(ENCRYPTED)
    bound = encode(["Encrypt0", protected, aad])
    encrypted = AESGCM(once[:32]).encrypt(bytes(12), text, bound)
    return salt + once[32:] + encode([protected, {}, encrypted])


def pad(content: bytes) -> bytes:
    return sized(content).ljust(padded_size(4 + len(content)), b"\0")


def signed_by(key: Ed25519PrivateKey, typ: str, said: Any) -> bytes:
    protected, content = encode({1: -8, 16: typ}), encode(said)
    signature = key.sign(encode(["Signature1", protected, b"", content]))
    return encode([protected, {}, content, signature])


def join(line: Line, code: str) -> Space:
    """Belong to the space whose invitation has this code."""
    secret = read_code(code)
    package, newest = fetch_package(line, secret)
    hpke, line.device = HpkeKey(), os.urandom(16)
    keys = {package["epoch"]: package["content_key"]}
    invitation = Ed25519PrivateKey.from_private_bytes(hkdf(secret, b"yarrow/code/invitation/v1"))
    public = {"sign": line.key.public_key().public_bytes_raw(), "hpke": hpke.public}
    proof = {
        "space": package["space"],
        "invite": package["invite"],
        "device": line.device,
        "keys": sha256(public["sign"] + public["hpke"]).digest(),
    }
    statement = {
        "format": 1,
        "kind": "join",
        "previous": newest,
        "invite": package["invite"],
        "device": line.device,
        "keys": public,
        "epoch": package["epoch"],
        "pc": sealed_name("Second client", package),
        "proof": signed_by(invitation, "yarrow/join", proof),
        "time": time.time_ns() // 1_000_000,
    }
    signed = signed_by(line.key, STATEMENT, statement)
    line.ask(f"/v1/s/{package['space'].hex()}/join", {"statement": signed})
    return Space(package["space"], line.signing, Keys(line.device, hpke, keys))


def fetch_package(line: Line, secret: bytes) -> tuple[Any, bytes]:
    """What the code opens, from the very service that it names; and the newest statement."""
    locator = hkdf(secret, b"yarrow/code/locator/v1", 16)
    asked, info = encode({"locator": locator}), b"yarrow/package/v1" + locator
    answer, request = line.send("/v1/package", asked, os.urandom(16), {})
    unproved = decode(decode(answer)[2])["body"]["package"]
    key = hkdf(secret, b"yarrow/code/package/v1")
    package = decode(unpad(open_sealed(key, unproved, info=info, aad=locator), KILOBYTE))
    if line.pin not in package["pins"]:
        raise ValueError("another service")
    line.signing = package["signing"]
    return package, line.read(answer, request)["newest"]


def sealed_name(name: str, package: Any) -> bytes:
    aad = package["space"] + number(package["epoch"]) + sized(b"pc")
    text = pad(encode(name))
    return seal(package["content_key"], text, info=b"yarrow/text/v1" + aad, aad=aad)
