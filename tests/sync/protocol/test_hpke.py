"""Wraps, held against a published vector by way of HPKE written out by hand."""

from __future__ import annotations

import json
from hashlib import shake_256
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
from sync.protocol.hpke import SUITE, open_sealed, public_of, seal_to
from tests.sync.protocol.by_the_book import key_and_nonce, open_by_the_book, shared_secret

PRIVATE = Random(1).randbytes(96)
PUBLIC = public_of(PRIVATE)
PUBLISHED = json.loads((Path(__file__).parent / "vectors/hpke_published.json").read_text("utf-8"))


def test_the_published_vector_has_the_number_that_stands_in_every_wrap() -> None:
    assert bytes.fromhex(PUBLISHED["suite_id"])[4:8] == SUITE[:4]


def test_the_book_gives_what_was_published() -> None:
    private = shake_256(bytes.fromhex(PUBLISHED["skRm"])).digest(96)
    shared = shared_secret(private, bytes.fromhex(PUBLISHED["enc"]))
    key, nonce = key_and_nonce(shared, bytes.fromhex(PUBLISHED["info"]), aead=3)

    assert public_of(private).hex() == PUBLISHED["pkRm"]
    assert shared.hex() == PUBLISHED["shared_secret"]
    assert key.hex() == PUBLISHED["key"]
    assert nonce.hex() == PUBLISHED["base_nonce"]


def test_the_book_opens_what_the_library_sealed() -> None:
    sealed = seal_to(PUBLIC, b"where it belongs", b"a content key")

    assert open_by_the_book(PRIVATE, b"where it belongs", sealed[6:]) == b"a content key"
    assert open_sealed(PRIVATE, b"where it belongs", sealed) == b"a content key"


def test_a_wrap_opens_nowhere_else() -> None:
    sealed = seal_to(PUBLIC, b"where it belongs", b"a content key")

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_sealed(PRIVATE, b"elsewhere", sealed)
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_sealed(Random(2).randbytes(96), b"where it belongs", sealed)


def test_a_suite_of_another_number_is_a_newer_program() -> None:
    sealed = seal_to(PUBLIC, b"", b"a content key")

    with pytest.raises(Untrusted, match="sync.newer_program"):
        open_sealed(PRIVATE, b"", bytes.fromhex("647a00010003") + sealed[6:])


@pytest.mark.parametrize(
    "public", [b"", PUBLIC[:-1], PUBLIC[:1184] + bytes(32), b"\xff" * 1184 + PUBLIC[1184:]]
)
def test_nothing_is_sealed_to_what_is_no_key(public: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.wrong_key"):
        seal_to(public, b"", b"a content key")


@given(st.binary(max_size=2000))
def test_any_bytes_after_the_suite_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        open_sealed(PRIVATE, b"", SUITE + data)
