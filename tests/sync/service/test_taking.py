from __future__ import annotations

from typing import Any

import pytest

from sync.protocol.heads import read_receipt
from sync.protocol.wire import Status
from sync.service import log
from sync.service.call import Call
from sync.service.exchange import Request
from sync.service.refusals import Refusal
from sync.service.store import Store
from sync.service.taking import lock_space, receipt

NOTHING = Request("POST", "/", "", {}, b"", "")


def test_a_space_that_is_not_kept_cannot_be_locked(office: Any, store: Store) -> None:
    call = Call(office.service, NOTHING, 0, space=bytes(32))

    with store.writing() as connection, pytest.raises(Refusal) as refused:
        lock_space(connection, call)

    assert refused.value.status == Status.UNKNOWN_SPACE


def test_a_receipt_stands_at_the_entrys_own_position_however_long_ago(
    team: Any, store: Store
) -> None:
    for _ in range(3):
        team.lead.push(team)
    call = Call(team.office.service, NOTHING, 99, space=team.space)
    with store.writing() as connection:
        tip = lock_space(connection, call)
        kept = log.by_hash(connection, team.space, team.space)
    assert kept is not None

    signed = read_receipt(
        receipt(call, tip, kept=kept, device=team.lead.id), team.office.service.keys.public
    )

    assert (tip.position, signed.position, signed.head.position) == (4, 1, 1)
    assert (signed.head.running, signed.head.time) == (kept.running, 99)
