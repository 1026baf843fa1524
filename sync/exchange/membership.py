"""Membership: the statements made since, read before any entry that depends on them."""

from __future__ import annotations

from app.errors import Untrusted
from sync.exchange.hello import accept_head
from sync.exchange.talk import Talk
from sync.protocol.statements import parse_statement
from sync.protocol.wire import Ask, StatementsAnswer, StatementsRequest, space_path
from sync.steps import Conversation


def run(talk: Talk) -> Conversation[None]:
    """Check who belongs now, from the space's first statement on; pull takes them in.

    Raises Untrusted `sync.*` for a statement that does not hold.
    """
    if talk.head is None or talk.head.position == talk.cursor.position:
        return
    path = space_path(talk.space, Ask.STATEMENTS)
    asked = StatementsRequest(talk.cursor.position)
    answer = yield from talk.line.ask(path, asked, StatementsAnswer)
    accept_head(talk, answer.head)
    ahead = talk.membership
    for position, entry in answer.entries:
        if position <= talk.cursor.position:
            raise Untrusted("sync.statement_order")
        ahead = ahead.apply(parse_statement(entry), position)
    talk.announced, talk.announced_to = dict(answer.entries), talk.head.position
