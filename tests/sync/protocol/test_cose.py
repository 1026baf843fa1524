"""COSE by our own hand, held against RFC 8032, a second implementation, and forgers."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pycose.headers import IV
from pycose.keys import OKPKey, SymmetricKey
from pycose.messages import Enc0Message, Sign1Message

from app.domain.encoding import decode, encode
from app.errors import Untrusted
from sync.protocol.cose import decrypt, encrypt, open_signed, sign, type_of, verify
from sync.protocol.keys import public_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_of(KEY)

# RFC 8032 7.1, TEST 2
RFC_SECRET = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
RFC_PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
RFC_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_library_signs_as_rfc_8032_says() -> None:
    key = Ed25519PrivateKey.from_private_bytes(RFC_SECRET)

    assert public_of(key) == RFC_PUBLIC
    assert key.sign(b"\x72") == RFC_SIGNATURE


def test_what_a_key_signed_it_verifies() -> None:
    data = sign(KEY, "yarrow/test", b"said")

    assert verify(data, "yarrow/test", PUBLIC) == b"said"
    assert type_of(data) == "yarrow/test"


def test_a_second_implementation_verifies_what_we_signed() -> None:
    parts = decode(sign(KEY, "yarrow/test", b"said"))
    message = Sign1Message.from_cose_obj(parts, allow_unknown_attributes=True)
    message.key = OKPKey(crv="ED25519", x=PUBLIC, optional_params={"ALG": "EDDSA"})

    assert message.verify_signature()


def test_a_second_implementation_decrypts_what_we_encrypted() -> None:
    parts = decode(encrypt(bytes(32), b"kept", b"bound"))
    message = Enc0Message.from_cose_obj(parts, allow_unknown_attributes=True)
    message.key = SymmetricKey(bytes(32), optional_params={"ALG": "A256GCM"})
    message.uhdr[IV] = bytes(12)
    message.external_aad = b"bound"

    assert message.decrypt() == b"kept"


def test_one_kind_of_object_never_stands_for_another() -> None:
    data = sign(KEY, "yarrow/head", b"said")

    with pytest.raises(Untrusted, match="sync.wrong_type"):
        verify(data, "yarrow/receipt", PUBLIC)


def test_another_key_is_not_the_signer() -> None:
    data = sign(KEY, "yarrow/test", b"said")

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        verify(data, "yarrow/test", RFC_PUBLIC)
    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        verify(data, "yarrow/test", b"\xff" * 32)


@pytest.mark.parametrize("index", [0, 2, 3])
def test_every_part_is_covered_by_the_signature(index: int) -> None:
    parts = decode(sign(KEY, "yarrow/test", b"said"))
    assert isinstance(parts, list) and isinstance(parts[index], bytes)
    held: bytes = parts[index]
    parts[index] = held[:-1] + bytes([held[-1] ^ 1])

    with pytest.raises(Untrusted):
        verify(encode(parts), "yarrow/test", PUBLIC)


def test_nothing_is_taken_from_outside_the_protected_header() -> None:
    parts = decode(sign(KEY, "yarrow/test", b"said"))
    assert isinstance(parts, list)
    parts[1] = {4: b"kid"}

    with pytest.raises(Untrusted, match="sync.not_understood"):
        open_signed(encode(parts), "yarrow/test")


def test_another_algorithm_is_refused() -> None:
    parts = decode(sign(KEY, "yarrow/test", b"said"))
    assert isinstance(parts, list)
    parts[0] = encode({1: -7, 16: "yarrow/test"})

    with pytest.raises(Untrusted, match="sync.wrong_type"):
        open_signed(encode(parts), "yarrow/test")
    with pytest.raises(Untrusted, match="sync.not_understood"):
        type_of(encode(parts))


def test_a_tagged_message_is_refused() -> None:
    with pytest.raises(Untrusted, match="encoding.not_allowed"):
        open_signed(b"\xd2" + sign(KEY, "yarrow/test", b"said"), "yarrow/test")


def test_bytes_after_the_end_are_refused() -> None:
    with pytest.raises(Untrusted, match="encoding.not_allowed"):
        open_signed(sign(KEY, "yarrow/test", b"said") + b"\0", "yarrow/test")


@pytest.mark.parametrize("wrong", [(bytes(31) + b"\1", b"bound"), (bytes(32), b"other")])
def test_another_key_or_place_decrypts_nothing(wrong: tuple[bytes, bytes]) -> None:
    key, aad = wrong

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        decrypt(key, encrypt(bytes(32), b"kept", b"bound"), aad)


@given(st.binary(max_size=200) | st.builds(encode, st.lists(st.binary(), max_size=4)))
def test_any_bytes_at_all_end_in_a_value_or_untrusted(data: bytes) -> None:
    for read in (type_of, lambda data: verify(data, "yarrow/test", PUBLIC)):
        with pytest.raises(Untrusted):
            read(data)
    with pytest.raises(Untrusted):
        decrypt(bytes(32), data, b"")


@pytest.mark.parametrize("size", [0, 7, 8, 200, 239, 240, 65_519, 65_520])
def test_what_is_encrypted_is_written_as_a_list_is_encoded(size: int) -> None:
    data = encrypt(bytes(32), bytes(size), b"bound")
    parts = decode(data)

    assert isinstance(parts, list) and len(parts) == 3
    assert parts[:2] == [encode({1: 3}), {}]
    assert data == encode(parts)
    assert decrypt(bytes(32), data, b"bound") == bytes(size)


def spelled_otherwise() -> dict[str, bytes]:
    """The same ciphertext as no encoder of ours writes it."""
    data = encrypt(bytes(32), b"kept", b"bound")
    ciphertext = data[-20:]
    before = data[:-21]
    assert data == before + b"\x54" + ciphertext
    return {
        "a longer head": before + b"\x58\x14" + ciphertext,
        "the longest head": before + b"\x5b" + (20).to_bytes(8, "big") + ciphertext,
        "no length": before + b"\x5f\x54" + ciphertext + b"\xff",
        "a tag": b"\xd0" + data,
        "a byte behind": data + b"\0",
        "a byte too few": data[:-1],
        "text": before + b"\x74" + ciphertext,
        "another algorithm": encode([encode({1: 1}), {}, ciphertext]),
        "a key outside": encode([encode({1: 3}), {4: b"kid"}, ciphertext]),
        "four parts": encode([encode({1: 3}), {}, ciphertext, b""]),
        "nothing": before,
    }


@pytest.mark.parametrize("how", spelled_otherwise())
def test_the_same_ciphertext_in_other_bytes_is_not_decrypted(how: str) -> None:
    with pytest.raises(Untrusted, match=r"encoding\.not_allowed|sync\.not_understood"):
        decrypt(bytes(32), spelled_otherwise()[how], b"bound")
