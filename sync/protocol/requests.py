"""Signed requests (RFC 9421), and the signed answers that each belong to one request.

Every request has its nonce in the header `yarrow-nonce`, signed or not, so that its answer can
name it; in a signed request the signature's own nonce must be the same.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    ContentDigest,
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    VerifyResult,
    algorithms,
)

from app.domain.encoding import encode
from app.errors import Untrusted

TAG = "yarrow"
COVERED = ("@method", "@path", "@query", "content-digest", "yarrow-to")
MOST_APART_MS = 5 * 60 * 1000
NONCE_SIZE = 16
NONCE_HEADER = "yarrow-nonce"
CONTENT_TYPE = "application/cbor"

_TO_HEADER = "yarrow-to"
_DIGEST_HEADER = "content-digest"
_PARAMETERS = {"created", "keyid", "alg", "nonce", "tag"}
_INPUT_HEADER = "signature-input"
_SIGNATURE_HEADER = "signature"
_LAST_MS = 253_402_300_799_999  # the last moment that a date can be written of
_COVERS = " ".join(f'"{name}"' for name in COVERED)
_OURS = re.compile(
    rf'{TAG}=(\({_COVERS}\);created=(0|[1-9][0-9]{{0,14}});keyid="([0-9a-f]{{1,64}})"'
    rf';alg="ed25519";nonce="([0-9a-f]{{32}})";tag="{TAG}")'
)
_OUR_SIGNATURE = re.compile(rf"{TAG}=:([A-Za-z0-9+/]{{86}}==):")
_OUR_PATH = re.compile(r"(/[A-Za-z0-9_]+)+")
_NOWHERE = "https://yarrow.invalid"  # the library wants a host; none is signed


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, without its headers; `path` and `query` are percent-encoded already."""

    path: str
    body: bytes
    query: str = ""
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed a request: the key's name (a device's id in hex), and the request's nonce."""

    keyid: str
    nonce: bytes


@dataclass(slots=True)
class _Message:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


def plain_headers(nonce: bytes) -> dict[str, str]:
    """The headers of a request that no device signs."""
    return {"content-type": CONTENT_TYPE, NONCE_HEADER: nonce.hex()}


def sign_request(
    request: Request,
    *,
    key: Ed25519PrivateKey,
    keyid: str,
    service: bytes,
    created: int,
    nonce: bytes,
) -> dict[str, str]:
    """The headers of a request signed by a device.

    `service` is the service's signing key (public, 32 bytes), `created` the service's time as
    last told in ms since 1970, `nonce` 16 random bytes.
    """
    headers = plain_headers(nonce)
    headers[_TO_HEADER] = sha256(service).hexdigest()
    headers[_DIGEST_HEADER] = ContentDigest.create(request.body)
    seconds = min(max(created, 0), _LAST_MS) // 1000
    parameters = (
        f'({_COVERS});created={seconds};keyid="{keyid}";alg="ed25519";nonce="{nonce.hex()}"'
        f';tag="{TAG}"'
    )
    signature = key.sign(_signed_text(request, headers, parameters))
    headers[_INPUT_HEADER] = f"{TAG}={parameters}"
    headers[_SIGNATURE_HEADER] = f"{TAG}=:{b64encode(signature).decode()}:"
    return headers


def verify_request(
    request: Request,
    headers: Mapping[str, str],
    *,
    key_for: Callable[[str], bytes | None],
    service: bytes,
    now: int,
) -> Signer:
    """Who signed this request.

    `headers` have names in lower case; `key_for` gives the public key (32 bytes) for a keyid, or
    None; `now` is in ms since 1970. Raises Untrusted `sync.not_signed`, or `sync.wrong_time` if
    it is well signed and more than five minutes from `now`.
    """
    found = _ours(request, headers, key_for)
    if found is None:
        found = _anybodys(request, headers, key_for)
    keyid, created, said = found
    expected = {
        _TO_HEADER: sha256(service).hexdigest(),
        _DIGEST_HEADER: ContentDigest.create(request.body),
        NONCE_HEADER: said,
    }
    if any(headers.get(name) != value for name, value in expected.items()):
        raise Untrusted("sync.not_signed")
    nonce = nonce_of(headers)
    if abs(created * 1000 - now) > MOST_APART_MS:
        raise Untrusted("sync.wrong_time")
    return Signer(keyid, nonce)


