"""The fold over a space's statements, each by the rule of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.errors import Untrusted
from sync.protocol.membership import Membership
from sync.protocol.rules import (
    erasing,
    founding,
    governing,
    holding,
    introducing,
    inviting,
    recovering,
    rotating,
)
from sync.protocol.statements import (
    Admit,
    Adopt,
    Cancel,
    Create,
    Discard,
    Erase,
    Introduce,
    Invite,
    Join,
    Keep,
    Part,
    Recover,
    Remove,
    Restored,
    Rewrap,
    Rotate,
    SetPolicy,
    SetRecovery,
    SetRole,
    Stated,
)

_RULES: Mapping[type, Callable[[Membership, Stated, int], Membership]] = {
    Create: founding.create,
    Invite: inviting.invite,
    Cancel: inviting.cancel,
    Join: inviting.join,
    Admit: inviting.admit,
    Rotate: rotating.rotate,
    Remove: rotating.remove,
    Rewrap: rotating.rewrap,
    SetRole: governing.set_role,
    SetPolicy: governing.set_policy,
    Adopt: holding.adopt,
    Discard: holding.discard,
    Erase: erasing.erase,
    Keep: erasing.keep,
    SetRecovery: recovering.set_recovery,
    Recover: recovering.recover,
    Restored: recovering.restored,
    Introduce: introducing.introduce,
    Part: introducing.part,
}


def apply(before: Membership, stated: Stated, position: int) -> Membership:
    """The membership after this statement at this position.

    Raises Untrusted `sync.statement_order`, or as the rule of its kind does.
    """
    if stated.content.previous != before.newest or position <= before.position:
        raise Untrusted("sync.statement_order")
    after = _RULES[type(stated.content)](before, stated, position)
    return replace(after, position=position, newest=stated.hash)
