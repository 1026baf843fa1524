"""End an invitation before anyone has joined with it."""

from __future__ import annotations

from app.errors import Refused
from app.ports.exchange import SpaceStore
from sync.asking import Means, ServiceRefused
from sync.exchange import check, connect
from sync.exchange.talk import Report, Talk, begin
from sync.protocol.members import InvitationState
from sync.protocol.statements import Cancel
from sync.protocol.wire import Status
from sync.stating import TRIES, read_on, say
from sync.steps import Conversation


def cancel(store: SpaceStore, invite: bytes, means: Means) -> Conversation[None]:
    """End the invitation with this hash; it is known here too once this ends.

    Raises Refused `space.invitation_used` if someone was quicker, `space.not_yours_to_cancel` for
    who is no lead and did not make it for another PC of her own.
    """
    talk = begin(store, means, Report())
    yield from connect.run(talk)
    yield from check.run(talk)
    for _ in range(TRIES):
        yield from read_on(talk)
        if _is_over(talk, invite):
            return
        try:
            said = Cancel(talk.membership.newest, talk.device, invite, talk.means.now_ms())
            yield from say(talk, said)
        except ServiceRefused as refused:
            if refused.status != Status.NOT_NEWEST:
                raise
        else:
            yield from read_on(talk)
            return
    raise Refused("service.not_newest")


def _is_over(talk: Talk, invite: bytes) -> bool:
    known = talk.membership.invitations.get(invite)
    if known is None or known.state in (InvitationState.CANCELLED, InvitationState.LAPSED):
        return True
    if known.state is InvitationState.USED:
        raise Refused("space.invitation_used")
    device = talk.membership.devices.get(talk.device)
    if device is None or (device.role != "lead" and device.author != known.author.id):
        raise Refused("space.not_yours_to_cancel")
    return False
