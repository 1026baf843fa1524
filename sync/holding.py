"""Held entries: what waits for a lead, and her decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import NotFound, Refused
from app.ports.exchange import EntryState, SpaceStore
from sync.asking import Means
from sync.exchange.deciding import adoptable
from sync.exchange.talk import Talk, fold
from sync.protocol.statements import Adopt, Discard
from sync.stating import state
from sync.steps import Conversation


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that counts for nothing so far: where, why, and by whom if that is proven.

    `device` is None where nobody is known to have written it: then it cannot be adopted.
    """

    position: int
    why: str
    device: bytes | None


def held(store: SpaceStore) -> list[Held]:
    """What is held here and nobody has decided on, oldest first."""
    kept = store.load()
    known = fold(kept.id, dict(kept.statements))
    found = []
    for entry in store.in_state(EntryState.HELD):
        if entry.position not in known.decided:
            proven = adoptable(known, kept.id, entry)
            device = None if proven is None else proven.base.device
            found.append(Held(entry.position, entry.why, device))
    return found


def decide(
    store: SpaceStore, positions: Sequence[int], means: Means, *, adopt: bool
) -> Conversation[bool]:
    """Let held entries count, or say that they never will; for every PC of the space.

    Raises NotFound `space.not_held`, Refused `space.not_adoptable`, and as `stating.state` does.
    """
    named = tuple(sorted(set(positions)))

    def make(talk: Talk) -> Adopt | Discard:
        waiting = {each.position: each for each in held(store)}
        for position in named:
            if position not in waiting:
                raise NotFound("space.not_held", position=position)
            if adopt and waiting[position].device is None:
                raise Refused("space.not_adoptable", position=position)
        kind = Adopt if adopt else Discard
        return kind(talk.membership.newest, talk.device, named, talk.means.now_ms())

    return state(store, means, make)
