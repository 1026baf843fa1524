"""Whether what a PC handed in after its removal lies in the log that a colleague's PC has read.

A receipt is the service's word, and a lead's decision names no more than a place: a service that
dropped the entry could put something else there for her to discard. A mark is a colleague's word.
"""

from __future__ import annotations

from app.errors import Untrusted
from sync.asking import ServiceRefused
from sync.exchange.talk import Talk
from sync.protocol.heads import Head, read_receipt
from sync.protocol.marks import parse_mark
from sync.protocol.refilling import MOST_HASHES, leads_to
from sync.protocol.wire import Ask, HashesAnswer, HashesRequest, space_path
from sync.steps import Conversation


def is_with_a_colleague(talk: Talk, position: int) -> Conversation[bool]:
    """Whether the entry that this device has a receipt for at a position stands there in the log of
    somebody who belongs now, by the hashes of all entries since this device's own cursor.

    A service that tells no hashes proves nothing.
    """
    head, receipts = _read_by_a_colleague(talk, position), talk.store.receipts(position, position)
    if head is None or not receipts or head.position - talk.cursor.position > MOST_HASHES:
        return False
    try:
        hashes = yield from _hashes(talk, head.position)
    except ServiceRefused:
        return False
    if len(hashes) != head.position - talk.cursor.position:
        return False
    entry = read_receipt(receipts[0], talk.state.service.signing).entry
    is_there = hashes[position - talk.cursor.position - 1] == entry
    return is_there and leads_to(head, talk.cursor.running, hashes)


def _hashes(talk: Talk, up_to: int) -> Conversation[tuple[bytes, ...]]:
    """Those of the entries above the cursor, as far as the service tells them."""
    path, after = space_path(talk.space, Ask.HASHES), talk.cursor.position
    found: list[bytes] = []
    while after + len(found) < up_to:
        asked = HashesRequest(after + len(found), up_to)
        answer = yield from talk.line.ask(path, asked, HashesAnswer)
        if not answer.hashes:
            break
        found += answer.hashes
    return tuple(found)


def _read_by_a_colleague(talk: Talk, position: int) -> Head | None:
    """The head nearest above a position that the mark of a device which belongs now names."""
    heads = (_head_of(talk, signed) for signed in talk.marks)
    above = [head for head in heads if head is not None and head.position >= position]
    return min(above, key=lambda head: head.position, default=None)


def _head_of(talk: Talk, signed: bytes) -> Head | None:
    try:
        mark, signature = parse_mark(signed)
        device = talk.newest.present.get(mark.device)
        if device is None or not device.holds_key or mark.space != talk.space:
            return None
        signature.check(device.keys.sign)
        head = talk.read_head(mark.head)
    except Untrusted:
        return None
    return head if head.generation == talk.cursor.generation else None
