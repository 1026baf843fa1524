"""Held entries: what waits for a lead, and her decision on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import NotFound, Refused
from app.ports.exchange import EntryState, LogEntry, SpaceStore
from sync.asking import Means
from sync.exchange.deciding import adoptable, may_open
from sync.exchange.talk import Talk, fold
from sync.protocol.epochs import check_of
from sync.protocol.membership import Membership
from sync.protocol.segments import Entry
from sync.protocol.statements import Adopt, Discard
from sync.stating import state
from sync.steps import Conversation


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that counts for nothing so far: where, why, and by whom if that is proven.

    `device` is None where nobody is known to have written it, and it does not `open` where nobody
    could read it: then it cannot be adopted.
    """

    position: int
    why: str
    device: bytes | None
    opens: bool = True

    @property
    def may_be_adopted(self) -> bool:
        """Whether it could count."""
        return self.device is not None and self.opens


def held(store: SpaceStore) -> list[Held]:
    """What is held here and nobody has decided on, oldest first."""
    kept = store.load()
    known = fold(kept.id, dict(kept.statements))
    found = []
    for entry in store.in_state(EntryState.HELD):
        if entry.position not in known.decided:
            proven = adoptable(known, kept.id, entry)
            found.append(_held(known, kept.content_keys, entry, proven))
    return found


def _held(
    known: Membership, keys: Mapping[int, bytes], kept: LogEntry, proven: Entry | None
) -> Held:
    if proven is None:
        return Held(kept.position, kept.why, None)
    epoch = proven.base.epoch
    key = keys.get(epoch)
    if key is not None and check_of(key) != known.epochs[epoch].content.check:
        key = None
    opens = may_open(proven, kept.groups, key)
    return Held(kept.position, kept.why, proven.base.device, opens)


def decide(
    store: SpaceStore, positions: Sequence[int], means: Means, *, adopt: bool
) -> Conversation[bool]:
    """Let held entries count, or say that they never will; for every PC of the space.

    Raises NotFound `space.not_held`, Refused `space.not_adoptable`, `space.not_readable`, and as
    `stating.state` does.
    """
    named = tuple(sorted(set(positions)))

    def make(talk: Talk) -> Adopt | Discard:
        waiting = {each.position: each for each in held(store)}
        for position in named:
            if position not in waiting:
                raise NotFound("space.not_held", position=position)
            if adopt and waiting[position].device is None:
                raise Refused("space.not_adoptable", position=position)
            if adopt and not waiting[position].opens:
                raise Refused("space.not_readable", position=position)
        kind = Adopt if adopt else Discard
        return kind(talk.membership.newest, talk.device, named, talk.means.now_ms())

    return state(store, means, make)
