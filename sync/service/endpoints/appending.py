"""Take segments into the log, in order, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from sync.protocol.heads import read_head
from sync.protocol.members import Device
from sync.protocol.segments import NONE_BEFORE, Entry, check_group, parse_entry, verify_entry
from sync.protocol.wire import LARGEST_APPEND, AppendAnswer, AppendRequest, Status
from sync.service import log, restoring
from sync.service.call import Call
from sync.service.leavers import who_appends
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.spaces import is_of_log
from sync.service.store import NewEntry, Tip
from sync.service.taking import kept_at, lock_space, receipt, take

_Result = tuple[Literal["receipt", "refused"], bytes | str]
_PAST_CLOCKS = 2**63  # milliseconds x 2^16; PCs keep it as a signed number


@dataclass(frozen=True)
class _Sent:
    """A segment as it came, its signature and groups checked."""

    entry: Entry
    written: bytes
    groups: tuple[bytes, ...]


def append(call: Call) -> AppendAnswer:
    """Take each segment in order; after one that is refused, none.

    Those before it keep their place. Raises Refusal `no_standing`, `too_large`, `too_many`,
    `restoring`.
    """
    segments = call.read(AppendRequest).segments
    if len(segments) > 1 and _size(segments) > LARGEST_APPEND:
        raise Refusal(Status.TOO_LARGE)
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        restoring.require_whole(connection, tip.space)
        membership = call.service.memberships.at(connection, tip)
        device = who_appends(connection, call, membership, tip, size=_size(segments))
        if not device.may_write and not _are_looks_alone(device, segments):
            raise Refusal(Status.NO_STANDING)
        results = tuple(_take_each(connection, call, tip=tip, device=device, segments=segments))
    return AppendAnswer(results)


def _are_looks_alone(device: Device, segments: Sequence[tuple[bytes, tuple[bytes, ...]]]) -> bool:
    """Whether all of it are lines of the access log, which readers write too."""
    with refusing_untrusted():
        return device.holds_key and all(parse_entry(entry).is_looks for entry, _ in segments)


def _take_each(
    connection: Connection,
    call: Call,
    *,
    tip: Tip,
    device: Device,
    segments: Sequence[tuple[bytes, tuple[bytes, ...]]],
) -> Iterator[_Result]:
    refused: Status | None = None
    for written, groups in segments:
        if refused is not None:
            yield "refused", Status.AFTER_REFUSED.value
            continue
        try:
            sent = _checked(call, device, written=written, groups=groups)
            tip, signed = _take_one(connection, call, device, tip=tip, sent=sent)
        except Refusal as refusal:
            if refusal.wait:
                raise
            refused = refusal.status
            yield "refused", refused.value
        else:
            yield "receipt", signed


def _checked(call: Call, device: Device, *, written: bytes, groups: tuple[bytes, ...]) -> _Sent:
    with refusing_untrusted():
        entry = parse_entry(written)
        if (entry.base.space, entry.base.device) != (call.space, device.id):
            raise Refusal(Status.BAD_REQUEST)
        if entry.base.clock >= _PAST_CLOCKS:
            raise Refusal(Status.BAD_REQUEST)
        verify_entry(entry, device.keys.sign)
        if len(groups) != len(entry.groups):
            raise Refusal(Status.BAD_REQUEST)
        for index, group in enumerate(groups):
            check_group(entry, index, group)
    return _Sent(entry, written, groups)


def _take_one(
    connection: Connection, call: Call, device: Device, *, tip: Tip, sent: _Sent
) -> tuple[Tip, bytes]:
    base = sent.entry.base
    numbers = {"device": base.device, "incarnation": base.incarnation}
    kept = log.by_number(connection, tip.space, seq=base.seq, **numbers)
    if kept is None:
        _check_order(connection, tip, sent.entry, is_leaving=device.removed is not None)
        _check_seen(connection, call, tip=tip, entry=sent.entry)
        tip = take(connection, call, before=tip, new=_as_new(call, sent))
        kept = kept_at(tip, sent.entry.hash)
    elif kept.hash != sent.entry.hash:
        raise Refusal(Status.NUMBER_TAKEN)
    return tip, receipt(call, tip, kept=kept, seq=base.seq, **numbers)


def _check_order(connection: Connection, tip: Tip, entry: Entry, *, is_leaving: bool) -> None:
    """Numbers without gaps, and the segment before it named.

    Of a device that leaves a copy may hand in too: it cannot read what the other has sent, so that
    it knows no better than to name an older one. Leads decide on its entries one by one.
    """
    base = entry.base
    last = log.last_seq(connection, tip.space, device=base.device, incarnation=base.incarnation)
    previous = log.last_segment(connection, tip.space, base.device) or NONE_BEFORE
    is_next = base.previous == previous or is_leaving
    if base.seq != last + 1 or not is_next:
        raise Refusal(Status.OUT_OF_ORDER)


def _check_seen(connection: Connection, call: Call, *, tip: Tip, entry: Entry) -> None:
    """The head an author had must be one of this log, below the entry's own position.

    One that was signed before the log was put back from an older copy would make every reader
    take this log for another.
    """
    with refusing_untrusted():
        seen = read_head(entry.base.seen, call.service.keys.public)
    if not is_of_log(connection, tip, seen):
        raise Refusal(Status.BAD_REQUEST)


def _as_new(call: Call, sent: _Sent) -> NewEntry:
    base = sent.entry.base
    return NewEntry(
        sent.written,
        sent.entry.hash,
        base.device,
        taken=call.now_ms,
        incarnation=base.incarnation,
        seq=base.seq,
        groups=sent.groups,
    )


def _size(segments: Sequence[tuple[bytes, tuple[bytes, ...]]]) -> int:
    return sum(len(entry) + sum(map(len, groups)) for entry, groups in segments)
