"""Erase again what came again: a copy of a vault that had not heard of an erasure sent it anew, or
a service came back without the erasure.

Who knew what was erased refuses it by its id. Who joined since cannot know the id, and the service
has the bytes: a lead's program names those places as well, in a statement like the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.changes import Change
from app.domain.people import reference
from app.errors import Refused, Unreachable, Untrusted
from sync.asking import ServiceRefused
from sync.exchange import erasing
from sync.exchange.deciding import open_changes
from sync.exchange.talk import Frozen, Talk
from sync.protocol.epochs import Place
from sync.protocol.kinds.erasing import MOST_GROUPS, MOST_OBJECTS, ErasedThing, seal_thing
from sync.protocol.segments import parse_entry
from sync.protocol.statements import Erase
from sync.protocol.wire import Status
from sync.stating import read_on, require_complete, say
from sync.steps import Conversation

Group = tuple[int, int]
_RANDOM = 32
_REASON = "Erased before, and sent again by a PC that had not heard of it"


@dataclass(frozen=True, slots=True)
class _Naming:
    """Groups to be named, and objects, with the record and the reason that the statement gives."""

    thing: ErasedThing
    objects: tuple[bytes, ...] = ()
    groups: list[Group] = field(default_factory=list)


def run(talk: Talk) -> Conversation[None]:
    """A lead's PC names it, any other says what it cannot; what goes wrong stops nothing."""
    device = talk.newest.present.get(talk.device)
    if device is None or talk.is_stopped:
        return
    if not device.is_lead:
        _tell_of_lost(talk)
        return
    try:
        for naming in _namings(talk):
            require_complete(talk)
            yield from say(talk, _statement(talk, naming))
            yield from read_on(talk)
            yield from erasing.run(talk)
    except Frozen:
        raise
    except ServiceRefused as refused:
        if refused.status != Status.NOT_NEWEST:  # somebody stated something: the next tries again
            talk.report.problems.append(refused)
    except (Refused, Unreachable, Untrusted) as failure:
        talk.report.problems.append(failure)


def _tell_of_lost(talk: Talk) -> None:
    """Say which file was erased here and is in the log again, while the log knows no erasure of it.

    A lead's PC that has carried it out states it again by itself. Of one that never heard of it,
    its person has to be asked: she sees the file, and only this PC knows that it was erased.
    """
    erasures, known = talk.store.erasures, talk.newest.erasures
    lost = erasures.forgotten(known.keys())
    if lost is None:
        return
    if erasures.came_again({group for each in known.values() for group in each.groups}):
        told = Refused("exchange.erasure_lost", reference=reference(lost.subject))
        talk.report.problems.append(told)


def _namings(talk: Talk) -> list[_Naming]:
    """What is to be named, by file; what cannot be opened any more was erased here before.

    What an erasure names already is not: it waits for its day, or a lead took it back.
    """
    known = talk.newest.erasures
    named = {group for each in known.values() for group in each.groups}
    files: dict[bytes, _Naming] = {}
    places = defaultdict(list)
    for position, part in talk.store.erasures.came_again(named):
        places[position].append(part)
    left: list[Group] = []
    for position, parts in places.items():
        opened = _opened(talk, position, parts)
        for part in parts:
            change = opened.get(part)
            if change is None:
                left.append((position, part))
                continue
            reason = _reason(talk, change.subject)
            thing = ErasedThing(change.subject, change.kind, change.of, reason)
            files.setdefault(change.subject, _Naming(thing)).groups.append((position, part))
    forgotten = talk.store.erasures.forgotten(known.keys()) if left else None
    if forgotten is None:
        return [*files.values()]
    subject = forgotten.subject
    thing = ErasedThing(subject, "person", subject, forgotten.reason or _REASON)
    return [*files.values(), _Naming(thing, forgotten.objects, left)]


def _opened(talk: Talk, position: int, parts: Sequence[int]) -> dict[int, Change]:
    """Of these groups of an entry the first change each; none of what cannot be opened here."""
    kept = talk.store.entry_at(position)
    if kept is None:
        return {}
    entry = parse_entry(kept.entry)
    key = talk.key_of(entry.base.epoch)
    if key is None:
        return {}
    groups = [group if part in parts else None for part, group in enumerate(kept.groups)]
    first: dict[int, Change] = {}
    for each in open_changes(key, entry, groups, position):
        first.setdefault(each.part, each.change)
    return first


def _statement(talk: Talk, naming: _Naming) -> Erase:
    """About one record: a draft of the file that was kept since the first erasure stays."""
    place = Place(talk.space, max(talk.membership.epochs))
    key = talk.require_key(place.epoch)
    random32 = talk.means.random(_RANDOM)
    return Erase(
        previous=talk.membership.newest,
        by=talk.device,
        groups=tuple(sorted(naming.groups)[:MOST_GROUPS]),
        objects=naming.objects[:MOST_OBJECTS],
        epoch=place.epoch,
        what=seal_thing(key, naming.thing, place=place, random32=random32),
        time=talk.line.service_ms,
    )


def _reason(talk: Talk, subject: bytes) -> str:
    """Why the file, or something of it, was erased last."""
    for each in sorted(talk.newest.erasures.values(), key=lambda one: -one.position):
        thing = erasing.open_thing_of(each, talk.key_of(each.place.epoch))
        if thing is not None and thing.subject == subject:
            return thing.reason
    return _REASON
