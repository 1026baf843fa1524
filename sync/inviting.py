"""Invite one person in the room: a code good for 15 minutes, whose package only it opens."""

from __future__ import annotations

from hashlib import sha256

from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect, hello, membership, pull
from sync.exchange.talk import Report, Talk, begin
from sync.protocol.codes import letters_of
from sync.protocol.epochs import Place, seal_text
from sync.protocol.heads import read_receipt
from sync.protocol.invitations import IN_THE_ROOM_MS, Code, Package, seal_package
from sync.protocol.keys import public_of
from sync.protocol.statements import Invite, Role, sign_statement
from sync.protocol.wire import Ask, ReceiptAnswer, StatementRequest, Status, space_path
from sync.steps import Conversation

_TRIES = 3
_ID = 16
_RANDOM = 32


def invite(store: SpaceStore, means: Means, *, role: Role, name: str) -> Conversation[str]:
    """The code, as seven groups of four characters, once the service has the invitation.

    Without a name the person invited says hers when she joins. Raises Refused `space.not_lead`.
    """
    talk = begin(store, means, Report())
    _require_lead(talk)
    yield from connect.run(talk)
    yield from check.run(talk)
    code = Code.make(means.random)
    for _ in range(_TRIES):
        yield from _read_on(talk)
        _require_lead(talk)
        try:
            yield from _send(talk, code, role=role, name=name)
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
        else:
            return letters_of(code.secret)
    raise Refused("service.not_newest")


def _read_on(talk: Talk) -> Conversation[None]:
    """A statement is made from a complete head only."""
    yield from hello.run(talk)
    yield from membership.run(talk)
    yield from pull.run(talk)


def _require_lead(talk: Talk) -> None:
    """A vault that joined and has not synced yet does not know its role, and is no lead."""
    device = talk.membership.devices.get(talk.device)
    if device is None or device.role != "lead":
        raise Refused("space.not_lead")


def _send(talk: Talk, code: Code, *, role: Role, name: str) -> Conversation[None]:
    epoch = max(talk.membership.epochs)
    key = talk.key_of(epoch)
    if key is None:
        raise Untrusted("sync.wrong_epoch_key")
    expires = talk.line.now_ms + IN_THE_ROOM_MS
    said = Invite(
        previous=talk.membership.newest,
        by=talk.device,
        invitation=public_of(code.invitation),
        role=role,
        expires=expires,
        author=talk.means.random(_ID),
        epoch=epoch,
        name=seal_text(
            key,
            name,
            place=Place(talk.space, epoch),
            label="author",
            random32=talk.means.random(_RANDOM),
        ),
        locator=sha256(code.locator).digest(),
        distance=False,
        time=talk.means.now_ms(),
    )
    statement = sign_statement(talk.keys.sign, said)
    invited = sha256(statement).digest()
    package = _package(talk, key, epoch=epoch, expires=expires, invited=invited)
    sealed = seal_package(code, package, random32=talk.means.random(_RANDOM))
    path = space_path(talk.space, Ask.STATEMENT)
    asked = StatementRequest(statement, sealed, code.locator)
    answer = yield from talk.line.ask(path, asked, ReceiptAnswer)
    receipt = read_receipt(answer.receipt, talk.state.service.signing)
    if (receipt.entry, receipt.head.space) != (invited, talk.space):
        raise Untrusted("exchange.wrong_receipt")


def _package(talk: Talk, key: bytes, *, epoch: int, expires: int, invited: bytes) -> Package:
    service, policy = talk.membership.service, talk.membership.policy
    if service is None or policy is None:
        raise Untrusted("sync.wrong_space")
    return Package(
        space=talk.space,
        invite=invited,
        signing=service.key,
        pins=service.pins,
        content_key=key,
        epoch=epoch,
        expires=expires,
        training=policy.training,
    )
