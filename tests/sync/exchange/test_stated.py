"""A lead is told what she stated, the service signed for, and then lost before she had read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, Unreachable
from sync.removing import remove, rotate
from sync.roles import set_role
from tests.sync.exchange.going_on import let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, put_back

Team = tuple[PC, PC]
Carried = Callable[[Any, Any], Any]


def cut_off_after(pc: PC, carried: Carried) -> None:
    """State something, and lose the line once the service has signed for it."""
    signed = False

    def before(_name: str) -> None:
        if signed:
            raise Unreachable("exchange.unreachable")

    def after(name: str) -> None:
        nonlocal signed
        signed = signed or name == "statement"

    pc.wire.before, pc.wire.after = before, after
    with pytest.raises(Unreachable):
        pc.lane.about(carried).result()
    pc.wire.before = pc.wire.after = None


def removing(pc: PC) -> Carried:
    return lambda store, means: remove(store, pc.device, means)


def test_a_new_key_that_the_service_lost_is_told_until_there_is_another(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    all_sync(a, b)
    kept = copied()
    cut_off_after(a, rotate)
    put_back(office, kept, by_command=False)

    for _ in range(2):
        assert codes(a.sync()) == ["exchange.key_lost"]
    assert a.overview().spaces[0].problems == (("exchange.key_lost", {}),)
    assert a.overview().spaces[0].evidence == 1
    assert codes(b.sync()) == []

    a.lane.about(rotate).result()
    all_sync(a, b)


def test_what_the_service_kept_is_told_nobody(team: Team) -> None:
    a, b = team
    cut_off_after(a, rotate)
    all_sync(a, b)

    assert a.spaces.space(a.spaces.spaces()[0]).stated() == []


@pytest.mark.parametrize("by_command", [True, False])
def test_a_removal_that_a_colleague_gives_back_is_in_force(
    team: Team,
    office: Office,
    copied: Callable[[], Path],
    new_pc: Callable[..., PC],
    by_command: bool,
) -> None:
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    all_sync(a, b, c)
    kept = copied()
    cut_off_after(a, removing(b))
    c.sync()
    put_back(office, kept, by_command=by_command)
    assert codes(a.sync()) == ["exchange.removal_lost"]

    assert codes(c.sync()) == ["exchange.refilled"]

    all_sync(a, c)
    assert codes(b.sync()) == ["exchange.left"]


def test_one_that_no_pc_gives_back_is_made_once_more_after_history_went_on(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    all_sync(a, b, c)
    kept = copied()
    at = c.overview().spaces[0].position
    cut_off_after(a, removing(b))
    c.sync()
    c.alter("delete from sealed_entry where position > ?", at)
    put_back(office, kept, by_command=False)
    with pytest.raises(Refused, match="space.nothing_lost"):
        let_go_on(a)  # she was not told yet
    assert codes(a.sync()) == ["exchange.removal_lost"]

    let_go_on(a)

    assert codes(a.sync()) == ["exchange.not_in_force"]
    a.lane.about(lambda store, means: set_role(store, c.device, "lead", means)).result()
    assert codes(a.sync()) == ["exchange.not_in_force"]  # what is another act takes nothing back
    a.lane.about(removing(b)).result()
    all_sync(a, c)


def test_another_act_is_told_until_something_is_stated_again(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    all_sync(a, b)
    kept = copied()
    cut_off_after(a, lambda store, means: set_role(store, b.device, "reader", means))
    put_back(office, kept, by_command=False)
    assert codes(a.sync()) == ["exchange.statement_lost"]

    a.lane.about(lambda store, means: set_role(store, b.device, "reader", means)).result()

    all_sync(a, b)
