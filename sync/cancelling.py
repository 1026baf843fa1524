"""End an invitation before anyone has joined with it."""

from __future__ import annotations

from hashlib import sha256

from app.errors import Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect
from sync.exchange.talk import Report, Talk, begin
from sync.protocol.heads import read_receipt
from sync.protocol.membership import InvitationState
from sync.protocol.statements import Cancel, sign_statement
from sync.protocol.wire import Ask, ReceiptAnswer, StatementRequest, Status, space_path
from sync.recovering import read_on
from sync.steps import Conversation

_TRIES = 3


def cancel(store: SpaceStore, invite: bytes, means: Means) -> Conversation[None]:
    """End the invitation with this hash; it is known here too once this ends.

    Raises Refused `space.invitation_used` if someone was quicker, `space.not_yours_to_cancel` for
    who is no lead and did not make it for another PC of her own.
    """
    talk = begin(store, means, Report())
    yield from connect.run(talk)
    yield from check.run(talk)
    for _ in range(_TRIES):
        yield from read_on(talk)
        if _is_over(talk, invite):
            return
        try:
            yield from _send(talk, invite)
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
        else:
            yield from read_on(talk)
            return
    raise Refused("service.not_newest")


def _is_over(talk: Talk, invite: bytes) -> bool:
    known = talk.membership.invitations.get(invite)
    if known is None or known.state is InvitationState.CANCELLED:
        return True
    if known.state is InvitationState.USED:
        raise Refused("space.invitation_used")
    device = talk.membership.devices.get(talk.device)
    if device is None or (device.role != "lead" and device.author != known.author.id):
        raise Refused("space.not_yours_to_cancel")
    return False


def _send(talk: Talk, invite: bytes) -> Conversation[None]:
    said = Cancel(talk.membership.newest, talk.device, invite, talk.means.now_ms())
    statement = sign_statement(talk.keys.sign, said)
    asked = StatementRequest(statement, None, None)
    path = space_path(talk.space, Ask.STATEMENT)
    answer = yield from talk.line.ask(path, asked, ReceiptAnswer)
    receipt = read_receipt(answer.receipt, talk.state.service.signing)
    if (receipt.entry, receipt.head.space) != (sha256(statement).digest(), talk.space):
        raise Untrusted("exchange.wrong_receipt")
