"""Of two things done at the same time one fails, or the vault locks: the other's result stays."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Refused
from storage.spaces.store import VaultSpace
from sync.exchange import push
from tests.sync.exchange.offices import PC, codes, done


def states(pc: PC) -> list[str]:
    return [row[0] for row in pc.rows("select status from change order by nr")]


def refusing(code: str, *, after: int, method: Callable[..., Any]) -> Any:
    """The method, refused by the vault after so many calls."""
    calls = itertools.count()

    def called(*given: Any, **named: Any) -> Any:
        if next(calls) >= after:
            raise Refused(code)
        return method(*given, **named)

    return called


@pytest.fixture
def three_waiting(team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch) -> tuple[PC, PC]:
    """Wren has three notes to send, each in a request of its own."""
    monkeypatch.setattr(push, "_BATCH_BYTES", 1)
    for number in range(3):
        team[0].note(f"number {number}")
    return team


def test_what_was_received_is_known_though_what_follows_it_cannot_be_sealed(
    three_waiting: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = three_waiting
    with monkeypatch.context() as full:
        keep_sealed = refusing("vault.disk_full", after=1, method=VaultSpace.keep_sealed)
        full.setattr(VaultSpace, "keep_sealed", keep_sealed)

        totals = a.sync()

    assert codes(totals) == ["vault.disk_full"]
    assert totals.sent == 1
    assert states(a) == ["received", "waiting", "waiting"]
    assert done(a.sync()) == (2, 0, 0)
    assert done(b.sync()) == (0, 3, 0)


def test_a_lock_while_the_next_are_sealed_sets_nothing_aside(
    three_waiting: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = three_waiting
    with monkeypatch.context() as locking:
        # Its reads are refused a moment before its writes are.
        clock = refusing("vault.closed", after=1, method=VaultSpace.clock)
        locking.setattr(VaultSpace, "clock", clock)

        assert codes(a.sync()) == ["vault.closed"]

    assert a.rows("select count(*) from refusal") == [(0,)]
    assert codes(a.sync()) == []
    assert states(a) == ["received"] * 3
    assert done(b.sync()) == (0, 3, 0)
