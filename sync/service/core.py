"""The service as one plain function: from a request to its signed answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.exc import DatabaseError

from sync.protocol import requests
from sync.protocol.answers import OK, Answer, make_answer
from sync.protocol.cbor import Untrusted, Value
from sync.protocol.shapes import to_map
from sync.protocol.wire import PACKAGE_PATH, SPACES_PATH, TIME_PATH, Ask, Nothing, Status
from sync.service.call import Call, Endpoint, Service
from sync.service.endpoints import introducing, mailing, ward_pages
from sync.service.endpoints.appending import append
from sync.service.endpoints.belonging import fetch_package, join, make_statement
from sync.service.endpoints.marking import leave_mark
from sync.service.endpoints.objects import hand_out_chunk, keep_chunk, list_objects
from sync.service.endpoints.opening import make_space, tell_time
from sync.service.endpoints.reading import hello, list_hashes, list_statements, read_log
from sync.service.endpoints.refilling import refill
from sync.service.exchange import Request, Response
from sync.service.limits import largest_body
from sync.service.logs import REQUESTS
from sync.service.proof import prove_member
from sync.service.refusals import Refusal

T = TypeVar("T")

# These ask for their own proof, or for none.
_ALONE: Mapping[str, Endpoint] = {
    TIME_PATH: tell_time,
    SPACES_PATH: make_space,
    PACKAGE_PATH: fetch_package,
}
_BY_NEWCOMER: Mapping[str, Endpoint] = {Ask.JOIN: join}
_BY_MEMBER: Mapping[str, Endpoint] = {
    Ask.HELLO: hello,
    Ask.STATEMENTS: list_statements,
    Ask.LOG: read_log,
    Ask.HASHES: list_hashes,
    Ask.APPEND: append,
    Ask.STATEMENT: make_statement,
    Ask.MARK: leave_mark,
    Ask.REFILL: refill,
    Ask.OBJECTS: list_objects,
    Ask.KEEP_CHUNK: keep_chunk,
    Ask.CHUNK: hand_out_chunk,
    Ask.OFFER: introducing.leave_offer,
    Ask.INTRODUCTION: introducing.introduction,
    Ask.OF_TEAM: introducing.statements_of_team,
    Ask.POST: mailing.post,
    Ask.PARCELS: mailing.list_parcels,
    Ask.PARCEL: mailing.hand_out,
    Ask.TAKEN: mailing.take,
    Ask.STATES: mailing.states,
    Ask.KEEP_WARD_PAGE: ward_pages.keep,
    Ask.WARD_PAGE: ward_pages.hand_out,
}

# All that a ward PC is given: who belongs, so that it seals to the team's newest key, and its page.
_BY_DOOR = frozenset((Ask.STATEMENTS, Ask.POST, Ask.STATES, Ask.WARD_PAGE))

_SPACE_PREFIX = "/v1/s/"
_SPACE_DIGITS = 64
_BUSY_SECONDS = 10
_NO_NONCE = bytes(requests.NONCE_SIZE)


def answer(request: Request, service: Service, *, now_ms: int) -> Response:
    """The answer to one request, signed whatever it says.

    Refusals change nothing. A database that cannot take something now is answered `too_many`,
    so that the PC keeps it and asks again.
    """
    return _or_refused(Call(service, request, now_ms), _answered)


def admit(request: Request, service: Service, *, now_ms: int) -> Call | Response:
    """The proved call of one who asks to hear of new positions, or the signed refusal."""
    return _or_refused(Call(service, request, now_ms), _admitted)


def _or_refused(call: Call, work: Callable[[Call], T]) -> T | Response:
    try:
        return work(call)
    except Refusal as refusal:
        return _refused(call, refusal)
    except DatabaseError as error:
        REQUESTS.warning("database: %s", type(error.orig).__name__)
        return _refused(call, Refusal(Status.TOO_MANY, wait=_BUSY_SECONDS))


def _answered(call: Call) -> Response:
    call, body = _carried_out(call)
    signed = _signed(call, status=OK, body=body)
    return Response(200, signed, space=call.space or None, device=call.device or None)


def _admitted(call: Call) -> Call:
    _check_outside(call)
    space, ask = _space_and_ask(call.request.path)
    if ask != Ask.EVENTS:
        raise Refusal(Status.BAD_REQUEST)
    call = replace(call, space=space)
    call = replace(call, device=_proved(call, ask))
    call.read(Nothing)
    return call


def _carried_out(call: Call) -> tuple[Call, dict[str, Value]]:
    _check_outside(call)
    path = call.request.path
    alone = _ALONE.get(path)
    if alone is not None:
        return call, to_map(alone(call))
    space, ask = _space_and_ask(path)
    call = replace(call, space=space)
    by_newcomer, by_member = _BY_NEWCOMER.get(ask), _BY_MEMBER.get(ask)
    if by_newcomer is not None:
        return call, to_map(by_newcomer(call))
    if by_member is None:
        raise Refusal(Status.BAD_REQUEST)
    call = replace(call, device=_proved(call, ask))
    return call, to_map(by_member(call))


def _proved(call: Call, ask: str) -> bytes:
    """The device that asks; a ward PC may ask for little."""
    device = prove_member(call)
    if device.is_door and ask not in _BY_DOOR:
        raise Refusal(Status.NO_STANDING)
    return device.id


def _check_outside(call: Call) -> None:
    """What is refused before a body is read as CBOR: too large, not a request at all."""
    most = min(largest_body(call.request.path), call.service.settings.limits.body_bytes)
    if len(call.request.body) > most:
        raise Refusal(Status.TOO_LARGE)
    if call.request.method != "POST":
        raise Refusal(Status.BAD_REQUEST)


def _space_and_ask(path: str) -> tuple[bytes, str]:
    space, _, ask = path.removeprefix(_SPACE_PREFIX).partition("/")
    if not path.startswith(_SPACE_PREFIX) or len(space) != _SPACE_DIGITS:
        raise Refusal(Status.BAD_REQUEST)
    try:
        return bytes.fromhex(space), ask
    except ValueError as error:
        raise Refusal(Status.BAD_REQUEST) from error


def _refused(call: Call, refusal: Refusal) -> Response:
    headers = {"retry-after": str(refusal.wait)} if refusal.wait else {}
    signed = _signed(call, status=refusal.status, body=refusal.body)
    return Response(refusal.http_status, signed, headers)


def _signed(call: Call, *, status: str, body: dict[str, Value]) -> bytes:
    request = call.request
    try:
        nonce = requests.nonce_of(request.headers)
    except Untrusted:
        nonce = _NO_NONCE
    asked = requests.Request(request.path, request.body, request.query, request.method)
    return make_answer(
        call.service.keys.signing,
        Answer(call.now_ms, str(status), body),
        request=requests.hash_of(asked, nonce),
    )
