"""What was parked, once its key has come: each entry stands as where the key was at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.errors import Untrusted
from app.ports.exchange import Arrived, Decided, EntryState, Page
from sync.exchange import erasing
from sync.exchange.deciding import NO_GROUP, NO_KEY, is_whole, open_changes
from sync.exchange.settings import NOT_A_LEADS, is_overstepping
from sync.exchange.talk import Talk
from sync.protocol.segments import Entry, parse_entry
from sync.protocol.statements import Adopt, Discard, parse_statement

Groups = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """An entry that is parked for a group: its hash, and why it is parked or had been held."""

    hash: bytes
    why: str


@dataclass(slots=True, repr=False)
class Opening:
    """What parked entries come to; `lacking` are those that were opened without an erased group."""

    arrived: list[Arrived] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    lacking: list[int] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)

    def page(self, talk: Talk, groups: Mapping[int, Groups] | None = None) -> Page | None:
        """As the vault takes it in, with `groups` that were read again; None if it is nothing."""
        if not self.opened and not self.decided:
            return None
        return Page(
            talk.cursor,
            [],
            self.arrived,
            [],
            {},
            talk.line.now_ms,
            self.opened,
            self.lacking,
            groups or {},
            decided=self.decided,
        )


def opened(talk: Talk) -> tuple[Page | None, dict[int, Lacking]]:
    """What the keys that are here now open, wherever it stands in the log; None if nothing. And,
    by position, what lacks a group still that no erasure names.

    A fault that shows only in what was sealed holds an entry, as it did elsewhere; a lead may have
    decided on it since, and that counts here too.
    """
    found, erased = Opening(), erasing.gone(talk)
    found.decided += _ended(talk)
    if not talk.store.count(EntryState.PARKED):
        return found.page(talk), {}
    lacking = {
        at: Lacking(hash, why)
        for at, (hash, why) in talk.store.set_apart(EntryState.PARKED).items()
        if why == NO_GROUP
    }
    for kept in talk.store.in_state(EntryState.PARKED):
        if kept.why == NO_GROUP:
            continue
        entry = parse_entry(kept.entry)
        if talk.key_of(entry.base.epoch) is None:
            continue
        if is_whole(entry, kept.groups, kept.position, erased):
            open_one(talk, found, kept.position, entry=entry, groups=kept.groups, why=kept.why)
        else:
            lacking[kept.position] = Lacking(kept.hash, kept.why)
    return found.page(talk), lacking


def open_one(
    talk: Talk, found: Opening, position: int, *, entry: Entry, groups: Groups, why: str
) -> None:
    """Judge a parked entry whose groups were checked; without its key it stays as it is."""
    key, device = talk.key_of(entry.base.epoch), entry.base.device
    if key is None:
        return
    # One that a lead adopted while it was parked bears why it had been held.
    was_adopted = why not in (NO_KEY, NO_GROUP)
    try:
        arrived = open_changes(key, entry, groups, position)
    except Untrusted as error:
        reason = why if was_adopted else error.code
        found.decided.append(_by_decision(talk, position, reason, can_count=False))
        return
    if not was_adopted and is_overstepping(talk, arrived, device, position):
        decided = _by_decision(talk, position, NOT_A_LEADS, can_count=True)
        found.decided.append(decided)
        found.arrived += arrived if decided.state is EntryState.APPLIED else []
        return
    found.arrived += arrived
    found.opened.append(position)
    if None in groups:
        found.lacking.append(position)


def _ended(talk: Talk) -> Iterator[Decided]:
    """Entries that were adopted and cannot count: earlier versions of this program held them."""
    decided = talk.membership.decided
    if decided:
        for position, (_, why) in talk.store.set_apart(EntryState.HELD).items():
            if position in decided:
                yield _by_decision(talk, position, why, can_count=False)


def _by_decision(talk: Talk, position: int, why: str, *, can_count: bool) -> Decided:
    """Held, unless a lead said of it meanwhile that it counts, or never will; what cannot count
    never does.
    """
    is_adopted = talk.membership.decided.get(position)
    at = position if is_adopted is None else _decided_at(talk, position)
    if is_adopted is None:
        return Decided(position, EntryState.HELD, why, at)
    counts = is_adopted and can_count
    return Decided(position, EntryState.APPLIED if counts else EntryState.DISCARDED, why, at)


def _decided_at(talk: Talk, position: int) -> int:
    for at, statement in talk.store.load().statements:
        said = parse_statement(statement).content
        if isinstance(said, Adopt | Discard) and position in said.positions:
            return at
    return position
