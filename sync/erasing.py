"""Have a lead's erasure, or the taking back of one, stated in the log."""

from __future__ import annotations

from collections.abc import Collection

from app.errors import NotFound, Refused
from app.ports.erasing import Named, Target
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.epochs import Place
from sync.protocol.kinds.erasing import MOST_GROUPS, MOST_OBJECTS, ErasedThing, seal_thing
from sync.protocol.statements import Erase, Keep
from sync.stating import state
from sync.steps import Conversation

_RANDOM = 32


def erase(
    store: SpaceStore,
    target: Target,
    reason: str,
    means: Means,
    *,
    written_again: Collection[bytes] = (),
) -> Conversation[bool]:
    """State that all of the target that has a place in the log is erased.

    `written_again` are ids of changes that go with it because they lie in the same groups, and
    that stand anew elsewhere. Raises Refused `erasing.nothing` for what is not there,
    `erasing.not_sent` while something of it waits here, `erasing.together` while its groups hold
    what stays, `erasing.too_much`; and as `stating.state` does.
    """

    def make(talk: Talk) -> Erase:
        named = store.erasures.named(target)
        _require_nameable(named, written_again)
        place = Place(talk.space, max(talk.membership.epochs))
        key = talk.require_key(place.epoch)
        thing = ErasedThing(target.subject, target.kind, target.record, reason)
        return Erase(
            previous=talk.membership.newest,
            by=talk.device,
            groups=named.groups,
            objects=named.objects,
            epoch=place.epoch,
            what=seal_thing(key, thing, place=place, random32=talk.means.random(_RANDOM)),
            time=talk.line.service_ms,
        )

    return state(store, means, make)


def _require_nameable(named: Named, written_again: Collection[bytes]) -> None:
    if named.is_waiting:
        raise Refused("erasing.not_sent")
    if not named.groups:
        raise Refused("erasing.nothing")
    if set(named.others) - set(written_again):
        raise Refused("erasing.together")
    if len(named.groups) > MOST_GROUPS or len(named.objects) > MOST_OBJECTS:
        raise Refused("erasing.too_much")


def keep(store: SpaceStore, erasure: bytes, means: Means) -> Conversation[bool]:
    """Take back an erasure that another lead stated, by its hash, before its day has come.

    False if it was taken back already. Raises NotFound `erasing.unknown`, Refused `erasing.own`,
    `service.erasure_done`, and as `stating.state` does.
    """

    def make(talk: Talk) -> Keep | None:
        known = talk.membership.erasures.get(erasure)
        if known is None:
            raise NotFound("erasing.unknown")
        if known.is_kept:
            return None
        if known.author == talk.membership.devices[talk.device].author:
            raise Refused("erasing.own")
        return Keep(talk.membership.newest, talk.device, erasure, talk.line.service_ms)

    return state(store, means, make)
