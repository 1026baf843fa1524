"""Answers signed by the service, each naming the request that it answers."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import Value, encode
from app.errors import Untrusted
from sync.protocol.cose import open_signed, sign
from sync.protocol.shapes import Below, Hash, from_map, not_understood, to_map

ANSWER_TYPE = "yarrow/answer"
OK = "ok"
PAST_TIMES = 253_402_300_800_000
"""The year 10000 in ms since 1970: no clock that can be written as a date says so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says; `time` is its own in ms since 1970, `status` `OK` or why not."""

    time: int
    status: str
    body: dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Envelope:
    request: Hash
    time: Annotated[int, Below(PAST_TIMES)]
    status: str


def make_answer(key: Ed25519PrivateKey, answer: Answer, *, request: bytes) -> bytes:
    """The answer signed, to the request of this hash (`requests.hash_of`)."""
    envelope = to_map(_Envelope(request, answer.time, answer.status))
    return sign(key, ANSWER_TYPE, encode(envelope | {"body": answer.body}))


def open_answer(data: bytes, public: bytes, *, request: bytes) -> Answer:
    """The answer to this very request, signed by this service.

    Raises Untrusted: `sync.wrong_signature`, `sync.other_answer`, or what `cose.open_signed` does.
    """
    signed = open_signed(data, ANSWER_TYPE)
    signed.check(public)
    return _read(signed.value, request)


def peek_answer(data: bytes, *, request: bytes) -> Answer:
    """The answer to this request while its signer is not known yet; it proves nothing.

    Only for finding the key that is then compared with what a person or a code says.
    """
    return _read(open_signed(data, ANSWER_TYPE).value, request)


def _read(value: Value, request: bytes) -> Answer:
    if not isinstance(value, dict):
        raise not_understood()
    fields = dict(cast("dict[str, Value]", value))
    body = fields.pop("body", None)
    envelope = from_map(_Envelope, fields)
    if not isinstance(body, dict):
        raise not_understood()
    if not hmac.compare_digest(envelope.request, request):
        raise Untrusted("sync.other_answer")
    return Answer(envelope.time, envelope.status, cast("dict[str, Value]", body))
