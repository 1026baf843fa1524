"""Requests: who asks, what, of whom, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
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
