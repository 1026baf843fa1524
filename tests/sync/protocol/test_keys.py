"""A device's keys, and the pin of a service."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.errors import Damaged
from sync.protocol.keys import DeviceKeys, KeyPair, pin_of, public_of


def test_keys_rest_as_their_parts() -> None:
    keys = DeviceKeys.make(Random(1).randbytes)
    data = keys.to_bytes()

    assert len(data) == 32 + 64 + 32
    assert DeviceKeys.from_bytes(data).public == keys.public
    assert (len(keys.public.sign), len(keys.public.hpke)) == (32, 1184 + 32)
    assert keys.public.sign == public_of(keys.sign)


def test_the_same_randomness_makes_the_same_keys() -> None:
    made = [DeviceKeys.make(Random(seed).randbytes).to_bytes() for seed in (1, 1, 2)]

    assert made[0] == made[1] != made[2]


def test_keys_cut_short_are_damaged() -> None:
    with pytest.raises(Damaged, match="sync.damaged_keys"):
        DeviceKeys.from_bytes(bytes(127))


def test_private_keys_do_not_show_in_a_traceback() -> None:
    keys = DeviceKeys.make(Random(1).randbytes)
    pair = KeyPair(b"secret" * 16)

    assert keys.to_bytes()[:4].hex() not in repr(keys)
    assert "secret" not in repr(pair)


def test_a_pin_is_the_hash_of_the_public_key_info() -> None:
    key = ec.derive_private_key(7, ec.SECP256R1()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert pin_of(key) == sha256(info).digest()
