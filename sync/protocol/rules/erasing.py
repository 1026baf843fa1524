"""The rules of `erase` and `keep`: a person who takes an erasure back is not the one who asked."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.epochs import Place
from sync.protocol.members import Erasure
from sync.protocol.membership import Membership
from sync.protocol.rules.standing import check_lead
from sync.protocol.statements import Erase, Keep, Stated


def erase(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.wrong_positions`, `sync.unknown_epoch`."""
    said = cast(Erase, stated.content)
    device = check_lead(before, stated, by=said.by, position=position)
    are_in_order = list(said.groups) == sorted(set(said.groups))
    if not are_in_order or any(not 0 < at < position for at, _ in said.groups):
        raise Untrusted("sync.wrong_positions")
    if list(said.objects) != sorted(set(said.objects)):
        raise Untrusted("sync.wrong_positions")
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    erasure = Erasure(
        hash=stated.hash,
        position=position,
        author=device.author,
        groups=said.groups,
        objects=said.objects,
        place=Place(before.space, said.epoch),
        what=said.what,
        time=said.time,
        grace_days=0 if before.policy is None else before.policy.erase_grace,
    )
    return replace(before, erasures={**before.erasures, stated.hash: erasure})


def keep(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.erasure_unknown`, `sync.erasure_kept`, `sync.erasure_own`.

    How long it may come after the `erase` is the service's clock to tell, and not in the log.
    """
    said = cast(Keep, stated.content)
    device = check_lead(before, stated, by=said.by, position=position)
    known = before.erasures.get(said.erase)
    if known is None:
        raise Untrusted("sync.erasure_unknown")
    if known.is_kept:
        raise Untrusted("sync.erasure_kept")
    if known.author == device.author:
        raise Untrusted("sync.erasure_own")
    kept = replace(known, is_kept=True)
    return replace(before, erasures={**before.erasures, said.erase: kept})
