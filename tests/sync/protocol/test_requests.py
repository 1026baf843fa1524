"""Requests: who asks, what, of whom, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
from sync.protocol import requests
from sync.protocol.keys import public_of
from sync.protocol.requests import (
    COVERED,
    MOST_APART_MS,
    Request,
    hash_of,
    nonce_of,
    plain_headers,
    sign_request,
    verify_request,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SERVICE = b"s" * 32
NOW = 1_780_000_000_000
NONCE = b"n" * 16
KEYID = "0a" * 16
REQUEST = Request("/v1/s/00/hello", b"\xa0", "a=1")
PLAIN = Request("/v1/s/00/hello", b"\xa0")


def headers(request: Request = REQUEST, *, created: int = NOW) -> dict[str, str]:
    return sign_request(
        request, key=KEY, keyid=KEYID, service=SERVICE, created=created, nonce=NONCE
    )


def verified(
    request: Request = REQUEST, given: dict[str, str] | None = None, *, now: int = NOW
) -> tuple[str, bytes]:
    known = {KEYID: public_of(KEY)}
    signer = verify_request(
        request, headers() if given is None else given, key_for=known.get, service=SERVICE, now=now
    )
    return signer.keyid, signer.nonce


def refusal(request: Request = REQUEST, given: dict[str, str] | None = None) -> str:
    with pytest.raises(Untrusted) as refused:
        verified(request, given)
    return refused.value.code


def test_a_signed_request_names_its_signer() -> None:
    assert verified() == (KEYID, NONCE)


def test_the_signature_covers_what_rfc_9421_and_we_agreed() -> None:
    signature = headers()["signature-input"]

    assert signature == (
        'yarrow=("@method" "@path" "@query" "content-digest" "yarrow-to")'
        f';created=1780000000;keyid="{KEYID}";alg="ed25519";nonce="{NONCE.hex()}";tag="yarrow"'
    )


@pytest.mark.parametrize(
    "request_",
    [
        replace(REQUEST, path="/v1/s/00/append"),
        replace(REQUEST, query=""),
        replace(REQUEST, query="a=2"),
        replace(REQUEST, body=b"\xa1"),
        replace(REQUEST, method="PUT"),
    ],
)
def test_a_request_changed_on_its_way_is_refused(request_: Request) -> None:
    assert refusal(request_, headers()) == "sync.not_signed"


@pytest.mark.parametrize(
    "changed",
    [
        {"yarrow-to": "00" * 32},
        {"yarrow-nonce": "00" * 16},
        {"yarrow-nonce": ""},
        {"content-digest": "sha-256=:AAAA:"},
        {"signature": ""},
        {"signature": "yarrow=:AAAA:"},
        {"signature-input": ""},
        {"signature-input": "yarrow"},
        {"signature-input": "\x00\ud800"},
    ],
)
def test_headers_changed_on_their_way_are_refused(changed: dict[str, str]) -> None:
    assert refusal(REQUEST, {**headers(), **changed}) == "sync.not_signed"


@pytest.mark.parametrize("name", ["yarrow-to", "yarrow-nonce", "content-digest", "signature"])
def test_no_header_may_be_missing(name: str) -> None:
    given = headers()
    del given[name]

    assert refusal(REQUEST, given) == "sync.not_signed"


def test_a_request_to_another_service_is_refused() -> None:
    with pytest.raises(Untrusted, match="sync.not_signed"):
        verify_request(
            REQUEST,
            headers(),
            key_for=lambda _: public_of(KEY),
            service=b"t" * 32,
            now=NOW,
        )


@pytest.mark.parametrize("key", [None, b"k" * 32, b"short"])
def test_an_unknown_or_other_key_is_refused(key: bytes | None) -> None:
    with pytest.raises(Untrusted, match="sync.not_signed"):
        verify_request(REQUEST, headers(), key_for=lambda _: key, service=SERVICE, now=NOW)


@pytest.mark.parametrize("apart", [-MOST_APART_MS, 0, MOST_APART_MS])
def test_five_minutes_either_way_are_taken(apart: int) -> None:
    assert verified(now=NOW + apart) == (KEYID, NONCE)


@pytest.mark.parametrize("apart", [-MOST_APART_MS - 1, MOST_APART_MS + 1, 86_400_000])
def test_more_than_five_minutes_are_the_wrong_time(apart: int) -> None:
    with pytest.raises(Untrusted, match="sync.wrong_time"):
        verified(now=NOW + apart)


@pytest.mark.parametrize(
    ("covered", "parameters"),
    [
        (("@method", "@path", "content-digest", "yarrow-to"), {}),
        (("@path", "@method", "@query", "content-digest", "yarrow-to"), {}),
        (("@method", "@path", "@query", "content-digest", "yarrow-to", "content-type"), {}),
        ((), {}),
        (("@method", "@path", "@query", "content-digest", "yarrow-to"), {"nonce": None}),
        (("@method", "@path", "@query", "content-digest", "yarrow-to"), {"tag": "other"}),
        (("@method", "@path", "@query", "content-digest", "yarrow-to"), {"include_alg": False}),
    ],
)
def test_a_signature_over_anything_else_is_refused(
    covered: tuple[str, ...], parameters: dict[str, Any]
) -> None:
    assert refusal(REQUEST, signed_elsewhere(covered, parameters)) == "sync.not_signed"


def test_a_signature_by_another_program_over_the_same_is_taken() -> None:
    assert verified(REQUEST, signed_elsewhere(COVERED, {})) == (KEYID, NONCE)


def signed_elsewhere(covered: tuple[str, ...], parameters: dict[str, Any]) -> dict[str, str]:
    """The headers of the same request, signed by the library as someone else might use it."""
    url = f"https://elsewhere.test{REQUEST.path}?{REQUEST.query}"
    unsigned = {name: value for name, value in headers().items() if "signature" not in name}
    message = SimpleNamespace(method="POST", url=url, headers=unsigned)
    resolver = MappingKeyResolver(public_keys={}, private_keys={KEYID: KEY})
    options = {"nonce": NONCE.hex(), "tag": "yarrow", "label": "yarrow", **parameters}
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=resolver).sign(
        message,
        key_id=KEYID,
        created=datetime.fromtimestamp(NOW // 1000, UTC),
        covered_component_ids=covered,
        use_existing_digest=True,
        **options,
    )
    return {name.lower(): value for name, value in message.headers.items()}


@given(
    path=st.from_regex(r"(/([A-Za-z0-9_.~-]|%[0-9A-F]{2})+)+", fullmatch=True),
    query=st.sampled_from(["", "a=1", "a=%20&b"]),
    body=st.binary(max_size=40),
    seconds=st.integers(0, 253_402_300_799),
)
def test_a_request_is_signed_to_the_letter_as_the_library_of_rfc_9421_does(
    path: str, query: str, body: bytes, seconds: int
) -> None:
    request = Request(path, body, query)
    message = SimpleNamespace(
        method="POST",
        url=f"https://elsewhere.test{path}{'?' if query else ''}{query}",
        headers={**plain_headers(NONCE), "yarrow-to": sha256(SERVICE).hexdigest()},
    )
    resolver = MappingKeyResolver(public_keys={}, private_keys={KEYID: KEY})
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=resolver).sign(
        message,
        key_id=KEYID,
        created=datetime.fromtimestamp(seconds, UTC),
        nonce=NONCE.hex(),
        label="yarrow",
        tag="yarrow",
        covered_component_ids=COVERED,
        body=body,
    )

    signed = headers(request, created=seconds * 1000 + 999)

    assert signed == {name.lower(): value for name, value in message.headers.items()}


def outcome(request: Request, given: dict[str, str]) -> tuple[str, bytes] | str:
    try:
        return verified(request, given)
    except Untrusted as refused:
        return refused.code


def outcome_by_library(request: Request, given: dict[str, str]) -> tuple[str, bytes] | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "_ours", lambda *_: None)
        return outcome(request, given)


@given(
    name=st.sampled_from(["signature-input", "signature", "content-digest", "yarrow-to"]),
    at=st.integers(0, 300),
    left_out=st.integers(0, 2),
    put_in=st.sampled_from(["", "0", "A", "a", "/", "=", ":", ";", '"', " ", "\n", ",", "é"]),
    path=st.sampled_from([PLAIN.path, "/v1//hello", "/v1/s/%30", "/v1/s/hello?", "/", ""]),
    query=st.sampled_from(["", "a=1"]),
    method=st.sampled_from(["POST", "GET", "post"]),
)
def test_what_is_read_letter_by_letter_is_taken_or_refused_as_by_the_library(
    name: str, at: int, left_out: int, put_in: str, path: str, query: str, method: str
) -> None:
    given = headers(PLAIN)
    value = given[name]
    at %= len(value) + 1
    altered = {**given, name: value[:at] + put_in + value[at + left_out :]}
    other = Request(path, PLAIN.body, query, method)

    for request, sent in ((PLAIN, altered), (other, given), (other, headers(other))):
        assert outcome(request, sent) == outcome_by_library(request, sent)


@pytest.mark.parametrize("name", ["signature-input", "signature", "content-digest", "yarrow-to"])
def test_a_header_left_out_is_missed_as_by_the_library(name: str) -> None:
    given = headers(PLAIN)
    del given[name]

    assert outcome(PLAIN, given) == outcome_by_library(PLAIN, given) == "sync.not_signed"


@pytest.mark.parametrize("key", [None, b"k" * 32, b"short"])
def test_an_unknown_or_other_key_is_refused_letter_by_letter_too(key: bytes | None) -> None:
    with pytest.raises(Untrusted, match="sync.not_signed"):
        verify_request(PLAIN, headers(PLAIN), key_for=lambda _: key, service=SERVICE, now=NOW)


def test_our_own_requests_do_not_pass_through_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "HTTPMessageVerifier", None)
    monkeypatch.setattr(requests, "_TimelessVerifier", None)

    assert verified(PLAIN, headers(PLAIN)) == (KEYID, NONCE)


def test_two_signatures_are_refused() -> None:
    given = headers()
    given["signature-input"] += ", again" + given["signature-input"].removeprefix("yarrow")
    given["signature"] += ", again" + given["signature"].removeprefix("yarrow")

    assert refusal(REQUEST, given) == "sync.not_signed"


def test_an_unsigned_request_has_a_nonce_too() -> None:
    assert nonce_of(plain_headers(NONCE)) == NONCE


def test_a_request_has_one_hash_and_another_has_another() -> None:
    others = [
        hash_of(REQUEST, b"m" * 16),
        hash_of(replace(REQUEST, path="/v1/time"), NONCE),
        hash_of(replace(REQUEST, body=b""), NONCE),
    ]

    assert hash_of(REQUEST, NONCE) == hash_of(REQUEST, NONCE)
    assert len({hash_of(REQUEST, NONCE), *others}) == 4


@given(
    st.dictionaries(
        st.sampled_from(["signature", "signature-input", "content-digest", "yarrow-to"]),
        st.text(max_size=60),
    )
)
def test_any_headers_at_all_end_in_untrusted(changed: dict[str, str]) -> None:
    assert refusal(REQUEST, {**headers(), **changed, "yarrow-nonce": "00"}) == "sync.not_signed"
