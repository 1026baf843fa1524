"""When an erasure is carried out: the same rule for every client and for the service."""

from __future__ import annotations

from collections.abc import Iterator

from sync.protocol.members import Erasure
from sync.protocol.membership import Membership

DAY_MS = 24 * 60 * 60 * 1000


def due_ms(erasure: Erasure) -> int:
    """When it is carried out, ms since 1970: its days of grace after it was signed."""
    return erasure.time + erasure.grace_days * DAY_MS


def due_erasures(membership: Membership, now_ms: int) -> Iterator[Erasure]:
    """Those to be carried out by now, by the service's time, in the order of the log.

    One that waits holds up those after it, so that a count says which were done.
    """
    for erasure in sorted(membership.erasures.values(), key=lambda each: each.position):
        if erasure.is_kept:
            continue
        if due_ms(erasure) > now_ms:
            return
        yield erasure
