"""A stretch of the log, verified entry by entry: what is applied, parked, held, or stops here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from app.errors import Untrusted, YarrowError
from app.ports.exchange import Arrived, Cursor, Decided, EntryState, LogEntry, Member, Page
from sync.exchange import epoch_keys, erasing
from sync.exchange.deciding import (
    GROUP_GONE,
    LOOKS,
    NO_KEY,
    check_groups,
    decide,
    open_changes,
)
from sync.exchange.judging import UNPROVEN, Judge
from sync.exchange.members import members_changed, title_of
from sync.exchange.settings import NOT_A_LEADS, is_overstepping
from sync.exchange.talk import Frozen, Talk
from sync.protocol.cose import type_of
from sync.protocol.heads import running
from sync.protocol.rules.applying import apply
from sync.protocol.segments import Entry, parse_entry
from sync.protocol.statements import (
    STATEMENT_TYPE,
    Admit,
    Adopt,
    Create,
    Discard,
    Restored,
    Statement,
    parse_statement,
)

_NEWER = "sync.newer_program"
_MOST_AT_ONCE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry as it came, with its place in the log."""

    position: int
    entry: bytes
    groups: tuple[bytes | None, ...]
    hash: bytes
    running: bytes


@dataclass(slots=True, repr=False)
class Stretch:
    """What a page comes to while it is read; `stopped` is why nothing after it was taken.

    `weight` is how many bytes of changes were opened.
    """

    entries: list[LogEntry] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    title: str | None = None
    is_renewed: bool = False
    weight: int = 0
    stopped: YarrowError | None = None


def place(talk: Talk, entries: Sequence[tuple[bytes, tuple[bytes | None, ...]]]) -> list[Placed]:
    """The entries after the cursor with their positions and running hashes."""
    placed, position, before = [], talk.cursor.position, talk.cursor.running
    for entry, groups in entries:
        position += 1
        hash = sha256(entry).digest()
        before = running(before, hash)
        placed.append(Placed(position, entry, groups, hash, before))
    return placed


def read(talk: Talk, placed: Sequence[Placed]) -> Stretch:
    """Verify and open entries whose running hashes were compared with the service's.

    At least one, and no more once what they inflated to is 8 MiB: the others are read after that.
    """
    stretch = Stretch()
    parsed = [_parse(each.entry) for each in placed]
    judge, erased = Judge(talk, placed), erasing.gone(talk)
    for each, entry in zip(placed, parsed, strict=True):
        is_decision = entry is None and _names_entries(each)
        if stretch.weight >= _MOST_AT_ONCE or (is_decision and stretch.entries):
            break  # a decision finds what it names in the vault
        try:
            if isinstance(entry, Entry):
                _take_segment(talk, stretch, each, entry=entry, judge=judge, erased=erased)
            elif entry is None:
                _take_statement(talk, stretch, each)
            else:
                _hold_unread(stretch, each, entry)
        except Frozen:
            raise
        except Untrusted as error:
            stretch.stopped = error
            break
    return stretch


def page_of(talk: Talk, stretch: Stretch, head: bytes) -> Page:
    """The stretch as the vault takes it in, its cursor at the last entry read."""
    last = stretch.entries[-1]
    return Page(
        cursor=Cursor(talk.cursor.generation, last.position, last.running, head),
        entries=stretch.entries,
        arrived=stretch.arrived,
        members=stretch.members,
        content_keys=dict(talk.new_keys),
        now_ms=talk.line.now_ms,
        title=stretch.title,
        decided=stretch.decided,
        is_renewed=stretch.is_renewed,
    )


def _parse(entry: bytes) -> Entry | None | Untrusted:
    """The entry as a segment, None for a statement, or why it is neither."""
    try:
        return None if type_of(entry) == STATEMENT_TYPE else parse_entry(entry)
    except Untrusted as error:
        return error


def _names_entries(placed: Placed) -> bool:
    try:
        return isinstance(parse_statement(placed.entry).content, Adopt | Discard)
    except Untrusted:
        return False


