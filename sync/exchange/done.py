"""Done: say what is set apart here, and keep how the clocks differ."""

from __future__ import annotations

from app.errors import Untrusted
from app.ports.exchange import EntryState
from sync.exchange import epoch_keys
from sync.exchange.talk import Talk
from sync.steps import Conversation

_SET_APART = {
    EntryState.PARKED: "exchange.parked",
    EntryState.HELD: "exchange.held",
}


def run(talk: Talk) -> Conversation[None]:
    """Count what is parked and held; a person is told each time until it is settled."""
    epoch_keys.tell_if_locked_out(talk)
    for state, code in _SET_APART.items():
        count = talk.store.count(state)
        if count:
            talk.report.problems.append(Untrusted(code, count=count))
    talk.store.keep_skew(talk.line.skew_ms)
    yield from ()
