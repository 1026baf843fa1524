"""The rule of `create`: it makes the space that its own hash names, at position 1."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.epochs import FIRST_EPOCH, FIRST_PLACE, NONE_BEFORE
from sync.protocol.members import Author, Device, KnownEpoch
from sync.protocol.membership import Membership
from sync.protocol.statements import Create, Stated


def create(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.wrong_space`, `sync.unknown_epoch`, `sync.wrong_signature`."""
    said = cast(Create, stated.content)
    if (position, stated.hash, said.epoch.epoch) != (1, before.space, FIRST_EPOCH):
        raise Untrusted("sync.wrong_space")
    if said.recovery is not None and said.recovery.epoch != FIRST_EPOCH:
        raise Untrusted("sync.unknown_epoch")
    stated.signed.check(said.keys.sign)
    names = said.names(before.space)
    device = Device(
        id=said.device,
        author=said.author,
        role=said.role,
        keys=said.keys,
        pc=names["pc"],
        added=position,
        admitted=position,
        joined=stated.hash,
    )
    epoch = KnownEpoch(said.epoch, FIRST_PLACE, NONE_BEFORE, position, stated.hash)
    return replace(
        before,
        devices={said.device: device},
        authors={said.author: Author(said.author, names["author"])},
        epochs={FIRST_EPOCH: epoch},
        title=names["title"],
        policy=said.policy,
        service=said.service,
        recovery=said.recovery,
    )
