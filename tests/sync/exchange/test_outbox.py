"""Parcels between the vaults of two teams, through a real service."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sync.exchange.offices import PC, codes
from tests.sync.exchange.two_teams import (
    introduce,
    let_take,
    record_of,
    space_of,
    state,
    write,
)


@pytest.fixture
def clinic(new_pc: Callable[..., PC]) -> PC:
    """A practice with one PC, that refers."""
    pc = new_pc("Sorrel Ashgate")
    pc.found(title="Ashgate Surgery")
    return pc


def test_a_parcel_goes_to_the_other_team_and_its_state_comes_back(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, b = team
    introduce(a, clinic)
    takers = [let_take(pc) for pc in (a, b)]
    write(clinic, space_of(a))

    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")
    assert codes(a.sync()) == codes(b.sync()) == []
    assert a.has(record_of(clinic)) and b.has(record_of(clinic))
    assert len(takers[0].taken) == len(takers[1].taken) == 1
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("received", "")
    for pc in (a, b, a):
        pc.sync()
    assert a.digest() == b.digest()
    assert len(a.rows("select 1 from record where kind = 'referral'")) == 1
    assert a.rows("select clashes from record where kind = 'referral'") == [(0,)]
