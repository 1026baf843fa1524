"""Requests of a member bent anywhere, then signed: none makes the service stumble or its log move.

`YARROW_EXAMPLES` is twice how many.
"""

from __future__ import annotations

import os
import random
from typing import Any

import cbor2

from sync.protocol.shapes import to_map
from sync.protocol.wire import (
    AppendRequest,
    Ask,
    HelloRequest,
    LogRequest,
    MarkRequest,
    StatementRequest,
    StatementsRequest,
    Status,
)
from tests.sync.hostile.mutations import bent

EXAMPLES = int(os.environ.get("YARROW_EXAMPLES", "100")) // 2
SEED = os.environ.get("YARROW_SEED", "")


def test_a_request_bent_anywhere_is_refused_or_does_what_it_says(team: Any) -> None:
    lead = team.lead
    entry, groups = lead.segment(team)
    true: dict[Ask, Any] = {
        Ask.HELLO: HelloRequest(1, b"r" * 32),
        Ask.STATEMENTS: StatementsRequest(0),
        Ask.LOG: LogRequest(0, 10_000),
        Ask.APPEND: AppendRequest(((entry, groups),)),
        Ask.MARK: MarkRequest(lead.mark(team, lead.seen)),
        Ask.STATEMENT: StatementRequest(lead.create(), None, None),
    }
    known = {"ok", *(str(status) for status in Status)}
    for number in range(EXAMPLES):
        chance = random.Random(f"{SEED} request {number}")
        ask = chance.choice(list(true))
        body = cbor2.dumps(bent(to_map(true[ask]), chance), canonical=True)
        team.office.now_ms += 2_000  # within a device's requests a minute
        before = team.head().running

        asked = lead.ask(team.path(ask), body)

        assert asked.status in known
        if asked.status != "ok" or ask is not Ask.APPEND:
            assert team.head().running == before, f"request {number}"
    assert lead.ask(team.path(Ask.HELLO), true[Ask.HELLO]).status == "ok"
