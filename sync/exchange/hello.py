"""Hello: one signed head, which must continue the one known here, and the others' marks."""

from __future__ import annotations

from app.ports.exchange import Cursor
from sync.exchange import claims, refilling, renewing
from sync.exchange.talk import RENEWED, Frozen, Renewed, Talk
from sync.protocol.wire import Ask, HelloAnswer, HelloRequest, space_path
from sync.steps import Conversation

SHORTER = "exchange.history_shorter"


def run(talk: Talk) -> Conversation[None]:
    """Learn how far the log reaches now; one that lost what this PC holds is given it back, and
    one that a lead let go on without it is followed.

    Raises Frozen `exchange.history_shorter` or `exchange.history_differs` if the service's log
    does not hold what this device has read, and for evidence that it does not explain.
    """
    try:
        yield from greet(talk, talk.cursor)
    except Renewed as renewed:
        yield from renewing.run(talk, renewed.theirs)
        yield from greet(talk, talk.cursor)
    except Frozen as frozen:
        if frozen.code != SHORTER:
            raise
        yield from refilling.run(talk, frozen, frozen.theirs)
        yield from greet(talk, talk.cursor)
    claims.require_kept(talk)
    claims.take_back_lost(talk)


def greet(talk: Talk, cursor: Cursor) -> Conversation[None]:
    """The same from another place in the log than the vault's; raises as `run` does."""
    asked = HelloRequest(cursor.position, cursor.running)
    path = space_path(talk.space, Ask.HELLO)
    answer = yield from talk.line.ask(path, asked, HelloAnswer)
    accept_head(talk, answer.head)
    talk.report.was_reached = True
    if not answer.known:
        raise talk.freeze("exchange.history_differs", theirs=answer.head)
    talk.marks, talk.waiting = answer.marks, answer.waiting


def accept_head(talk: Talk, signed: bytes) -> None:
    """Take a head as the newest, if it continues what is known; raises as `run` does."""
    head = talk.read_head(signed)
    cursor = talk.cursor
    if head.generation > cursor.generation:
        raise Renewed(signed)
    if head.generation < cursor.generation:
        raise talk.freeze(RENEWED, theirs=signed)
    if head.position < cursor.position:
        raise talk.freeze(SHORTER, theirs=signed)
    if head.position == cursor.position and head.running != cursor.running:
        raise talk.freeze("exchange.history_differs", theirs=signed)
    talk.head, talk.head_bytes = head, signed
