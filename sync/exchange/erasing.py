"""Erasing: carry out, in their order, the erasures whose day has come and that nobody took back."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import Untrusted
from app.ports.erasing import Erasing, Target
from sync.exchange.talk import Talk
from sync.protocol.erasing import due_erasures
from sync.protocol.kinds.erasing import ErasedThing, open_thing
from sync.protocol.members import Erasure
from sync.steps import Conversation


def run(talk: Talk) -> Conversation[None]:
    """Erase what the statements taken in name, one after the other."""
    for erasing in _to_do(talk):
        talk.store.erasures.carry_out(erasing)
    yield from ()


def gone(talk: Talk) -> frozenset[tuple[int, int]]:
    """The groups, by (position, index), that the service may have no more."""
    erasures = due_erasures(talk.newest, talk.line.now_ms)
    return frozenset(group for each in erasures for group in each.groups)


def _to_do(talk: Talk) -> Iterator[Erasing]:
    due = list(due_erasures(talk.membership, talk.line.now_ms))
    if not due:
        return
    done = talk.store.erasures.done()
    for each in due:
        if each.hash not in done:
            yield _erasing(talk, each)


def _erasing(talk: Talk, erasure: Erasure) -> Erasing:
    thing = open_thing_of(erasure, talk.key_of(erasure.place.epoch))
    return Erasing(
        hash=erasure.hash,
        position=erasure.position,
        author=erasure.author,
        groups=erasure.groups,
        objects=erasure.objects,
        target=None if thing is None else Target(thing.subject, thing.kind, thing.record),
        reason="" if thing is None else thing.reason,
        at_ms=erasure.time,
    )


def open_thing_of(erasure: Erasure, key: bytes | None) -> ErasedThing | None:
    """What it is about; None without the content key, or where the lead's program sealed it
    wrongly.
    """
    if key is None:
        return None
    try:
        return open_thing(key, erasure.what, place=erasure.place)
    except Untrusted:
        return None
