"""The rules of `introduce` and `part`: a lead says which other spaces ours is known to."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.epochs import Place
from sync.protocol.members import Introduction
from sync.protocol.membership import Membership
from sync.protocol.rules.standing import check_lead
from sync.protocol.statements import Introduce, Part, Stated


def introduce(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.introduces_itself`, `sync.unknown_epoch`."""
    said = cast(Introduce, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    if said.team == before.space:
        raise Untrusted("sync.introduces_itself")
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    place = Place(before.space, said.epoch)
    made = Introduction(said.team, said.service, place, said.what, position)
    return replace(before, introduced={**before.introduced, said.team: made})


def part(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.not_introduced`."""
    said = cast(Part, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    known = before.introduced.get(said.team)
    if known is None or known.is_closed:
        raise Untrusted("sync.not_introduced")
    ended = replace(known, is_closed=True)
    return replace(before, introduced={**before.introduced, said.team: ended})
