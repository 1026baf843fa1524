"""What a lead decided on held entries: adopted ones are applied here as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.errors import Untrusted
from app.ports.exchange import Arrived, Decided, EntryState, LogEntry
from sync.exchange import erasing
from sync.exchange.judging import REPEATED
from sync.exchange.talk import Talk
from sync.protocol.membership import Membership
from sync.protocol.segments import Entry, check_group, open_groups, parse_entry, verify_entry
from sync.protocol.statements import Adopt, Discard, Statement

NO_KEY = "no_key"
NO_GROUP = "no_group"
"""Why an entry is parked: a group of it was not there, and what explained that may be lost."""
GROUP_GONE = "group_gone"
"""Of an entry that was taken in: the service had a group of it no more, as an erasure says."""
LOOKS = "looks"
"""Why an entry holds no changes: colleagues' lines of the access log, for the leads alone."""


def decide(talk: Talk, said: Statement, at: int) -> Iterator[tuple[Decided, list[Arrived]]]:
    """What becomes of each held entry that a statement at this position names, and its changes.

    Naming one that is not held does nothing, on every PC alike: what an entry is held for follows
    from the log. One that cannot count is discarded by an `adopt` too, or it would stay held for
    good: each entry is decided on once.
    """
    if not isinstance(said, Adopt | Discard):
        return
    for position in said.positions:
        held = talk.store.entry_at(position)
        if held is None or held.state is not EntryState.HELD:
            continue
        if isinstance(said, Discard):
            yield Decided(position, EntryState.DISCARDED, held.why, at), []
            continue
        entry = adoptable(talk.membership, talk.space, held)
        if entry is None:
            yield Decided(position, EntryState.DISCARDED, held.why, at), []
        else:
            yield _adopted(talk, held, entry, at)


def adoptable(known: Membership, space: bytes, held: LogEntry) -> Entry | None:
    """The segment that an entry is, if its author is known to have written it.

    A device that ever belonged signed it for this space, under an epoch that somebody made. A
    second copy of an entry is none.
    """
    try:
        entry = parse_entry(held.entry)
        device = known.devices.get(entry.base.device)
        if device is None or entry.base.space != space or held.why == REPEATED:
            return None
        if entry.base.epoch not in known.epochs:
            return None
        verify_entry(entry, device.keys.sign)
    except Untrusted:
        return None
    return entry


def may_open(entry: Entry, groups: Sequence[bytes | None], key: bytes | None) -> bool:
    """Whether the groups of an entry open with the content key of its epoch, as far as both are
    here. If not, nobody could ever read it.
    """
    if key is None or entry.is_looks or None in groups:
        return True
    try:
        open_groups(key, entry.base, groups)
    except Untrusted:
        return False
    return True


def check_groups(
    entry: Entry,
    groups: Sequence[bytes | None],
    position: int,
    erased: frozenset[tuple[int, int]],
) -> None:
    """Raise Untrusted `exchange.group_altered` or `exchange.group_withheld`.

    A group that is `erased` (position, index) may be missing.
    """
    if len(groups) != len(entry.groups):
        raise Untrusted("exchange.group_altered", position=position)
    for index, group in enumerate(groups):
        if group is None and (position, index) in erased:
            continue
        if group is None:
            raise Untrusted("exchange.group_withheld", position=position)
        try:
            check_group(entry, index, group)
        except Untrusted as error:
            raise Untrusted("exchange.group_altered", position=position) from error


def is_whole(
    entry: Entry,
    groups: Sequence[bytes | None],
    position: int,
    erased: frozenset[tuple[int, int]],
) -> bool:
    """Whether the groups of an entry are here, but for those that are erased."""
    try:
        check_groups(entry, groups, position, erased)
    except Untrusted:
        return False
    return True


def open_changes(
    key: bytes, entry: Entry, groups: Sequence[bytes | None], position: int
) -> list[Arrived]:
    """The changes of an entry whose groups were checked."""
    return [
        Arrived(change, entry.base.device, position, part)
        for part, changes in open_groups(key, entry.base, groups)
        for change in changes
    ]


def _adopted(talk: Talk, held: LogEntry, entry: Entry, at: int) -> tuple[Decided, list[Arrived]]:
    position, base = held.position, entry.base
    if entry.is_looks:
        return Decided(position, EntryState.APPLIED, LOOKS, at), []
    key = talk.key_of(base.epoch)
    if key is None or not is_whole(entry, held.groups, position, erasing.gone(talk)):
        return Decided(position, EntryState.PARKED, held.why, at), []
    try:
        arrived = open_changes(key, entry, held.groups, position)
    except Untrusted:
        return Decided(position, EntryState.DISCARDED, held.why, at), []
    return Decided(position, EntryState.APPLIED, held.why, at), arrived
