"""Attachments' objects: what is held of them, a chunk to keep, a chunk to hand out."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection

from sync.protocol.objects import (
    CHUNK,
    MOST_CHUNKS,
    MOST_HELD,
    ChunkAnswer,
    ChunkRequest,
    KeepRequest,
    KeptAnswer,
    ObjectsAnswer,
    ObjectsRequest,
)
from sync.protocol.wire import Status
from sync.service import erasing, objects, restoring
from sync.service.call import Call
from sync.service.logs import REQUESTS
from sync.service.objects import Copy
from sync.service.refusals import Refusal
from sync.service.spaces import standing_next
from sync.service.taking import FULL_WAIT_SECONDS, lock_space

_BROKEN_WAIT_SECONDS = 600


def list_objects(call: Call) -> ObjectsAnswer:
    """How much is held of some objects, copy by copy."""
    asked = call.read(ObjectsRequest)
    with call.service.store.reading() as connection:
        found = objects.copies(connection, call.space, asked.objects, most=MOST_HELD)
    return ObjectsAnswer(tuple(found))


def keep_chunk(call: Call) -> KeptAnswer:
    """Keep the next chunk of this device's copy; one that is there already is answered again.

    Raises Refusal `bad_request`, `no_standing`, `out_of_order`, `number_taken` for other bytes at
    the same place, `too_many` where there is no room, `restoring`.
    """
    asked = call.read(KeepRequest)
    is_whole_size = len(asked.chunk) == CHUNK
    if asked.index >= MOST_CHUNKS or not (is_whole_size or asked.is_last):
        raise Refusal(Status.BAD_REQUEST)
    copy = Copy(call.space, asked.object, call.device)
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        restoring.require_whole(connection, tip.space)
        membership = call.service.memberships.at(connection, tip)
        if not standing_next(membership, call.device, tip).may_write:
            raise Refusal(Status.NO_STANDING)
        if erasing.is_erased(membership, asked.object, call.now_ms):
            raise Refusal(Status.BAD_REQUEST)
        before = objects.held(connection, copy)
        if asked.index < before.chunks:
            _check_same(connection, copy, asked, chunks=before.chunks, is_whole=before.is_whole)
            return KeptAnswer(before.chunks)
        if asked.index > before.chunks or before.is_whole:
            raise Refusal(Status.OUT_OF_ORDER)
        return KeptAnswer(_keep(connection, call, copy=copy, asked=asked))


def hand_out_chunk(call: Call) -> ChunkAnswer:
    """A chunk of a copy, null where it is not or no longer here."""
    asked = call.read(ChunkRequest)
    copy = Copy(call.space, asked.object, asked.device)
    if asked.index >= MOST_CHUNKS:
        raise Refusal(Status.BAD_REQUEST)
    with call.service.store.reading() as connection:
        return ChunkAnswer(objects.read(connection, copy, asked.index, folder=call.objects_folder))


def _keep(connection: Connection, call: Call, *, copy: Copy, asked: KeepRequest) -> int:
    kept = objects.bytes_of(connection, call.space)
    if kept + len(asked.chunk) > call.service.settings.limits.object_bytes:
        raise Refusal(Status.TOO_MANY, wait=FULL_WAIT_SECONDS)
    try:
        after = objects.keep(
            connection,
            copy,
            asked.chunk,
            is_last=asked.is_last,
            taken=call.now_ms,
            folder=call.objects_folder,
        )
    except OSError as error:
        REQUESTS.warning("objects: %s", type(error).__name__)
        raise Refusal(Status.TOO_MANY, wait=_BROKEN_WAIT_SECONDS) from error
    return after.chunks


def _check_same(
    connection: Connection, copy: Copy, asked: KeepRequest, *, chunks: int, is_whole: bool
) -> None:
    is_last = is_whole and asked.index == chunks - 1
    known = objects.hash_at(connection, copy, asked.index)
    if known != sha256(asked.chunk).digest() or asked.is_last != is_last:
        raise Refusal(Status.NUMBER_TAKEN)
