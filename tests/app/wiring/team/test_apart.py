"""A space for named people is made beside the team’s, and refuses shares at once if wanted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import Refused
from app.wiring.team.apart import make_apart
from app.wiring.vaults import recovery, shares_way
from sync.recovering import membership_of
from tests.sync.conftest import new_pc, office
from tests.sync.exchange.offices import PC
from ui.team.facts import SpaceWish

_ = (new_pc, office)
WISH = SpaceWish("Case 12", refuses_shares=True)


def test_whose_own_vault_shares_open_makes_none_and_then_one_that_refuses_them(
    new_pc: Callable[[str], PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("sync.founding", "app.wiring.team.apart"):
        monkeypatch.setattr(f"{place}.service_words", lambda *_given: ("six",) * 6)
    a = new_pc("Wren Pepperday")
    home = a.found()
    a.lane.set_recovery(recovery.make_set().set).result()
    assert recovery.keep_slot_current(a.vault)

    with pytest.raises(Refused, match=r"space\.own_shares_way"):
        make_apart(a.lane, a.spaces, WISH)
    assert a.spaces.spaces() == [home]

    shares_way.make_code_alone(a.vault)
    made = make_apart(a.lane, a.spaces, WISH)

    assert a.spaces.spaces() == [home, made]
    assert membership_of(a.spaces.space(made).load()).no_team_recovery
    assert not membership_of(a.spaces.space(home).load()).no_team_recovery


def test_a_service_that_fails_behind_the_making_leaves_it_to_be_said(
    new_pc: Callable[[str], PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("sync.founding", "app.wiring.team.apart"):
        monkeypatch.setattr(f"{place}.service_words", lambda *_given: ("six",) * 6)
    a = new_pc("Wren Pepperday")
    a.found()

    def down(name: str) -> None:
        a.wire.office.is_up = name != "statement"

    a.wire.before = down
    with pytest.raises(Refused, match=r"space\.shares_not_refused"):
        make_apart(a.lane, a.spaces, WISH)

    made = a.spaces.spaces()[1]
    assert not membership_of(a.spaces.space(made).load()).no_team_recovery
