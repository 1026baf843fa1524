"""Six words to compare by voice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from shamir_mnemonic.wordlist import WORDLIST

from sync.protocol.heads import Head
from sync.protocol.keys import PublicKeys
from sync.protocol.words import device_words, head_words, read_words, service_words

HEAD = Head(b"s" * 32, 1, 17, b"r" * 32, 1_780_000_000_000)

# RFC 9106 5.3
RFC_TAG = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_the_library_derives_as_rfc_9106_says() -> None:
    derivation = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    )

    assert derivation.derive(b"\1" * 32).hex() == RFC_TAG


def test_the_words_are_six_of_the_list() -> None:
    words = service_words(b"k" * 32, b"p" * 32)

    assert len(words) == 6
    assert set(words) <= set(WORDLIST)
    assert words == service_words(b"k" * 32, b"p" * 32)


def test_another_key_or_pin_has_other_words() -> None:
    words = {
        service_words(signing, pin)
        for signing in (b"k" * 32, b"l" * 32)
        for pin in (b"p" * 32, b"q" * 32)
    }

    assert len(words) == 4


@pytest.mark.parametrize(
    "change", [{"space": b"t" * 32}, {"generation": 2}, {"position": 18}, {"running": b"q" * 32}]
)
def test_another_log_has_other_words(change: dict[str, object]) -> None:
    assert head_words(replace(HEAD, **change)) != head_words(HEAD)  # type: ignore[arg-type]


def test_the_time_of_a_head_is_not_in_its_words() -> None:
    assert head_words(replace(HEAD, time=0)) == head_words(HEAD)


def test_another_device_or_key_has_other_words() -> None:
    keys = PublicKeys(b"k" * 32, b"h" * 1216)
    words = {
        device_words(b"s" * 32, b"d" * 16, keys),
        device_words(b"t" * 32, b"d" * 16, keys),
        device_words(b"s" * 32, b"e" * 16, keys),
        device_words(b"s" * 32, b"d" * 16, PublicKeys(b"l" * 32, keys.hpke)),
        device_words(b"s" * 32, b"d" * 16, PublicKeys(keys.sign, b"i" * 1216)),
    }

    assert len(words) == 5


def test_words_may_be_typed_with_commas_hyphens_and_capitals() -> None:
    assert read_words(" Gravel, tunnel-pewter\n") == ("gravel", "tunnel", "pewter")
