"""A ward PC that was cut off is set up anew, and nothing that was sealed at it is lost by that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.ports.door import DoorState
from app.wiring.door.home import take_in_here
from app.wiring.referrals.taking import take_in
from storage.door.folder import DoorFolder, SetUp
from storage.spaces.store import VaultSpaces
from sync.door.sending import send
from sync.removing import remove
from sync.runner import SyncLane
from tests.sync.door.doors import SHORT, WardPC
from tests.sync.exchange.offices import PC, Office
from tests.sync.refusing import refused_with


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = taking_in(new_pc("Wren Pepperday"))
    pc.found()
    return pc


def taking_in(pc: PC) -> PC:
    """A PC that makes records of what comes, as the program does."""
    pc.lane.close()
    spaces = VaultSpaces(pc.vault, take_in=take_in)
    pc.lane = SyncLane(spaces, means=pc.means, transport=pc.transport)
    return pc


@pytest.fixture
def door(tmp_path: Path, office: Office, lead: PC) -> WardPC:
    made = WardPC(tmp_path / "ward", office)
    made.join(lead.invite(name="Fernhollow", role="writer"))
    lead.sync()
    return made


def cut_off(lead: PC, door: WardPC) -> None:
    device = door.folder.door().device
    assert lead.lane.about(lambda store, means: remove(store, device, means)).result()
    assert refused_with(lambda: door.carry(send(door.folder, door.means))) == "door.cut_off"


def anew(door: WardPC, code: str) -> None:
    door.folder = DoorFolder(door.path, SetUp("Fernhollow ward", SHORT, is_training=True))
    door.join(code)


def states(door: WardPC) -> list[DoorState]:
    return [row.state for row in door.folder.rows()]


def apart(lead: PC) -> list[Any]:
    return lead.vault.read(lambda reading: reading.parcels.apart()).result()


def let_in(lead: PC) -> None:
    for each in apart(lead):
        lead.vault.write(lambda session, one=each: session.parcels.let_in(one)).result()


def marks(lead: PC) -> int:
    return len(lead.rows("select 1 from record where kind = 'ward_door'"))


def test_what_waited_at_a_pc_that_was_cut_off_goes_with_the_next_code_and_a_lead_lets_it_count(
    lead: PC, door: WardPC, new_pc: Callable[..., PC]
) -> None:
    door.seal()
    cut_off(lead, door)
    assert states(door) == [DoorState.WAITING]

    anew(door, lead.invite(name="Fernhollow again", role="writer"))
    door.seal(b"s" * 16)
    assert door.carry(send(door.folder, door.means)).received == 2
    member = taking_in(new_pc("Linnet Marrowby"))
    member.join(lead.invite())
    for pc in (lead, member):
        pc.sync()

    assert [each.why for each in apart(lead)] == ["parcels.door_removed"]
    assert marks(lead) == 1 and len(apart(member)) == 1
    let_in(lead)
    for pc in (lead, lead, member):
        pc.sync()
    assert marks(lead) == marks(member) == 2
    assert apart(member) == []  # one word is enough
    door.carry(send(door.folder, door.means))
    assert states(door) == [DoorState.TAKEN] * 2


def test_what_a_member_took_in_at_a_pc_that_was_cut_off_does_not_wait_there_for_ever(
    lead: PC, door: WardPC
) -> None:
    door.seal()
    cut_off(lead, door)
    lead.sync()

    assert take_in_here(lead.vault, door.folder) == 1
    assert states(door) == [DoorState.WAITING]
    let_in(lead)
    for _ in range(2):
        lead.sync()
    take_in_here(lead.vault, door.folder)
    assert states(door) == [DoorState.TAKEN]


def test_a_pc_with_something_of_one_team_is_never_given_to_another(
    lead: PC, door: WardPC, new_pc: Callable[..., PC]
) -> None:
    other = new_pc("Linnet Marrowby")
    other.found(title="Hollin Bank")

    def code() -> str:
        return other.invite(name="Any", role="writer")

    assert refused_with(lambda: anew(door, code())) == "door.already"
    door.folder = DoorFolder(door.path)
    door.seal()
    cut_off(lead, door)
    assert refused_with(lambda: anew(door, code())) == "door.other_team_waits"
    # Even with its own file spoilt it knows whose the sealed ones are.
    (door.path / "door").write_bytes(b"\xa1")
    assert refused_with(lambda: anew(door, code())) == "door.other_team_waits"
    anew(door, lead.invite(name="Fernhollow", role="writer"))
    assert states(door) == [DoorState.WAITING]
