"""Give back to a service what it lost, if this PC holds it: the log goes on as it was."""

from __future__ import annotations

from app.errors import Untrusted
from sync.asking import ServiceRefused
from sync.exchange.talk import Frozen, Talk
from sync.protocol.cose import type_of
from sync.protocol.heads import Head
from sync.protocol.refilling import MOST_HASHES, RefillAnswer, RefillRequest, read_shown
from sync.protocol.statements import STATEMENT_TYPE, Erase, parse_statement
from sync.protocol.wire import Ask, space_path
from sync.steps import Conversation

PAGE_BYTES = 2 * 1024 * 1024
REFILLED = "exchange.refilled"
_Entry = tuple[bytes, tuple[bytes | None, ...]]


def run(talk: Talk, shorter: Frozen, theirs: bytes) -> Conversation[None]:
    """Send what stands above the service's head, in order, as far as its sealed bytes are here.

    `theirs` is the service's head. Raises `shorter` if the log does not reach what is known here
    after that, or is another one.
    """
    head = talk.read_head(theirs)
    shown, top = _shown(talk)
    here = talk.space if head.position == 0 else talk.store.running_at(head.position)
    if here != head.running or top <= head.position or top - head.position > MOST_HASHES:
        raise shorter
    position = yield from _give(talk, shown, top, head.position)
    if position > head.position:
        count = position - head.position
        talk.report.problems.append(Untrusted(REFILLED, count=count))
    if position < talk.cursor.position:
        raise shorter


def _give(talk: Talk, shown: bytes, top: int, position: int) -> Conversation[int]:
    """How far the log reaches then; a service that refuses is one that lost something."""
    path = space_path(talk.space, Ask.REFILL)
    erasures = _erasures(talk)
    while position < top:
        entries = _entries(talk, position, top)
        hashes = tuple(talk.store.hashes(position + 1, top))
        above = tuple(entry for at, entry in erasures if at > position)
        asked = RefillRequest(shown, position, hashes, entries, above)
        try:
            answer = yield from talk.line.ask(path, asked, RefillAnswer)
        except ServiceRefused:
            break
        reached = talk.read_head(answer.head)
        if reached.position <= position or not _is_ours(talk, reached):
            break
        position = reached.position
    return position


def _is_ours(talk: Talk, head: Head) -> bool:
    is_above = head.position > talk.cursor.position
    return is_above or talk.store.running_at(head.position) == head.running


def _shown(talk: Talk) -> tuple[bytes, int]:
    """What the service signed that reaches furthest into the log as it is here, and how far."""
    head = talk.cursor.head
    top = talk.read_head(head).position if head else 0
    receipts = talk.store.receipts(top + 1, talk.cursor.position)
    if receipts:
        head = receipts[-1]
        top = read_shown(head, talk.state.service.signing).position
    return head, top


def _entries(talk: Talk, after: int, top: int) -> tuple[_Entry, ...]:
    """The next entries with their groups: those that fit, at least one if it is kept."""
    found: list[_Entry] = []
    size = 0
    for position in range(after + 1, top + 1):
        kept = talk.store.entry_at(position)
        if kept is None:
            break
        groups = () if type_of(kept.entry) == STATEMENT_TYPE else kept.groups
        size += len(kept.entry) + sum(len(group or b"") for group in groups)
        if found and size > PAGE_BYTES:
            break
        found.append((kept.entry, groups))
    return tuple(found)


def _erasures(talk: Talk) -> list[tuple[int, bytes]]:
    return [
        (position, entry)
        for position, entry in talk.state.statements
        if isinstance(parse_statement(entry).content, Erase)
    ]
