"""One key for one text, and one text for one key."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import encode
from app.errors import Untrusted
from sync.protocol.sealing import derive, seal, unseal
from tests.sync.protocol.two_keys import accepted_by_both

KEY, OTHER = bytes(32), b"\1" * 32
FROZEN = b"\7" * 32

# RFC 5869 A.1
RFC_KEY = b"\x0b" * 22
RFC_SALT = bytes.fromhex("000102030405060708090a0b0c")
RFC_INFO = bytes.fromhex("f0f1f2f3f4f5f6f7f8f9")
RFC_OUT = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
# The AES-256 case 14 of McGrew and Viega, "The Galois/Counter Mode of Operation"
GCM_OUT = "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"


def sealed(plaintext: bytes = b"said", *, key: bytes = KEY, aad: bytes = b"aad") -> bytes:
    return seal(key, plaintext, info=b"info", aad=aad, random32=FROZEN)


def test_the_library_derives_and_encrypts_as_published() -> None:
    assert derive(RFC_KEY, RFC_INFO, salt=RFC_SALT, size=42).hex() == RFC_OUT
    assert AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None).hex() == GCM_OUT


@given(st.binary(max_size=500), st.binary(max_size=100), st.binary(max_size=100))
def test_what_was_sealed_comes_back(plaintext: bytes, info: bytes, aad: bytes) -> None:
    data = seal(KEY, plaintext, info=info, aad=aad, random32=FROZEN)

    assert unseal(KEY, data, info=info, aad=aad) == plaintext


@given(st.lists(st.tuples(st.binary(max_size=8), st.binary(max_size=8)), unique=True, max_size=20))
def test_frozen_randomness_gives_no_salt_twice_for_two_texts(
    texts: list[tuple[bytes, bytes]],
) -> None:
    salts = {sealed(plaintext, aad=aad)[:32] for plaintext, aad in texts}

    assert len(salts) == len(texts)


def test_a_salt_repeats_only_if_everything_does() -> None:
    assert sealed() == sealed()
    assert sealed()[:32] != sealed(key=OTHER)[:32]


@pytest.mark.parametrize(
    ("key", "info", "aad"), [(OTHER, b"info", b"aad"), (KEY, b"else", b"aad"), (KEY, b"info", b"")]
)
def test_nothing_opens_with_another_key_or_elsewhere(key: bytes, info: bytes, aad: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        unseal(key, sealed(), info=info, aad=aad)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_every_byte_counts(place: int, flip: int) -> None:
    data = bytearray(sealed())
    data[place % len(data)] ^= flip

    with pytest.raises(Untrusted):
        unseal(KEY, bytes(data), info=b"info", aad=b"aad")


def test_a_blob_that_gcm_accepts_under_two_keys_opens_under_one_at_most() -> None:
    salt, header = bytes(32), encode({1: 3})
    once = {key: derive(key, b"info", salt=salt, size=64) for key in (KEY, OTHER)}
    aad = encode(["Encrypt0", header, b"aad"])
    both = accepted_by_both(once[KEY][:32], once[OTHER][:32], aad)
    blob = encode([header, {}, both])

    for derived in once.values():
        assert len(AESGCM(derived[:32]).decrypt(bytes(12), both, aad)) == 16
    assert len(unseal(KEY, salt + once[KEY][32:] + blob, info=b"info", aad=b"aad")) == 16
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        unseal(OTHER, salt + once[KEY][32:] + blob, info=b"info", aad=b"aad")


def test_the_tag_is_compared_before_anything_is_decrypted() -> None:
    broken = sealed()[:32] + bytes(32) + b"this is no COSE at all"

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        unseal(KEY, broken, info=b"info", aad=b"aad")


def test_a_commitment_with_nothing_behind_it_is_refused() -> None:
    salt = bytes(32)
    tag = derive(KEY, b"info", salt=salt, size=64)[32:]

    for rest in (b"", encode(None), encode([b"", {}, b""])):
        with pytest.raises(Untrusted):
            unseal(KEY, salt + tag + rest, info=b"info", aad=b"aad")


@given(st.binary(max_size=200))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        unseal(KEY, data, info=b"", aad=b"")