def _hold_unread(stretch: Stretch, placed: Placed, why: Untrusted) -> None:
    """What nobody can read is held; what a later version may read stops the page before it."""
    if why.code == _NEWER:
        raise why
    stretch.entries.append(_log_entry(placed, EntryState.HELD, why=why.code))


def _take_statement(talk: Talk, stretch: Stretch, placed: Placed) -> None:
    """Raises Untrusted for a statement that does not hold, or was not announced."""
    announced = talk.announced.get(placed.position)
    if placed.position <= talk.announced_to and announced != placed.entry:
        raise Untrusted("exchange.log_altered", position=placed.position)
    stated = parse_statement(placed.entry)
    _require_continued(talk, stretch, stated.content)
    stretch.is_renewed |= isinstance(stated.content, Restored)
    talk.membership = apply(talk.membership, stated, placed.position)
    epoch_keys.learn(talk)
    stretch.members += members_changed(talk, stated.content)
    for decided, arrived in decide(talk, stated.content, placed.position):
        stretch.decided.append(decided)
        stretch.arrived += arrived
    if isinstance(stated.content, Create | Admit):
        stretch.title = title_of(talk)
    stretch.entries.append(_log_entry(placed, EntryState.STATEMENT))


def _require_continued(talk: Talk, stretch: Stretch, said: Statement) -> None:
    """Raise Frozen unless a lead who began a generation had read the same log as this PC."""
    if isinstance(said, Restored):
        before = stretch.entries[-1].running if stretch.entries else talk.cursor.running
        if said.running != before:
            raise talk.freeze("exchange.history_forked", theirs=talk.head_bytes)


def _take_segment(
    talk: Talk,
    stretch: Stretch,
    placed: Placed,
    *,
    entry: Entry,
    judge: Judge,
    erased: frozenset[tuple[int, int]],
) -> None:
    """Raises Untrusted `exchange.group_altered` or `exchange.group_withheld`: nothing of a page is
    taken after a part that may yet be put right.
    """
    state, why = EntryState.HELD, judge.fault(placed, entry)
    if not why or judge.may_be_adopted(entry, why):
        check_groups(entry, placed.groups, placed.position, erased)
    if not why:
        state, why = _open(talk, stretch, placed, entry=entry)
    if why in UNPROVEN:
        stretch.entries.append(_log_entry(placed, state, why=why))
        return
    seen = judge.seen_position(entry)
    stretch.entries.append(_log_entry(placed, state, entry=entry, why=why, seen=seen))


def _open(talk: Talk, stretch: Stretch, placed: Placed, *, entry: Entry) -> tuple[EntryState, str]:
    key, is_ours = talk.key_of(entry.base.epoch), _is_ours(talk, entry)
    if is_ours and (key is None or not talk.store.was_lost(entry.base.incarnation, entry.base.seq)):
        return EntryState.APPLIED, ""
    if entry.is_looks:
        return EntryState.APPLIED, LOOKS
    if key is None:
        return EntryState.PARKED, NO_KEY
    try:
        arrived = open_changes(key, entry, placed.groups, placed.position)
    except Untrusted as error:
        return EntryState.HELD, error.code
    if is_overstepping(talk, arrived, entry.base.device, placed.position):
        return EntryState.HELD, NOT_A_LEADS
    stretch.arrived += arrived
    stretch.weight += sum(len(each.change.encoded) for each in arrived)
    return EntryState.APPLIED, GROUP_GONE if None in placed.groups else ""


def _is_ours(talk: Talk, entry: Entry) -> bool:
    """Whether this vault sealed the entry itself, so that its changes are here."""
    base = entry.base
    if base.device != talk.device:
        return False
    if talk.store.holds(base.incarnation, base.seq) == entry.hash:
        return True
    talk.is_copied = True
    return False


def _log_entry(
    placed: Placed, state: EntryState, *, entry: Entry | None = None, why: str = "", seen: int = 0
) -> LogEntry:
    base = None if entry is None else entry.base
    return LogEntry(
        position=placed.position,
        hash=placed.hash,
        running=placed.running,
        state=state,
        entry=placed.entry,
        device=None if base is None else base.device,
        incarnation=None if base is None else base.incarnation,
        seq=None if base is None else base.seq,
        seen=seen,
        why=why,
        groups=placed.groups,
    )
