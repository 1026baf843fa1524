"""Put a recovery set in force for a space, and retire those before."""

from __future__ import annotations

from hashlib import sha256

from app.errors import Refused, Unreachable, Untrusted, YarrowError
from app.ports.exchange import SpaceState, SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect, hello, membership, pull
from sync.exchange.talk import Report, Talk, begin, fold
from sync.protocol.heads import read_receipt
from sync.protocol.membership import Membership
from sync.protocol.recovery import RecoverySet, stated
from sync.protocol.statements import SetRecovery, sign_statement
from sync.protocol.wire import Ask, ReceiptAnswer, StatementRequest, Status, space_path
from sync.steps import Conversation

_TRIES = 3


def set_recovery(store: SpaceStore, made: RecoverySet, means: Means) -> Conversation[None]:
    """Say which set opens from now on; it holds once this ends, and is known here too.

    Raises Refused `space.not_lead_for_recovery`, or `space.recovery_unsure` where the service was
    told and nobody knows whether it heard: then the set may hold, and its shares are to be kept.
    """
    talk = begin(store, means, Report())
    _require_lead(talk)
    yield from connect.run(talk)
    yield from check.run(talk)
    for _ in range(_TRIES):
        yield from read_on(talk)
        _require_lead(talk)
        if _is_in_force(talk.membership, made):
            return
        statement = _signed(talk, made)
        try:
            yield from _send(talk, statement)
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
            continue
        except (Unreachable, Untrusted) as error:
            raise Refused("space.recovery_unsure") from error
        try:
            yield from read_on(talk)
        except YarrowError as error:
            raise Refused("space.recovery_unsure") from error
        return
    raise Refused("service.not_newest")


def read_on(talk: Talk) -> Conversation[None]:
    """Read to the head: a statement is made from a complete one only."""
    yield from hello.run(talk)
    yield from membership.run(talk)
    yield from pull.run(talk)


def membership_of(state: SpaceState) -> Membership:
    """Who belongs to a space, and which recovery set it has, as far as it was read here."""
    return fold(state.id, dict(state.statements))


def _require_lead(talk: Talk) -> None:
    device = talk.membership.devices.get(talk.device)
    if device is None or device.role != "lead":
        raise Refused("space.not_lead_for_recovery")


def _is_in_force(known: Membership, made: RecoverySet) -> bool:
    return known.recovery is not None and known.recovery.keys == made.keys


def _signed(talk: Talk, made: RecoverySet) -> bytes:
    epoch = talk.membership.epoch
    key = talk.key_of(epoch.content.epoch)
    if key is None:
        raise Untrusted("sync.wrong_epoch_key")
    said = SetRecovery(
        previous=talk.membership.newest,
        by=talk.device,
        recovery=stated(made, key, place=epoch.place, before=epoch.before),
        time=talk.means.now_ms(),
    )
    return sign_statement(talk.keys.sign, said)


def _send(talk: Talk, statement: bytes) -> Conversation[None]:
    path = space_path(talk.space, Ask.STATEMENT)
    asked = StatementRequest(statement, None, None)
    answer = yield from talk.line.ask(path, asked, ReceiptAnswer)
    receipt = read_receipt(answer.receipt, talk.state.service.signing)
    if (receipt.entry, receipt.head.space) != (sha256(statement).digest(), talk.space):
        raise Untrusted("exchange.wrong_receipt")