def nonce_of(headers: Mapping[str, str]) -> bytes:
    """The nonce of a request; raises Untrusted `sync.not_signed` if it has none of 16 bytes."""
    written = headers.get(NONCE_HEADER, "")
    try:
        nonce = bytes.fromhex(written)
    except ValueError as error:
        raise Untrusted("sync.not_signed") from error
    if len(nonce) != NONCE_SIZE or nonce.hex() != written:
        raise Untrusted("sync.not_signed")
    return nonce


def hash_of(request: Request, nonce: bytes) -> bytes:
    """What an answer names its request by."""
    return sha256(encode([nonce, request.path, sha256(request.body).digest()])).digest()


def _signed_text(request: Request, headers: Mapping[str, str], parameters: str) -> bytes:
    """The text that is signed (RFC 9421 2.5) when `COVERED` is covered."""
    lines = (
        f'"@method": {request.method}',
        f'"@path": {request.path}',
        f'"@query": ?{request.query}',
        f'"content-digest": {headers[_DIGEST_HEADER]}',
        f'"yarrow-to": {headers[_TO_HEADER]}',
        f'"@signature-params": {parameters}',
    )
    return "\n".join(lines).encode()


_Found = tuple[str, int, str | None]
"""The keyid, when it was signed in seconds, and the nonce, of a signature that holds."""


def _ours(
    request: Request, headers: Mapping[str, str], key_for: Callable[[str], bytes | None]
) -> _Found | None:
    """The signature if it is written as `sign_request` writes it, letter by letter.

    None if it is not: RFC 9421 allows other spellings, which only the library knows. It takes ten
    times as long, for every request there is.
    """
    said = _OURS.fullmatch(headers.get(_INPUT_HEADER, ""))
    given = _OUR_SIGNATURE.fullmatch(headers.get(_SIGNATURE_HEADER, ""))
    is_plain = request.method == "POST" and not request.query and _OUR_PATH.fullmatch(request.path)
    is_whole = {_DIGEST_HEADER, _TO_HEADER} <= headers.keys()
    if said is None or given is None or not is_plain or not is_whole:
        return None
    signature = b64decode(given[1])
    if b64encode(signature).decode() != given[1]:
        return None
    parameters, created, keyid, nonce = said.groups()
    known = key_for(keyid)
    if known is None:
        raise Untrusted("sync.not_signed")
    try:
        base = _signed_text(request, headers, parameters)
        Ed25519PublicKey.from_public_bytes(known).verify(signature, base)
    except (InvalidSignature, ValueError) as error:
        raise Untrusted("sync.not_signed") from error
    return keyid, int(created), nonce


def _anybodys(
    request: Request, headers: Mapping[str, str], key_for: Callable[[str], bytes | None]
) -> _Found:
    """The signature as any program may have written it."""
    result = _verified(_message(request, headers), key_for)
    created = cast(int, result.parameters["created"])
    return str(result.parameters["keyid"]), created, result.nonce


def _message(request: Request, headers: Mapping[str, str]) -> _Message:
    query = f"?{request.query}" if request.query else ""
    return _Message(request.method, f"{_NOWHERE}{request.path}{query}", dict(headers))


def _verified(message: _Message, key_for: Callable[[str], bytes | None]) -> VerifyResult:
    verifier = _TimelessVerifier(
        signature_algorithm=algorithms.ED25519, key_resolver=_KnownKeys(key_for)
    )
    try:
        results = verifier.verify(message, max_age=None, expect_tag=TAG)
    except HTTPMessageSignaturesException as error:
        raise Untrusted("sync.not_signed") from error
    (result, *others) = results
    covered = [f'"{name}"' for name in COVERED] + ['"@signature-params"']
    if others or [*result.covered_components] != covered or set(result.parameters) != _PARAMETERS:
        raise Untrusted("sync.not_signed")
    return result


class _TimelessVerifier(HTTPMessageVerifier):
    """Leaves the time to `verify_request`, which is told what time it is."""

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Accept any time."""


class _KnownKeys(HTTPSignatureKeyResolver):
    def __init__(self, key_for: Callable[[str], bytes | None]) -> None:
        self._key_for = key_for

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        """Give the key of this name, if it is known."""
        known = self._key_for(key_id)
        return None if known is None else Ed25519PublicKey.from_public_bytes(known)
