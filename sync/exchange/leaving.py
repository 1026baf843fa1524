"""Leave a space that a lead removed this device from: send what waits, then destroy it here.

Nothing of the space is read any more. It goes only once a lead has decided on the last entry sent
after the removal and a colleague's mark shows that it is there, or a colleague is known to hold the
last one before: never on a receipt alone.
"""

from __future__ import annotations

from app.errors import Refused
from app.ports.exchange import SpaceStore
from sync.exchange import handed_in, push
from sync.exchange.talk import Talk
from sync.steps import Conversation


def is_removed(talk: Talk) -> bool:
    """Whether a statement known here removed this device."""
    own = talk.newest.devices.get(talk.device)
    return own is not None and own.removed is not None


def run(talk: Talk) -> Conversation[None]:
    """Send what waits, and destroy what is held of the space once that is safe."""
    talk.is_stopped = True
    yield from push.send_before_leaving(talk)
    if (yield from _is_settled(talk)):
        talk.store.leaving.forget()
        talk.report.problems.append(Refused("exchange.left"))
    else:
        talk.report.problems.append(_still_here(talk))


def refused(store: SpaceStore) -> Refused | None:
    """What a service means that knows this PC no more, once it was removed: its time is over."""
    if store.lease().removed_ms is None:
        return None
    unsent = store.leaving.unsent()
    if not unsent:
        return Refused("exchange.removed_received")
    return Refused("exchange.removed_over", count=unsent)


def _still_here(talk: Talk) -> Refused:
    """Why what is held is kept: a lead decides on what was handed in, and on nothing else."""
    own, store = talk.newest.devices[talk.device], talk.store.leaving
    unsent = store.unsent()
    if unsent:
        return Refused("exchange.removed_unsent", count=unsent)
    if store.last_own() > (own.removed or 0):
        return Refused("exchange.removed")
    return Refused("exchange.removed_received")


def _is_settled(talk: Talk) -> Conversation[bool]:
    own, store = talk.newest.devices[talk.device], talk.store.leaving
    if own.removed is None or store.unsent():
        return False
    last = store.last_own()
    if last <= own.removed:
        return store.others_read_to() >= last
    return last in talk.newest.decided and (yield from handed_in.is_with_a_colleague(talk, last))
