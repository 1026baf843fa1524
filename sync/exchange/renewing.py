"""Follow a log that a lead let go on after a loss: from the last position that both have.

What stands above it here was lost by the service for good. It stays, and is sent again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.ports.renewing import Rewind
from sync.exchange.talk import RENEWED, Talk, fold
from sync.protocol.continuing import may_take_back
from sync.protocol.heads import Head
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import Restored, parse_statement
from sync.protocol.wire import (
    Ask,
    HelloAnswer,
    HelloRequest,
    StatementsAnswer,
    StatementsRequest,
    space_path,
)
from sync.steps import Conversation


def run(talk: Talk, theirs: bytes) -> Conversation[None]:
    """Go back to what both logs have and forget the places above it; nothing recorded goes.

    Raises Frozen `exchange.history_renewed` unless a lead stated it; and where statements would be
    lost by it that are known here, one who may take them back: who was removed or is no lead now
    cannot.
    """
    shared = yield from last_shared(talk, talk.read_head(theirs))
    before = membership_at(talk, shared)
    after, entries = yield from read_on(talk, before)
    said = [
        each
        for each in (parse_statement(entry).content for entry in entries)
        if isinstance(each, Restored)
    ]
    is_stated = any(each.generation > talk.cursor.generation for each in said)
    trusted = trusted_in(talk, entries, shared=shared)
    is_ours = trusted is None or all(each.by in trusted for each in said)
    if not (is_stated and is_ours):
        raise talk.freeze(RENEWED, theirs=theirs)
    talk.store.rewind(_rewind(talk, before, shared=shared, generation=after.generation))
    talk.restart()
    talk.renumber()


def trusted_in(talk: Talk, entries: Sequence[bytes], *, shared: int) -> frozenset[bytes] | None:
    """Whose word lets history go on from there as the statements `entries` have it; None where
    nothing is known here that it would take back, so that the log's own rules are enough.
    """
    lost = [entry for position, entry in talk.state.statements if position > shared]
    return may_take_back(talk.membership, lost, entries) if lost else None


def last_shared(talk: Talk, head: Head) -> Conversation[int]:
    """The last position at which the service's log is the one that was read here."""
    low, high = 0, min(talk.cursor.position, head.position)
    at = high
    while low < high:
        if (yield from _is_known(talk, at)):
            low = at
        else:
            high = at - 1
        at = (low + high + 1) // 2
    return low


def membership_at(talk: Talk, position: int) -> Membership:
    """Who belonged at a position that was read."""
    kept = {at: entry for at, entry in talk.state.statements if at <= position}
    return fold(talk.space, kept)


def read_on(talk: Talk, known: Membership) -> Conversation[tuple[Membership, list[bytes]]]:
    """The membership as the service's statements make it, and those read after `known`.

    Raises Untrusted `sync.*` for a statement that does not hold.
    """
    path, after, more = space_path(talk.space, Ask.STATEMENTS), known.position, True
    read: list[bytes] = []
    while more:
        answer = yield from talk.line.ask(path, StatementsRequest(after), StatementsAnswer)
        for position, entry in answer.entries:
            known, after = apply(known, parse_statement(entry), position), position
            read.append(entry)
        more = answer.more and bool(answer.entries)
    return known, read


def _is_known(talk: Talk, position: int) -> Conversation[bool]:
    running = talk.store.running_at(position)
    if running is None:
        return position == 0
    path = space_path(talk.space, Ask.HELLO)
    answer = yield from talk.line.ask(path, HelloRequest(position, running), HelloAnswer)
    return answer.known


def _rewind(talk: Talk, before: Membership, *, shared: int, generation: int) -> Rewind:
    present: Mapping[bytes, str] = {id: each.role for id, each in before.present.items()}
    known = talk.membership
    return Rewind(
        position=shared,
        running=talk.store.running_at(shared) or talk.space,
        generation=generation,
        lost_epochs=tuple(number for number in known.epochs if number not in before.epochs),
        present=present,
        gone=tuple(id for id in known.devices if id not in before.devices),
        undecided=tuple(each for each in known.decided if each not in before.decided),
    )
