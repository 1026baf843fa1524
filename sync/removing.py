"""Remove a PC from a space, or make a new key for all that stay: both begin an epoch."""

from __future__ import annotations

from app.errors import NotFound, Refused, Untrusted
from app.ports.exchange import EntryState, SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.epoch_making import make_next
from sync.protocol.epochs import Epoch, Place
from sync.protocol.statements import Remove, Rotate
from sync.stating import state
from sync.steps import Conversation

_KEY = 32


def remove(store: SpaceStore, device: bytes, means: Means) -> Conversation[bool]:
    """Remove a device and begin an epoch without it, in one statement; False if it was removed.

    What is parked does not hold it up. Raises NotFound `space.no_such_device`, Refused
    `space.own_device`, `space.last_lead`, and as `stating.state` does.
    """

    def make(talk: Talk) -> Remove | None:
        known = talk.membership
        if device not in known.devices:
            raise NotFound("space.no_such_device")
        if known.devices[device].removed is not None:
            return None
        if device == talk.device:
            raise Refused("space.own_device")
        if set(known.leads) <= {device}:
            raise Refused("space.last_lead")
        epoch = _next_epoch(talk, without=device)
        return Remove(known.newest, talk.device, (device,), epoch, talk.means.now_ms())

    return state(store, means, make)


def rotate(store: SpaceStore, means: Means) -> Conversation[bool]:
    """Begin an epoch for all who belong.

    Raises Refused `space.parked_first` while something waits here for a key: with its own key
    lost on the way, it would never be read. Else as `stating.state` does.
    """

    def make(talk: Talk) -> Rotate:
        if store.count(EntryState.PARKED):
            raise Refused("space.parked_first")
        known = talk.membership
        return Rotate(known.newest, talk.device, _next_epoch(talk), talk.means.now_ms())

    return state(store, means, make)


def _next_epoch(talk: Talk, *, without: bytes = b"") -> Epoch:
    known = talk.membership
    newest = max(known.epochs)
    older = talk.key_of(newest)
    if older is None:
        raise Untrusted("sync.wrong_epoch_key")
    return make_next(
        talk.means.random(_KEY),
        older,
        place=Place(talk.space, newest + 1),
        before=known.newest,
        recipients={id: key for id, key in known.recipients.items() if id != without},
        leads=[id for id in known.leads if id != without],
        random=talk.means.random,
    )
