"""Give someone another role: each of her PCs gets it, and no code of hers lets in another."""

from __future__ import annotations

from app.errors import NotFound, Refused
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.members import WRITER, InvitationState
from sync.protocol.membership import Membership
from sync.protocol.statements import Cancel, Role, SetRole
from sync.stating import state
from sync.steps import Conversation


def set_role(store: SpaceStore, device: bytes, role: Role, means: Means) -> Conversation[int]:
    """Set the role of a device and of its person's others; gives how many statements that took.

    It holds for what they write from here on. Raises NotFound `space.no_such_device`, Refused
    `space.last_lead`, `space.role_fixed` for a ward PC, and as `stating.state` does.
    """
    count = 0

    def make(talk: Talk) -> SetRole | Cancel | None:
        known = talk.membership
        chosen = known.present.get(device)
        if chosen is None:
            raise NotFound("space.no_such_device")
        if chosen.is_door or role == WRITER:
            raise Refused("space.role_fixed")
        theirs = [each for each in known.present.values() if each.author == chosen.author]
        others = set(known.leads) - {each.id for each in theirs}
        if role != "lead" and not others and set(known.leads) & {each.id for each in theirs}:
            raise Refused("space.last_lead")
        code = _code_of(known, chosen.author, role)
        if code is not None:
            return Cancel(known.newest, talk.device, code, talk.means.now_ms())
        left = [each.id for each in theirs if each.role != role]
        if not left:
            return None
        return SetRole(known.newest, talk.device, left[0], role, talk.means.now_ms())

    while (yield from state(store, means, make)):
        count += 1
    return count


def _code_of(known: Membership, author: bytes, role: Role) -> bytes | None:
    """An open invitation of another PC of hers, made while she had another role: it would let that
    PC in with it.
    """
    return next(
        (
            hash
            for hash, each in known.invitations.items()
            if each.author.id == author and each.role != role and each.state is InvitationState.OPEN
        ),
        None,
    )
