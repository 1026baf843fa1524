"""The rules of `adopt` and `discard`: each held entry is decided on once.

What an entry is held for, statements do not tell; naming one that is not held does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.membership import Membership
from sync.protocol.rules.standing import check_lead
from sync.protocol.statements import Adopt, Discard, Stated


def adopt(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.wrong_positions`, `sync.decided_twice`."""
    said = cast(Adopt, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    return _decided(before, said.positions, position=position, is_adopted=True)


def discard(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted as `adopt` does."""
    said = cast(Discard, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    return _decided(before, said.positions, position=position, is_adopted=False)


def _decided(
    before: Membership, named: Sequence[int], *, position: int, is_adopted: bool
) -> Membership:
    if list(named) != sorted(set(named)) or not 0 < named[0] <= named[-1] < position:
        raise Untrusted("sync.wrong_positions")
    if before.decided.keys() & set(named):
        raise Untrusted("sync.decided_twice")
    return replace(before, decided={**before.decided, **dict.fromkeys(named, is_adopted)})
