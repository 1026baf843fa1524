"""Membership: the statements made since, read before any entry that depends on them."""

from __future__ import annotations

from app.errors import Untrusted
from sync.exchange import epoch_keys
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
    ahead, after, more = talk.membership, talk.cursor.position, True
    announced: dict[int, bytes] = {}
    while more:
        answer = yield from talk.line.ask(path, StatementsRequest(after), StatementsAnswer)
        accept_head(talk, answer.head)
        for position, entry in answer.entries:
            if position <= after:
                raise Untrusted("sync.statement_order")
            ahead = ahead.apply(parse_statement(entry), position)
            announced[position], after = entry, position
        more = answer.more
        if more and not answer.entries:
            raise Untrusted("exchange.log_altered", position=after + 1)
    talk.ahead, talk.announced, talk.announced_to = ahead, announced, talk.head.position
    epoch_keys.learn(talk)
