"""What was parked, once its key has come: each entry stands as where the key was at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.errors import Untrusted
from app.ports.exchange import Arrived, Decided, EntryState, LogEntry, Page
from sync.exchange.deciding import NO_GROUP, NO_KEY, open_changes
from sync.exchange.settings import NOT_A_LEADS, is_overstepping
from sync.exchange.talk import Talk
from sync.protocol.segments import parse_entry
from sync.protocol.statements import Adopt, Discard, parse_statement


@dataclass(slots=True, repr=False)
class _Opening:
    arrived: list[Arrived] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)


def opened(talk: Talk) -> Page | None:
    """What the keys that are here now open, wherever it stands in the log; None if nothing.

    A fault that shows only in what was sealed holds an entry, as it did elsewhere; a lead may have
    decided on it since, and that counts here too.
    """
    if not talk.store.count(EntryState.PARKED):
        return None
    found = _Opening()
    for entry in talk.store.in_state(EntryState.PARKED):
        if entry.why != NO_GROUP:
            _open(talk, found, entry)
    if not found.opened and not found.decided:
        return None
    return Page(
        talk.cursor,
        [],
        found.arrived,
        [],
        {},
        talk.line.now_ms,
        found.opened,
        decided=found.decided,
    )


def _open(talk: Talk, found: _Opening, entry: LogEntry) -> None:
    segment = parse_entry(entry.entry)
    key = talk.key_of(segment.base.epoch)
    if key is None:
        return
    # One that a lead adopted while it was parked bears why it had been held.
    was_adopted = entry.why != NO_KEY
    try:
        arrived = open_changes(key, segment, entry.groups, entry.position)
    except Untrusted as error:
        why = entry.why if was_adopted else error.code
        found.decided.append(_by_decision(talk, entry.position, why, can_count=False))
        return
    if not was_adopted and is_overstepping(talk, arrived, segment.base.device, entry.position):
        decided = _by_decision(talk, entry.position, NOT_A_LEADS, can_count=True)
        found.decided.append(decided)
        found.arrived += arrived if decided.state is EntryState.APPLIED else []
        return
    found.arrived += arrived
    found.opened.append(entry.position)


def _by_decision(talk: Talk, position: int, why: str, *, can_count: bool) -> Decided:
    """Held, unless a lead said of it meanwhile that it counts, or never will."""
    is_adopted = talk.membership.decided.get(position)
    at = position if is_adopted is None else _decided_at(talk, position)
    if is_adopted is False:
        return Decided(position, EntryState.DISCARDED, why, at)
    if is_adopted and can_count:
        return Decided(position, EntryState.APPLIED, why, at)
    return Decided(position, EntryState.HELD, why, at)


def _decided_at(talk: Talk, position: int) -> int:
    for at, statement in talk.store.load().statements:
        said = parse_statement(statement).content
        if isinstance(said, Adopt | Discard) and position in said.positions:
            return at
    return position
