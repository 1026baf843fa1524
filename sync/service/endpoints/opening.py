"""Before a space is known: who the service is, and the making of a space."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import Create, Service, parse_statement
from sync.protocol.wire import Nothing, SpacesAnswer, SpacesRequest, Status, TimeAnswer
from sync.service import store
from sync.service.call import Call
from sync.service.permits import use_permit
from sync.service.proof import prove_newcomer
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.settings import PERMIT
from sync.service.taking import (
    FULL_WAIT_SECONDS,
    known_statement,
    statement_entry,
    take,
)


def tell_time(call: Call) -> TimeAnswer:
    """Who the service is; its time stands in every answer."""
    call.read(Nothing)
    return TimeAnswer(call.service.keys.public, call.service.keys.pins)


def make_space(call: Call) -> SpacesAnswer:
    """Begin a log with a `create`; the same statement again is answered again.

    Raises Refusal `bad_request`, `not_signed`, `no_permit`, `too_many`.
    """
    call.count(call.service.rates.newcomer)
    asked = call.read(SpacesRequest)
    with refusing_untrusted():
        stated = parse_statement(asked.statement)
        said = stated.content
        if not isinstance(said, Create) or not _names_us(call, said):
            raise Refusal(Status.BAD_REQUEST)
        apply(Membership(stated.hash), stated, 1)
    prove_newcomer(call, device=said.device, key=said.keys.sign)
    with call.service.store.writing() as connection:
        tip = store.lock(connection, stated.hash)
        if tip is None:
            _permit(connection, call, asked.permit)
            fresh = store.begin(connection, stated.hash)
            entry = statement_entry(call, stated, entry=asked.statement, device=said.device)
            tip = take(connection, call, before=fresh, new=entry)
        known = known_statement(connection, call, tip=tip, stated=stated, device=said.device)
    if known is None:
        raise Refusal(Status.DAMAGED)
    return SpacesAnswer(known, call.head(tip))


def _names_us(call: Call, said: Create) -> bool:
    return said.service == Service(call.service.keys.public, call.service.keys.pins)


def _permit(connection: Connection, call: Call, permit: str | None) -> None:
    settings = call.service.settings
    if store.count_spaces(connection) >= settings.limits.spaces:
        raise Refusal(Status.TOO_MANY, wait=FULL_WAIT_SECONDS)
    if settings.spaces == PERMIT and not (permit and use_permit(connection, permit)):
        raise Refusal(Status.NO_PERMIT)
