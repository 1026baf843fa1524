"""Take an entry into a log, with the receipt for it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from sync.protocol.heads import NO_INCARNATION, Receipt, sign_receipt
from sync.protocol.statements import Stated
from sync.protocol.wire import Status
from sync.service import log, store
from sync.service.call import Call
from sync.service.refusals import Refusal
from sync.service.spaces import head_of
from sync.service.store import NewEntry, Tip

FULL_WAIT_SECONDS = 3600


def lock_space(connection: Connection, call: Call) -> Tip:
    """The tip of the call's space, locked; raises Refusal `unknown_space`."""
    tip = store.lock(connection, call.space)
    if tip is None:
        raise Refusal(Status.UNKNOWN_SPACE)
    return tip


def take(connection: Connection, call: Call, *, before: Tip, new: NewEntry) -> Tip:
    """Append a checked entry; raises Refusal `too_many` where the space is full.

    Full is not the entry's fault: what waits on the PC goes on waiting.
    """
    if before.bytes_kept + new.size > call.service.settings.limits.space_bytes:
        raise Refusal(Status.TOO_MANY, wait=FULL_WAIT_SECONDS)
    return store.append(connection, before, new)


def statement_entry(call: Call, stated: Stated, *, entry: bytes, device: bytes) -> NewEntry:
    """A statement as the log takes it."""
    return NewEntry(entry, stated.hash, device, taken=call.now_ms)


def known_statement(
    connection: Connection, call: Call, *, tip: Tip, stated: Stated, device: bytes
) -> bytes | None:
    """The receipt for a statement that was taken before, None for one that was not."""
    kept = log.by_hash(connection, tip.space, stated.hash)
    return None if kept is None else receipt(call, tip, device=device, kept=kept)


def receipt(
    call: Call,
    tip: Tip,
    *,
    kept: log.Kept,
    device: bytes,
    incarnation: bytes = NO_INCARNATION,
    seq: int = 0,
) -> bytes:
    """The signed receipt for an entry at its position, the same for the same bytes sent again."""
    then = replace(tip, position=kept.position, running=kept.running)
    return sign_receipt(
        call.service.keys.signing,
        Receipt(
            head=head_of(then, call.now_ms),
            device=device,
            incarnation=incarnation,
            seq=seq,
            entry=kept.hash,
            position=kept.position,
        ),
    )


def kept_at(tip: Tip, entry_hash: bytes) -> log.Kept:
    """The entry that was just taken as this tip's newest."""
    return log.Kept(tip.position, entry_hash, tip.running)
