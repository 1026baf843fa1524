"""Devices that were removed: for 90 days they may hand in what waited on them, for leads to decide.

They hear of statements and of the hashes of entries, and add segments within a quota; nothing else
of the space is theirs.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.protocol.wire import Ask, Status
from sync.service import log
from sync.service.call import Call
from sync.service.refusals import Refusal
from sync.service.spaces import standing_next
from sync.service.store import Tip

LEAVING_MS = 90 * 24 * 60 * 60 * 1000
_QUOTA_WAIT_SECONDS = 24 * 3600
_ASKS = frozenset((Ask.HELLO, Ask.STATEMENTS, Ask.HASHES, Ask.APPEND))


def may_ask(connection: Connection, call: Call, membership: Membership, device: bytes) -> bool:
    """Whether a device that was removed may ask this still."""
    ask = call.request.path.rpartition("/")[2]
    return ask in _ASKS and _is_leaving(connection, call, membership, device)


def who_appends(
    connection: Connection, call: Call, membership: Membership, tip: Tip, *, size: int
) -> Device:
    """The device that adds these bytes: one that belongs, or one that leaves and has room left.

    Raises Refusal `no_standing`, `too_many`.
    """
    if not _is_leaving(connection, call, membership, call.device):
        return standing_next(membership, call.device, tip)
    device = membership.devices[call.device]
    used = log.size_after(connection, call.space, device=device.id, position=device.removed or 0)
    if used + size > call.service.settings.limits.leaver_bytes:
        raise Refusal(Status.TOO_MANY, wait=_QUOTA_WAIT_SECONDS)
    return device


def _is_leaving(connection: Connection, call: Call, membership: Membership, device: bytes) -> bool:
    known = membership.devices.get(device)
    if known is None or known.removed is None:
        return False
    taken = log.taken_at(connection, call.space, known.removed)
    return taken is not None and call.now_ms < taken + LEAVING_MS
