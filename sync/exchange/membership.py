"""Membership: the statements made since, read before any entry that depends on them."""

from __future__ import annotations

from app.errors import Refused, Untrusted
from sync.exchange import epoch_keys
from sync.exchange.hello import accept_head
from sync.exchange.talk import Talk
from sync.protocol.program import PROGRAM
from sync.protocol.rules.applying import apply
from sync.protocol.statements import parse_statement
from sync.protocol.wire import Ask, StatementsAnswer, StatementsRequest, space_path
from sync.steps import Conversation


def run(talk: Talk) -> Conversation[None]:
    """Check who belongs now, from the space's first statement on; pull takes them in.

    Raises Untrusted `sync.*` for a statement that does not hold, Refused `exchange.least_version`
    where the team's policy wants a newer program, `exchange.no_team_recovery` where it refuses this
    vault as long as a team's shares open it: nothing more is read or sent then.
    """
    if talk.head is not None and talk.head.position != talk.cursor.position:
        yield from _read(talk, talk.head.position)
    policy = talk.newest.policy
    if _is_refused(talk):
        raise Refused("exchange.no_team_recovery")
    _keep_lease(talk)
    if policy is not None and policy.least_version > PROGRAM:
        raise Refused("exchange.least_version", least=policy.least_version, here=PROGRAM)


def _is_refused(talk: Talk) -> bool:
    """Who was removed hands in what waits all the same."""
    own = talk.newest.devices.get(talk.device)
    belongs = own is None or own.removed is None
    return talk.newest.no_team_recovery and belongs and talk.store.is_open_to_shares()


def _keep_lease(talk: Talk) -> None:
    """The service signed a head just now, and all that it says of who belongs has been read."""
    own, policy, head = talk.newest.devices.get(talk.device), talk.newest.policy, talk.head
    if own is not None and own.removed is not None:
        talk.store.end_by_removal(own.removed)
    elif policy is not None and head is not None:
        talk.store.renew_lease(head_ms=head.time, days=policy.lease_days)


def _read(talk: Talk, to: int) -> Conversation[None]:
    path = space_path(talk.space, Ask.STATEMENTS)
    ahead, after, more = talk.membership, talk.cursor.position, True
    announced: dict[int, bytes] = {}
    while more:
        answer = yield from talk.line.ask(path, StatementsRequest(after), StatementsAnswer)
        accept_head(talk, answer.head)
        for position, entry in answer.entries:
            if position <= after:
                raise Untrusted("sync.statement_order")
            ahead = apply(ahead, parse_statement(entry), position)
            announced[position], after = entry, position
        more = answer.more
        if more and not answer.entries:
            raise Untrusted("exchange.log_altered", position=after + 1)
    talk.ahead, talk.announced, talk.announced_to = ahead, announced, to
    epoch_keys.learn(talk)
