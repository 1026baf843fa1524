"""Take back what was lost: entries that a head of our own proves, at the places they had."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection

from sync.protocol.cose import type_of
from sync.protocol.heads import Head
from sync.protocol.refilling import RefillAnswer, RefillRequest, leads_to, read_shown
from sync.protocol.segments import check_group, parse_entry
from sync.protocol.statements import STATEMENT_TYPE, Create, Erase, Join, parse_statement
from sync.protocol.wire import Status
from sync.service import packages, restoring, store
from sync.service.call import Call
from sync.service.endpoints.belonging import ended
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.store import NewEntry, Tip
from sync.service.taking import lock_space

_Sent = tuple[bytes, tuple[bytes | None, ...]]
_Erased = frozenset[tuple[int, int]]


def refill(call: Call) -> RefillAnswer:
    """Put the entries where they stood; what is here already, or sent out of turn, changes nothing.

    Until the head that is shown is reached the space takes nothing else. Raises Refusal
    `bad_request` for what the head does not prove.
    """
    asked = call.read(RefillRequest)
    with refusing_untrusted():
        head = read_shown(asked.shown, call.service.keys.public)
    with call.service.store.writing() as connection:
        before = tip = lock_space(connection, call)
        known = call.service.memberships.at(connection, tip)
        if asked.after == tip.position < head.position:
            _require_proved(tip, head, asked)
            restoring.want(connection, tip.space, head.position)
            erased = _erased(asked) | {
                each for erasure in known.erasures.values() for each in erasure.groups
            }
            for sent in asked.entries:
                tip = _put(connection, tip, sent, erased=erased, taken=head.time)
    if tip != before:
        _end_packages(call)
    return RefillAnswer(call.head(tip))


def _require_proved(tip: Tip, head: Head, asked: RefillRequest) -> None:
    is_ours = (head.space, head.generation) == (tip.space, tip.generation)
    is_long = len(asked.hashes) == head.position - tip.position
    sent = tuple(sha256(entry).digest() for entry, _ in asked.entries)
    is_first = asked.hashes[: len(sent)] == sent
    if not (is_ours and is_long and is_first and leads_to(head, tip.running, asked.hashes)):
        raise Refusal(Status.BAD_REQUEST)


def _erased(asked: RefillRequest) -> _Erased:
    """What statements name that stand above, as their hashes prove."""
    named: set[tuple[int, int]] = set()
    proved = set(asked.hashes)
    for entry in asked.erasures:
        with refusing_untrusted():
            said = parse_statement(entry).content
        if not isinstance(said, Erase) or sha256(entry).digest() not in proved:
            raise Refusal(Status.BAD_REQUEST)
        named.update(said.groups)
    return frozenset(named)


def _put(connection: Connection, tip: Tip, sent: _Sent, *, erased: _Erased, taken: int) -> Tip:
    """`taken` is when the service signed the head shown: it had taken the entry by then."""
    written, groups = sent
    with refusing_untrusted():
        if type_of(written) == STATEMENT_TYPE:
            new = _statement(written, groups, taken)
        else:
            new = _segment(written, groups, taken, erased=erased, position=tip.position + 1)
    return store.append(connection, tip, new)


def _statement(written: bytes, groups: tuple[bytes | None, ...], taken: int) -> NewEntry:
    stated = parse_statement(written)
    said = stated.content
    if groups:
        raise Refusal(Status.BAD_REQUEST)
    device = said.device if isinstance(said, Create | Join) else said.by
    return NewEntry(written, stated.hash, device, taken=taken)


def _segment(
    written: bytes,
    groups: tuple[bytes | None, ...],
    taken: int,
    *,
    erased: _Erased,
    position: int,
) -> NewEntry:
    entry = parse_entry(written)
    if len(groups) != len(entry.groups):
        raise Refusal(Status.BAD_REQUEST)
    for index, group in enumerate(groups):
        if group is not None:
            check_group(entry, index, group)
        elif (position, index) not in erased:
            raise Refusal(Status.BAD_REQUEST)
    base = entry.base
    return NewEntry(
        written,
        entry.hash,
        base.device,
        taken=taken,
        incarnation=base.incarnation,
        seq=base.seq,
        groups=groups,
    )


def _end_packages(call: Call) -> None:
    """What invitations left behind that the statements given back have ended."""
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        known = call.service.memberships.at(connection, tip)
        for hash in ended(known):
            packages.end_package(connection, call.space, hash)
