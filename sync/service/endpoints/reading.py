"""What a device reads: whether something is new, statements, and the log page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from sync.protocol.wire import (
    LARGEST_APPEND,
    MOST_HASHES_TOLD,
    HashesAnswer,
    HashesRequest,
    HelloAnswer,
    HelloRequest,
    LogAnswer,
    LogRequest,
    StatementsAnswer,
    StatementsRequest,
    Status,
)
from sync.service import erasing, log, mail, restoring, store
from sync.service.call import Call
from sync.service.marks import marks_of_others
from sync.service.refusals import Refusal
from sync.service.store import Tip
from sync.service.taking import lock_space


def hello(call: Call) -> HelloAnswer:
    """The head, whether the log holds what the device has read, and the others' marks.

    The marks are read first: one that was left meanwhile would lie beyond the head told beside
    it, which a device has to take for a log that was cut off.
    """
    asked = call.read(HelloRequest)
    with call.service.store.reading() as connection:
        marks = tuple(marks_of_others(connection, call.space, call.device))
        tip = _tip(connection, call)
        known = _is_known(connection, tip, asked)
        membership = call.service.memberships.at(connection, tip)
        is_due = erasing.are_due(connection, membership, call.now_ms)
        is_restoring = restoring.is_under_way(connection, call.space)
        waiting = mail.waiting(connection, call.space, call.device)
    if is_due:
        with call.service.store.writing() as connection:
            lock_space(connection, call)
            erasing.carry_out(connection, membership, call.now_ms, folder=call.objects_folder)
    if known and is_restoring:
        _hear(call)
    return HelloAnswer(head=call.head(tip), known=known, marks=marks, waiting=waiting)


def list_statements(call: Call) -> StatementsAnswer:
    """The statements after a position, as many as fit and at least one."""
    asked = call.read(StatementsRequest)
    with call.service.store.reading() as connection:
        return statements_after(connection, call, _tip(connection, call), after=asked.after)


def statements_after(
    connection: Connection, call: Call, tip: Tip, *, after: int
) -> StatementsAnswer:
    """The statements of a space after a position, as many as fit."""
    after = min(after, tip.position)
    found = log.statements(connection, tip.space, after=after, up_to=tip.position)
    entries = tuple(_that_fit(found))
    return StatementsAnswer(entries, call.head(tip), more=len(entries) < len(found))


def read_log(call: Call) -> LogAnswer:
    """The entries after a position with their groups, as many as fit."""
    asked = call.read(LogRequest)
    with call.service.store.reading() as connection:
        tip = _tip(connection, call)
        after = min(asked.after, tip.position)
        most = min(asked.most, LARGEST_APPEND)
        page = log.page(connection, tip, after=after, most=most)
        running = log.running_at(connection, tip, page.last)
    if running is None:
        raise Refusal(Status.DAMAGED)
    if len(page.entries) != page.last - after or (page.last == after) != (after == tip.position):
        raise Refusal(Status.DAMAGED)
    entries = tuple((entry, tuple(groups)) for entry, groups in page.entries)
    at = replace(tip, position=page.last, running=running)
    return LogAnswer(entries, call.head(at), call.head(tip), more=at != tip)


def list_hashes(call: Call) -> HashesAnswer:
    """The hashes of entries: what a device that leaves may know of a log it reads no more."""
    asked = call.read(HashesRequest)
    up_to = min(asked.up_to, asked.after + MOST_HASHES_TOLD)
    with call.service.store.reading() as connection:
        found = log.hashes(connection, call.space, after=asked.after, up_to=up_to)
    return HashesAnswer(tuple(found))


def _hear(call: Call) -> None:
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        membership = call.service.memberships.at(connection, tip)
        restoring.hear(connection, tip, call.device, membership)


def _that_fit(found: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    size = 0
    for position, entry in found:
        size += len(entry)
        if size > LARGEST_APPEND and size > len(entry):
            return
        yield position, entry


def _tip(connection: Connection, call: Call) -> Tip:
    tip = store.tip(connection, call.space)
    if tip is None:
        raise Refusal(Status.UNKNOWN_SPACE)
    return tip


def _is_known(connection: Connection, tip: Tip, asked: HelloRequest) -> bool:
    """Whether a position and its running hash are on the log; one above it cannot be."""
    if asked.position > tip.position:
        return False
    running = log.running_at(connection, tip, asked.position)
    if running is None:
        raise Refusal(Status.DAMAGED)
    return running == asked.running
