"""Keep the mark that a device leaves: how far it has read, and what it then had."""

from __future__ import annotations

from sqlalchemy import Connection

from sync.protocol.heads import Head, read_head
from sync.protocol.marks import Mark, parse_mark
from sync.protocol.wire import MarkRequest, Nothing, Status
from sync.service import marks
from sync.service.call import Call
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.spaces import is_of_log, standing_next
from sync.service.store import Tip
from sync.service.taking import lock_space


def leave_mark(call: Call) -> Nothing:
    """Keep a device's mark in the place of its last.

    Raises Refusal `bad_request`, `not_signed`, `out_of_order` for one older than the last.
    """
    written = call.read(MarkRequest).mark
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        head = _checked(connection, call, tip=tip, written=written)
        last = marks.find_mark(connection, call.space, call.device)
        if last is not None and head.position < _head_of(call, parse_mark(last)[0]).position:
            raise Refusal(Status.OUT_OF_ORDER)
        marks.keep_mark(connection, call.space, device=call.device, mark=written)
    return Nothing()


def _checked(connection: Connection, call: Call, *, tip: Tip, written: bytes) -> Head:
    device = standing_next(call.service.memberships.at(connection, tip), call.device, tip)
    with refusing_untrusted():
        mark, signed = parse_mark(written)
        signed.check(device.keys.sign)
        head = _head_of(call, mark)
    if (mark.space, mark.device) != (call.space, call.device):
        raise Refusal(Status.BAD_REQUEST)
    if not is_of_log(connection, tip, head):
        raise Refusal(Status.BAD_REQUEST)
    return head


def _head_of(call: Call, mark: Mark) -> Head:
    return read_head(mark.head, call.service.keys.public)
