"""Looks: lines of the access log, sealed to the leads; neither digest knows of them.

They go as segments of their own before what waits, and count as nothing sent. A lead's PC opens
those of colleagues once they are taken in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256

from app.errors import Untrusted
from app.ports.exchange import LogEntry, Sealed
from app.ports.looks import Batch, Line, LookStore
from sync.exchange.talk import Talk
from sync.protocol.epochs import Wrapped
from sync.protocol.keys import KeyPair
from sync.protocol.looks import LONGEST_DETAIL, MOST_LOOKS, Look, open_looks, seal_looks
from sync.protocol.segments import LOOKS_TYPE, NONE_BEFORE, Header, make_entry, parse_entry
from sync.steps import Conversation

_MOST_SEGMENTS = 10
_MOST_OPENED = 200


def seal(talk: Talk) -> Conversation[None]:
    """Seal what waits of this vault's own access log; the push sends it.

    A reader sends this and nothing else: what she sealed while she had another part waits again.
    """
    yield from ()
    store, device = talk.looks, talk.newest.devices.get(talk.device)
    if store is None or device is None or device.removed is not None or not talk.cursor.head:
        return
    if not device.may_write and any(not is_of_looks(each) for each in talk.store.sealed()):
        talk.renumber()
    if talk.store.sealed():
        return
    previous = talk.store.last_sent() or NONE_BEFORE
    for _ in range(_MOST_SEGMENTS):
        batch = store.waiting(MOST_LOOKS)
        if batch is None:
            return
        if not batch.lines:
            store.keep_all_apart(batch.last)
            continue
        segment = _sealed(talk, batch, previous)
        store.keep_sealed(segment, batch.last)
        talk.seq, previous = segment.seq, segment.hash


def read(talk: Talk) -> Conversation[None]:
    """Open what colleagues sealed to the leads, if this PC is one's and has the key."""
    yield from ()
    store, wraps = talk.looks, list(_wraps(talk))
    if store is None or not wraps:
        return
    # Opening the keys takes longer than finding out that there is nothing for them.
    pairs: dict[int, KeyPair] | None = None
    while entries := store.unopened(len(wraps), _MOST_OPENED):
        pairs = _pairs(talk, wraps) if pairs is None else pairs
        for entry in entries:
            _open(store, entry, pairs)
        store.keep_tried(len(wraps), entries[-1].position)


def is_of_looks(segment: Sealed) -> bool:
    """Whether a segment of this device holds lines of the access log."""
    return parse_entry(segment.entry).is_looks


def _open(store: LookStore, entry: LogEntry, pairs: dict[int, KeyPair]) -> None:
    """What its author sealed wrongly opens for nobody, and stops nothing."""
    segment = parse_entry(entry.entry)
    pair = pairs.get(segment.base.epoch)
    if pair is None:
        return
    lines: list[Line] = []
    with suppress(Untrusted):
        for group in entry.groups:
            looks = () if group is None else open_looks(pair, segment.base, group)
            lines += [Line(*astuple(look)) for look in looks]
        store.keep_opened(entry.position, segment.base.device, lines)


def _wraps(talk: Talk) -> Iterator[tuple[int, Wrapped]]:
    """What may hold an audit key for this PC, by epoch."""
    device = talk.newest.devices.get(talk.device)
    if device is not None and device.is_lead:
        for number, epoch in talk.newest.epochs.items():
            for wrapped in epoch.audit_wraps_to(talk.device):
                yield number, wrapped


def _pairs(talk: Talk, wraps: Sequence[tuple[int, Wrapped]]) -> dict[int, KeyPair]:
    """The audit key pairs that are in these, by epoch."""
    pairs: dict[int, KeyPair] = {}
    for number, wrapped in wraps:
        if number not in pairs:
            with suppress(Untrusted):
                pair = wrapped.audit_keys(talk.keys.hpke)
                if pair.public == talk.newest.epochs[number].content.audit.public:
                    pairs[number] = pair
    return pairs


def _sealed(talk: Talk, batch: Batch, previous: bytes) -> Sealed:
    epoch = talk.newest.epochs[max(talk.newest.epochs)]
    base = Header(
        space=talk.space,
        device=talk.device,
        incarnation=talk.incarnation,
        seq=talk.seq + 1,
        previous=previous,
        epoch=epoch.content.epoch,
        seen=talk.cursor.head,
        clock=talk.store.clock(),
    )
    looks = [_look(line) for line in batch.lines]
    groups = (seal_looks(epoch.content.audit.public, base, looks),)
    entry = make_entry(talk.keys.sign, base, groups, typ=LOOKS_TYPE)
    hash = sha256(entry).digest()
    return Sealed(talk.incarnation, base.seq, hash, entry, groups, ((),))


def _look(line: Line) -> Look:
    detail = line.detail[:LONGEST_DETAIL]
    return Look(line.ms, line.what, line.subject, line.record, detail)
