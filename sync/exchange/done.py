"""Done: say what is set apart here, and keep how the clocks differ."""

from __future__ import annotations

from datetime import timedelta

from app.errors import Refused, Untrusted
from app.ports.exchange import EntryState
from sync.exchange import epoch_keys
from sync.exchange.talk import Talk
from sync.protocol.statements import parse_statement
from sync.steps import Conversation

ON_SPARE = "exchange.on_spare"
_SET_APART = {
    EntryState.PARKED: "exchange.parked",
    EntryState.HELD: "exchange.held",
}


def run(talk: Talk) -> Conversation[None]:
    """Count what is parked and held; a person is told each time until it is settled.

    Who waits to be admitted was told so; nothing that is parked then lacks a key by mistake.
    """
    epoch_keys.tell_if_locked_out(talk)
    own = talk.newest.present.get(talk.device)
    for state, code in _SET_APART.items():
        count = talk.store.count(state)
        is_expected = own is not None and not own.is_admitted and state is EntryState.PARKED
        if count and not is_expected:
            talk.report.problems.append(Untrusted(code, count=count))
    if _runs_on_spare(talk):
        talk.report.problems.append(Refused(ON_SPARE))
    days = _silent_days(talk)
    if days:
        talk.report.problems.append(Untrusted("exchange.nobody_heard", days=days))
    talk.report.skew_ms = talk.line.skew_ms
    yield from ()


def _runs_on_spare(talk: Talk) -> bool:
    """Whether the service has changed to its spare key, and no lead has said the next one yet.

    Until then another change would make every PC of the space refuse it. Leads alone are told.
    """
    own, service = talk.newest.present.get(talk.device), talk.newest.service
    return (
        own is not None and own.is_lead and service is not None and talk.line.met == service.pins[1]
    )


def _silent_days(talk: Talk) -> int:
    """For how many days no other PC was heard from, 0 below those of the space's lease.

    Where nobody left a mark yet it counts from the newest statement: she who joined just now has
    not had the time.
    """
    known, policy = talk.membership, talk.membership.policy
    others = [d for d in known.present.values() if d.id != talk.device and not d.is_door]
    if not others or policy is None or not talk.state.statements:
        return 0
    since_ms = max(talk.heard_ms, _newest_statement_ms(talk))
    days = timedelta(milliseconds=max(0, talk.line.now_ms - since_ms)).days
    return days if days > policy.lease_days else 0


def _newest_statement_ms(talk: Talk) -> int:
    """When the newest was made, by the clock of the lead who made it, and not after it came here:
    hers may be years ahead.
    """
    position, entry = talk.state.statements[-1]
    return min(parse_statement(entry).content.time, talk.store.taken_ms(position))
