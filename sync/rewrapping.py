"""Hand a key to a PC again: the newest content key, and to a lead's PC the audit keys it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import NotFound, Refused, Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.epochs import Place, wrap, wrap_audit
from sync.protocol.keys import KeyPair
from sync.protocol.members import Device, KnownEpoch
from sync.protocol.statements import Rewrap
from sync.stating import state
from sync.steps import Conversation


def send_key(store: SpaceStore, device: bytes, means: Means) -> Conversation[int]:
    """Hand the keys to a device that belongs; gives how many statements that took.

    Anyone who writes may, a lead alone hands on audit keys. Raises NotFound
    `space.no_such_device`, Refused `space.may_not_send_key`, else as `stating.state` does.
    """
    sent: set[int] = set()

    def make(talk: Talk) -> Rewrap | None:
        own, to = (talk.membership.present.get(id) for id in (talk.device, device))
        if to is None or not to.holds_key:
            raise NotFound("space.no_such_device")
        if own is None or not own.may_write:
            raise Refused("space.may_not_send_key")
        number = next(iter(_lacking(talk, own, to, sent)), None)
        if number is None:
            return None
        sent.add(number)
        return _rewrap(talk, own, to, number)

    while (yield from state(store, means, make, by_lead=False)):
        pass
    return len(sent)


def _lacking(talk: Talk, own: Device, to: Device, sent: set[int]) -> Iterator[int]:
    """The newest epoch, and those whose audit key a lead was not handed, but for those sent."""
    epochs = talk.membership.epochs
    newest = max(epochs)
    for number in sorted(epochs, reverse=True):
        is_without = next(epochs[number].audit_wraps_to(to.id), None) is None
        may_audit = own.is_lead and to.is_lead and audit_keys(talk, epochs[number]) is not None
        if number not in sent and (number == newest or (is_without and may_audit)):
            yield number


def _rewrap(talk: Talk, own: Device, to: Device, number: int) -> Rewrap:
    epoch, key = talk.membership.epochs[number], talk.require_key(number)
    place, before = Place(talk.space, number), epoch.made
    audit, sealed = audit_keys(talk, epoch) if own.is_lead and to.is_lead else None, None
    if audit is not None:
        sealed = wrap_audit(audit, to.keys.hpke, place=place, recipient=to.id, before=before)
    return Rewrap(
        previous=talk.membership.newest,
        by=talk.device,
        device=to.id,
        epoch=number,
        wrap=wrap(key, to.keys.hpke, place=place, recipient=to.id, before=before),
        audit=sealed,
        time=talk.means.now_ms(),
    )


def audit_keys(talk: Talk, epoch: KnownEpoch) -> KeyPair | None:
    """The audit key pair of an epoch, if this device was handed it."""
    for wrapped in epoch.audit_wraps_to(talk.device):
        try:
            keys = wrapped.audit_keys(talk.keys.hpke)
        except Untrusted:
            continue
        if keys.public == epoch.content.audit.public:
            return keys
    return None
