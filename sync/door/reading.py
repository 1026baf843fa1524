"""Read who belongs to the team, so that what is sealed here is sealed to its newest key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Damaged, Refused, Untrusted
from app.ports.door import Door, DoorLog, DoorStore
from app.ports.exchange import ServiceAddress
from sync.asking import Line, Means, ServiceRefused
from sync.protocol.continuing import goes_on
from sync.protocol.heads import Head, read_head
from sync.protocol.membership import Membership
from sync.protocol.program import PROGRAM
from sync.protocol.rules.applying import apply
from sync.protocol.statements import parse_statement
from sync.protocol.wire import Ask, StatementsAnswer, StatementsRequest, Status, space_path
from sync.steps import Connect, Conversation


def folded(space: bytes, statements: Sequence[tuple[int, bytes]]) -> Membership:
    """What checked statements come to; raises Untrusted `sync.*` where one does not hold."""
    known = Membership(space)
    for position, entry in statements:
        known = apply(known, parse_statement(entry), position)
    return known


def line_of(door: Door, service: ServiceAddress, means: Means) -> Line:
    """The line on which this ward PC asks."""
    key = Ed25519PrivateKey.from_private_bytes(door.key)
    return Line(service.signing, door.device, key, means)


def service_of(door: Door, known: Membership) -> ServiceAddress:
    """The service by the keys that the team's statements name now."""
    if known.service is None:
        return door.service
    return ServiceAddress(door.service.url, known.service.key, known.service.pins)


def read_on(store: DoorStore, means: Means) -> Conversation[Membership]:
    """Read the statements made since, each checked; gives who belongs now.

    Raises Untrusted `door.rolled_back` for a log that ends below what was shown before, Refused
    `door.cut_off` once the service does not answer this PC any more.
    """
    door, log = store.door(), _log_of(store)
    known = folded(door.space, log.statements)
    service = service_of(door, known)
    yield Connect(service.url, service.pins)
    line = line_of(door, service, means)
    try:
        known = yield from _read(store, known, log, line)
    except ServiceRefused as refused:
        if refused.status == Status.NO_STANDING:
            store.keep_log(replace(log, is_cut_off=True))
            raise Refused("door.cut_off") from refused
        raise
    if known.policy is not None and known.policy.least_version > PROGRAM:
        raise Refused("exchange.least_version", least=known.policy.least_version, here=PROGRAM)
    return known


def _log_of(store: DoorStore) -> DoorLog:
    """What was kept; if that is damaged, nothing: it is read anew from the entry that is the id."""
    try:
        return store.log()
    except Damaged:
        return DoorLog()


def _read(
    store: DoorStore, known: Membership, log: DoorLog, line: Line
) -> Conversation[Membership]:
    door, statements, reached = store.door(), list(log.statements), log.position
    before, kept = known, list(log.statements)
    path, more, head = space_path(door.space, Ask.STATEMENTS), True, b""
    while more:
        answer = yield from line.ask(path, StatementsRequest(known.position), StatementsAnswer)
        told, head = read_head(answer.head, line.signing), answer.head
        if told.generation > log.generation and log.statements:
            # A log that was begun anew is read anew, from the entry that is the team's id.
            log, known, statements = DoorLog(), Membership(door.space), []
            continue
        _check_head(door, log, told)
        for position, entry in answer.entries:
            if position > told.position:
                raise Untrusted("sync.statement_order")
            known = apply(known, parse_statement(entry), position)
            statements.append((position, entry))
        more = answer.more
        if more and not answer.entries:
            raise Untrusted("exchange.log_altered", position=known.position + 1)
    if known.position == 0:
        raise Untrusted("sync.wrong_space")
    # Only a lead can say that the log was begun anew; the service alone cannot.
    is_told = known.generation == told.generation
    if not is_told or (kept != statements[: len(kept)] and not goes_on(before, kept, statements)):
        raise Untrusted("door.rolled_back", position=reached)
    is_out = door.device not in known.present
    seen = (told.generation, told.position)
    store.keep_log(DoorLog(tuple(statements), head, *seen, is_cut_off=is_out))
    return known


def _check_head(door: Door, log: DoorLog, told: Head) -> None:
    if told.space != door.space:
        raise Untrusted("sync.wrong_space")
    if (told.generation, told.position) < (log.generation, log.position):
        raise Untrusted("door.rolled_back", position=log.position)
