"""Content keys: what the statements known hand to this device, and through them older ones."""

from __future__ import annotations

from app.errors import Untrusted
from sync.exchange.talk import Talk
from sync.protocol.epochs import check_of, open_back
from sync.protocol.members import KnownEpoch


def learn(talk: Talk) -> None:
    """Open every epoch that the newest statements known open, the newest first.

    A wrap that does not give its epoch's check opens nothing, and neither does a link back: what
    is sealed under that epoch waits, and the exchange tells of it.
    """
    epochs = talk.newest.epochs
    for number in sorted(epochs, reverse=True):
        if talk.key_of(number) is None:
            found = _handed(talk, epochs[number]) or _linked(talk, number)
            if found is not None:
                talk.content_keys[number] = talk.new_keys[number] = found


def tell_if_locked_out(talk: Talk) -> None:
    """Say so if the newest key was handed to this device and is not the one its epoch names."""
    device = talk.newest.present.get(talk.device)
    if device is None or not device.is_admitted:
        return
    newest = talk.newest.epoch
    is_handed = next(newest.wraps_to(talk.device), None) is not None
    if is_handed and talk.key_of(newest.content.epoch) is None:
        talk.report.problems.append(Untrusted("sync.wrong_epoch_key"))


def _handed(talk: Talk, epoch: KnownEpoch) -> bytes | None:
    for wrapped in epoch.wraps_to(talk.device):
        try:
            key = wrapped.content_key(talk.keys.hpke)
        except Untrusted:
            continue
        if check_of(key) == epoch.content.check:
            return key
    return None


def _linked(talk: Talk, number: int) -> bytes | None:
    """The key that the next epoch carries under its own."""
    following, epoch = talk.newest.epochs.get(number + 1), talk.newest.epochs[number]
    key = talk.key_of(number + 1)
    if following is None or following.content.back is None or key is None:
        return None
    try:
        older = open_back(key, following.content.back, place=following.place)
    except Untrusted:
        return None
    return older if check_of(older) == epoch.content.check else None
