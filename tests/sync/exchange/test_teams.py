"""Another team's log, on a service that lost something which that team itself never missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.exchange.stated import KEY_LOST, NOT_IN_FORCE
from sync.going_on import go_on
from sync.removing import rotate
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, put_back
from tests.sync.exchange.two_teams import introduce, let_take, record_of, space_of, state, write

Team = tuple[PC, PC]


class Cut(Exception):
    """The exchange was ended."""


@pytest.fixture
def clinic(team: Team, new_pc: Callable[..., PC]) -> PC:
    """A practice with one PC, introduced to the team."""
    pc = new_pc("Sorrel Ashgate")
    pc.found(title="Ashgate Surgery")
    introduce(team[0], pc)
    all_sync(*team, pc)
    return pc


@pytest.fixture
def seen_by_the_clinic_alone(team: Team, clinic: PC, copied: Callable[[], Path]) -> Path:
    """A copy of before the team made new keys, of which its lead never heard that they stand."""
    a, _ = team
    let_take(a)
    kept = copied()
    asked: list[str] = []
    a.wire.before = lambda name: _until_it_is_stated(name, asked)
    with pytest.raises(Cut):
        a.lane.about(rotate).result()
    a.wire.before = None
    write(clinic, space_of(a))
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")
    return kept


def _until_it_is_stated(name: str, asked: list[str]) -> None:
    if "statement" in asked:
        raise Cut
    asked.append(name)


def lose(office: Office, kept: Path, pc: PC, clinic: PC) -> None:
    """Put the copy in place for good, and let the team go on above all that was seen of it.

    The clinic hears that what it had sent is not there any more.
    """
    put_back(office, kept, by_command=False)
    for nr in range(4):
        pc.note(f"took its place, {nr}")
        assert codes(pc.sync()) == [KEY_LOST]
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("written", "parcels.waits")


@pytest.mark.parametrize("is_stated_since", [False, True])
def test_keys_that_only_another_team_had_read_of_are_told_to_be_gone(
    team: Team, office: Office, clinic: PC, seen_by_the_clinic_alone: Path, is_stated_since: bool
) -> None:
    a, _ = team
    lose(office, seen_by_the_clinic_alone, a, clinic)
    if is_stated_since:
        a.lane.about(rotate).result()

    assert codes(clinic.sync()) == ["parcels.team_rolled_back"]

    assert state(clinic) == ("written", "parcels.team_rolled_back")


def test_once_a_lead_of_that_team_says_that_it_goes_on_a_referral_reaches_it(
    team: Team, office: Office, clinic: PC, seen_by_the_clinic_alone: Path
) -> None:
    a, _ = team
    lose(office, seen_by_the_clinic_alone, a, clinic)
    a.lane.about(lambda store, means: go_on(store, means, for_others=True)).result()

    assert codes(clinic.sync()) == []

    assert state(clinic) == ("sent", "")
    assert codes(a.sync()) == [NOT_IN_FORCE]
    assert a.has(record_of(clinic))


def test_keys_made_while_a_referral_is_on_its_way_are_used_the_next_time(
    team: Team, clinic: PC
) -> None:
    a, _ = team
    write(clinic, space_of(a))
    clinic.wire.before = lambda name: _make_keys(name, clinic, a)

    assert codes(clinic.sync()) == ["service.other_epoch"]
    assert state(clinic) == ("written", "parcels.waits")

    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")


def _make_keys(name: str, clinic: PC, team: PC) -> None:
    if name == "post_parcel":
        clinic.wire.before = None
        team.lane.about(rotate).result()
