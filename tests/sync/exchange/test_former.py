"""What was sealed before a service lost part of its log is opened by what was known then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import Unreachable
from app.ports.door import DoorState
from app.usecases.ward import taking_in
from storage.spaces.store import VaultSpaces
from sync.removing import remove
from sync.runner import SyncLane
from tests.sync.door.doors import WardPC
from tests.sync.exchange.going_on import forget_sealed, let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, position_of, put_back
from tests.sync.exchange.two_teams import apart, introduce, let_take, space_of, state, write
from tests.sync.exchange.ward import posted, ward_records

Team = tuple[PC, PC]


def let_take_in(*pcs: PC) -> None:
    for pc in pcs:
        pc.lane.close()
        pc.spaces = VaultSpaces(pc.vault, take_in=taking_in.take_in)
        pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)


def take_out(lead: PC, device: bytes) -> None:
    """Remove a PC; the team has another key from then on."""
    lead.lane.about(lambda store, means: remove(store, device, means)).result()


def test_what_a_ward_pc_sealed_to_a_key_that_was_lost_is_taken_in_by_who_had_it(
    team: Team,
    office: Office,
    copied: Callable[[], Path],
    new_pc: Callable[..., PC],
    tmp_path: Path,
) -> None:
    a, b = team
    let_take_in(a, b)
    door, c = WardPC(tmp_path / "ward", office), new_pc("Bram Ellery")
    door.join(a.invite(name="Fernhollow", role="writer"))
    c.join(a.invite())
    all_sync(a, b, c)
    kept, at = copied(), position_of(a)
    a.note("the first that is lost")
    a.sync()
    take_out(a, c.device)
    all_sync(a, b)
    posted(door)  # it reads of the new key, and then the ward has no network
    sealed = [door.seal(bytes([number]) * 16) for number in (1, 2)]
    assert {each.epoch for each in sealed} == {2}
    forget_sealed(a, b, above=at)
    put_back(office, kept)
    assert let_go_on(a).to_remove == (c.device,)

    assert posted(door).received == 2
    all_sync(a)
    assert len(ward_records(a)) == 2
    assert apart(a) == []

    take_out(a, c.device)  # the second key of this number, which opens nothing of it
    all_sync(a, b)
    assert ward_records(b) == ward_records(a)
    assert posted(door).taken == 2
    newcomer = door.seal(b"n" * 16)
    assert (newcomer.epoch, posted(door).received) == (2, 1)
    all_sync(b, a)
    assert len(ward_records(a)) == 3
    assert a.digest() == b.digest()
    assert {row.state for row in door.folder.rows()} <= {DoorState.TAKEN, DoorState.RECEIVED}


def test_a_head_of_before_a_loss_is_judged_as_far_as_the_log_goes_on_from_it(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    clinic = new_pc("Sorrel Ashgate")
    clinic.found(title="Ashgate Surgery")
    introduce(a, clinic)
    let_take(a)
    all_sync(a, b, clinic)
    kept, at = copied(), position_of(clinic)
    for number in range(3):
        clinic.note(f"lost {number}")
        clinic.sync()
    write(clinic, space_of(a))
    clinic.wire.after = cut_at_post
    clinic.sync()
    clinic.wire.after = None
    forget_sealed(clinic, above=at)
    put_back(office, kept)
    all_sync(a, b)
    let_go_on(clinic)

    for pc in (clinic, a, clinic):
        assert codes(pc.sync()) == []
    assert state(clinic) == ("received", "")
    assert apart(a) == []


def cut_at_post(name: str) -> None:
    if name == "post_parcel":
        raise Unreachable("exchange.cut_off")
