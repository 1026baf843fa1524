"""A ward PC says "received" and "taken in" only of what is so, and throws nothing away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.ports.door import DoorState
from app.usecases.ward import taking_in
from sync.door.sending import send
from sync.protocol.keys import DeviceKeys
from sync.protocol.parcels import Taken, sign_taken
from sync.protocol.wire import Ask, Status
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office, bending
from tests.sync.refusing import refused_with


def sent(door: WardPC) -> Any:
    return door.carry(send(door.folder, door.means))


def states(door: WardPC) -> list[DoorState]:
    return [row.state for row in door.folder.rows()]


def test_without_network_it_waits_and_is_posted_once_when_there_is_some(
    lead: PC, door: WardPC, office: Office
) -> None:
    door.seal()
    office.is_up = False
    assert refused_with(lambda: sent(door)) == "exchange.unreachable"
    assert states(door) == [DoorState.WAITING]

    office.is_up = True
    assert (sent(door).received, states(door)) == (1, [DoorState.RECEIVED])
    assert "post_parcel" in door.wire.asked
    door.wire.asked.clear()
    sent(door)
    assert "post_parcel" not in door.wire.asked
    door.wire.bend = bending("parcel_states", lambda _: {"states": [["unknown", None]]})
    sent(door)  # as from a service that was put back from an older copy
    assert "post_parcel" in door.wire.asked


def test_taken_in_is_believed_of_a_pc_that_can_read_and_of_nobody_else(
    lead: PC, door: WardPC
) -> None:
    record = door.seal()
    sent(door)
    own, space = door.folder.door(), door.folder.door().space
    by_door = Taken(space, space, record.id, own.device, 1)
    other = Taken(space, space, b"x" * 16, lead.device, 1)
    keys = lead.spaces.space(space).load().own.keys
    key = DeviceKeys.from_bytes(keys).sign
    forged = [
        sign_taken(Ed25519PrivateKey.from_private_bytes(own.key), by_door),
        sign_taken(Ed25519PrivateKey.generate(), Taken(space, space, record.id, lead.device, 1)),
        sign_taken(key, other),
    ]
    for word in forged:
        door.wire.bend = bending("parcel_states", lambda body, w=word: {"states": [["taken", w]]})
        assert sent(door).taken == 0
    door.wire.bend = None
    assert states(door) == [DoorState.RECEIVED]

    lead.sync()
    lead.vault.write(taking_in.take_in).result()
    lead.sync()
    lead.sync()
    assert (sent(door).taken, states(door)) == (1, [DoorState.TAKEN])


def test_what_the_service_never_takes_is_kept_and_shown_and_holds_up_nothing(
    lead: PC, door: WardPC, office: Office
) -> None:
    first, _ = door.seal(), door.seal(b"s" * 16)
    sent(door)
    # The same number with other bytes, as after a copied folder.
    door.folder.records.put(door.seal(first.id))
    door.seal(b"t" * 16)
    report = sent(door)

    rows = {row.id: row for row in door.folder.rows()}
    assert rows[first.id].state is DoorState.REFUSED
    assert rows[first.id].why == f"service.{Status.NUMBER_TAKEN}"
    assert (report.received, report.left) == (1, 0)
    assert door.folder.records.sealed(DoorState.REFUSED) != []


def test_what_the_service_did_not_take_goes_once_it_does(door: WardPC) -> None:
    refused = door.seal()
    door.wire.bend = lambda name, said: (
        replace(said, status=Status.TOO_LARGE.value, body={}) if name == Ask.POST else said
    )
    sent(door)
    assert [row.state for row in door.folder.rows()] == [DoorState.REFUSED]
    assert sent(door).received == 0

    door.wire.bend = None
    assert sent(door).received == 1
    assert [(row.id, row.state, row.why) for row in door.folder.rows()] == [
        (refused.id, DoorState.RECEIVED, "")
    ]


def test_a_ward_pc_that_fills_its_room_takes_none_from_another(
    lead: PC, door: WardPC, office: Office, tmp_path: Path
) -> None:
    settings = office.service.settings
    small = replace(settings, limits=replace(settings.limits, parcels_of_sender=1))
    office.service = replace(office.service, settings=small)
    other = WardPC(tmp_path / "other", office)
    other.join(lead.invite(name="Hazelbrook", role="writer"))
    for id in (b"a" * 16, b"b" * 16):
        door.seal(id)
    other.seal(b"c" * 16)

    assert refused_with(lambda: sent(door)) == f"service.{Status.TOO_MANY}"
    assert sent(other).received == 1


def test_one_sealed_to_a_key_that_the_service_has_lost_waits_and_holds_up_no_other(
    door: WardPC,
) -> None:
    lost = replace(door.seal(), epoch=7)
    door.folder.records.put(lost)
    after = door.seal(b"s" * 16)

    assert refused_with(lambda: sent(door)) == f"service.{Status.OTHER_EPOCH}"
    known = {row.id: row.state for row in door.folder.rows()}
    assert known == {lost.id: DoorState.WAITING, after.id: DoorState.RECEIVED}
    assert [each.sealed for each in door.folder.to_send()] == [lost.sealed]


def test_those_the_service_never_takes_keep_no_other_from_being_offered_again(
    door: WardPC, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.door.sending._MOST_AGAIN", 2)
    never = [bytes([number]) * 16 for number in range(3)]
    for id in never:
        door.seal(id)
    sent(door)
    for id in never:  # other bytes under a number that is used
        door.seal(id)
    last = door.seal(b"z" * 16)
    door.folder.keep_state(last.id, DoorState.REFUSED, f"service.{Status.TOO_LARGE}")

    contacts = (sent(door).received for _ in range(100))
    assert any(contacts)
    known = {row.id: row.state for row in door.folder.rows()}
    assert known == {last.id: DoorState.RECEIVED} | dict.fromkeys(never, DoorState.REFUSED)
