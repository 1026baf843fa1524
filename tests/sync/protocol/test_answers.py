"""Answers: from this service, to this request."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value, encode
from app.errors import Untrusted
from sync.protocol.answers import ANSWER_TYPE, Answer, make_answer, open_answer, peek_answer
from sync.protocol.cose import sign
from sync.protocol.keys import public_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
ASKED = b"q" * 32
ANSWER = Answer(1_780_000_000_000, "ok", {"head": b"h", "more": False})


def test_an_answer_reads_as_it_was_made() -> None:
    data = make_answer(KEY, ANSWER, request=ASKED)

    assert open_answer(data, public_of(KEY), request=ASKED) == ANSWER
    assert peek_answer(data, request=ASKED) == ANSWER


def test_an_answer_to_another_request_is_none() -> None:
    data = make_answer(KEY, ANSWER, request=ASKED)

    with pytest.raises(Untrusted, match="sync.other_answer"):
        open_answer(data, public_of(KEY), request=b"r" * 32)
    with pytest.raises(Untrusted, match="sync.other_answer"):
        peek_answer(data, request=b"r" * 32)


def test_an_answer_of_another_service_is_none() -> None:
    data = make_answer(OTHER, ANSWER, request=ASKED)

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        open_answer(data, public_of(KEY), request=ASKED)


@pytest.mark.parametrize("page", [b"", b"<html>Welcome to the guest network</html>"])
def test_a_captive_portals_page_is_no_answer(page: bytes) -> None:
    with pytest.raises(Untrusted):
        open_answer(page, public_of(KEY), request=ASKED)


@pytest.mark.parametrize(
    "said",
    [
        {"request": ASKED, "time": 1, "status": "ok"},
        {"request": ASKED, "time": 1, "status": "ok", "body": []},
        {"request": ASKED, "time": 1, "status": 1, "body": {}},
        {"request": ASKED, "time": None, "status": "ok", "body": {}},
        [],
    ],
)
def test_an_answer_of_another_shape_is_refused(said: Value) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        open_answer(sign(KEY, ANSWER_TYPE, encode(said)), public_of(KEY), request=ASKED)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    for read in (data, sign(KEY, ANSWER_TYPE, data)):
        with pytest.raises(Untrusted):
            open_answer(read, public_of(KEY), request=ASKED)
