"""Admit who joined at a distance: six words of her PC's keys, compared by phone, and then a key."""

from __future__ import annotations

from app.errors import NotFound, Refused
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.epochs import Place, wrap, wrap_audit
from sync.protocol.keys import DeviceKeys
from sync.protocol.members import LEAD, Device
from sync.protocol.membership import Membership
from sync.protocol.statements import Admit
from sync.protocol.words import device_words, read_words
from sync.recovering import membership_of
from sync.rewrapping import audit_keys
from sync.stating import state
from sync.steps import Conversation


def admit(store: SpaceStore, device: bytes, words: str, means: Means) -> Conversation[bool]:
    """Hand the newest content key to a device whose six words these are; False if it has it.

    Wrong words ask nobody. Raises NotFound `space.no_such_device`, Refused
    `space.other_device_words`, and as `stating.state` does.
    """
    known = membership_of(store.load())
    told = _newcomer(known, device)
    if not told.is_admitted and read_words(words) != device_words(known.space, device, told.keys):
        raise Refused("space.other_device_words")

    def make(talk: Talk) -> Admit | None:
        found = _newcomer(talk.membership, device)
        if found.is_admitted:
            return None
        if found.keys != told.keys:
            raise Refused("space.other_device_words")
        return _admit(talk, found)

    return state(store, means, make)


def words_of(store: SpaceStore, device: bytes) -> tuple[str, ...]:
    """The six words of a device's keys, by its own or by what it joined with; slow.

    Raises NotFound `space.no_such_device`.
    """
    space = store.load()
    if device == space.own.device:
        # Not what the log says of them: that is what the other end compares.
        return device_words(space.id, device, DeviceKeys.from_bytes(space.own.keys).public)
    return device_words(space.id, device, _newcomer(membership_of(space), device).keys)


def _newcomer(known: Membership, device: bytes) -> Device:
    found = known.present.get(device)
    if found is None:
        raise NotFound("space.no_such_device")
    return found


def _admit(talk: Talk, to: Device) -> Admit:
    epoch = talk.membership.epoch
    number, before = epoch.content.epoch, epoch.made
    key, place = talk.require_key(number), Place(talk.space, number)
    sealed = None
    if to.role == LEAD:
        audit = audit_keys(talk, epoch)
        if audit is None:
            raise Refused("space.no_audit_key")
        sealed = wrap_audit(audit, to.keys.hpke, place=place, recipient=to.id, before=before)
    return Admit(
        previous=talk.membership.newest,
        by=talk.device,
        join=to.joined,
        epoch=number,
        wrap=wrap(key, to.keys.hpke, place=place, recipient=to.id, before=before),
        audit=sealed,
        time=talk.means.now_ms(),
    )
