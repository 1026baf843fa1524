"""What a service, a team or a PC can put into a team's box: nothing that counts unproven."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from storage.unlocked import Vault
from sync.exchange.talk import Report, begin
from sync.protocol import hpke
from sync.protocol.heads import read_head, sign_head
from sync.protocol.keys import DeviceKeys, KeyPair
from sync.protocol.parcels import Content, Way, seal_parcel
from sync.removing import remove
from tests.sync.exchange.offices import PC, bending, codes
from tests.sync.exchange.parcel_scene import Scene, send
from tests.sync.exchange.two_teams import (
    BASIS,
    FIELDS,
    apart,
    record_of,
    space_of,
    state,
)


def test_the_same_parcel_again_makes_no_second_record(scene: Scene) -> None:
    id = send(scene)
    scene.clinic.sync()
    scene.team.sync()
    taken = len(scene.taker.taken)
    assert scene.team.has(record_of(scene.clinic, id))
    with scene.office.service.store.writing() as connection:
        connection.exec_driver_sql("delete from parcels_taken")
        connection.exec_driver_sql("delete from parcels")
    sealed = scene.forge(scene.clinic, id)
    scene.plant(sealed, id=id, sender=space_of(scene.clinic))

    assert codes(scene.team.sync()) == []
    assert len(scene.taker.taken) == taken
    assert codes(scene.clinic.sync()) == []
    assert state(scene.clinic, id) == ("received", "")


def test_a_parcel_of_another_id_sender_or_receiver_than_it_was_sealed_for_does_not_open(
    scene: Scene,
) -> None:
    id, other = scene.new_id(), scene.new_id()
    sealed = scene.forge(scene.clinic, id)
    scene.plant(sealed, id=other, sender=space_of(scene.clinic))
    assert scene.why() == "parcels.not_opened"
    scene.plant(sealed, id=id, sender=b"another team" + bytes(20))
    assert scene.why() == "parcels.not_opened"
    elsewhere = scene.forge(scene.clinic, other, to=b"t" * 32)
    scene.plant(elsewhere, id=scene.new_id(), sender=space_of(scene.clinic))
    assert scene.why() == "parcels.not_opened"


def test_what_was_signed_for_one_team_cannot_be_sealed_anew_for_another(scene: Scene) -> None:
    id = scene.new_id()
    third = KeyPair.make(scene.team.means.random)
    talk = begin(scene.clinic.spaces.space(space_of(scene.clinic)), scene.clinic.means, Report())
    said = Content(talk.space, b"t" * 32, id, talk.device, None, talk.cursor.head, FIELDS, BASIS)
    sealed = seal_parcel(third.public, talk.keys.sign, said, epoch=1)
    signed = hpke.open_sealed(third.private, Way(talk.space, b"t" * 32, id, 1).info, sealed)
    own = begin(scene.team.spaces.space(space_of(scene.team)), scene.team.means, Report())
    way = Way(talk.space, own.space, id, 1)
    again = hpke.seal_to(own.membership.epoch.content.inbox.public, way.info, signed)
    scene.plant(again, id=id, sender=talk.space)

    assert scene.why() == "parcels.not_opened"


def test_a_parcel_under_an_epoch_that_nobody_made_does_not_open(scene: Scene) -> None:
    id = scene.new_id()
    scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic), epoch=0)

    assert scene.why() == "parcels.not_opened"


def test_one_under_an_epoch_that_may_still_be_told_of_stays_at_the_service(scene: Scene) -> None:
    id, before = scene.new_id(), apart(scene.team)
    scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic), epoch=9)

    assert codes(scene.team.sync()) == []
    assert scene.team.wire.asked.count("parcels") == 1
    assert "parcel" not in scene.team.wire.asked
    assert apart(scene.team) == before


def test_a_pc_that_does_not_stand_in_the_other_team_proves_nothing(scene: Scene) -> None:
    stranger = DeviceKeys.make(scene.team.means.random).sign
    forged: list[dict[str, Any]] = [
        {"key": stranger},
        {"key": stranger, "device": b"d" * 16},
        {"head": b"no head"},
        {"head": begin_head(scene.team)},
    ]
    for other in forged:
        id = scene.new_id()
        sealed = scene.forge(scene.clinic, id, **other)
        scene.plant(sealed, id=id, sender=space_of(scene.clinic))
        assert scene.why() == "parcels.sender_unproven"


def begin_head(pc: PC) -> bytes:
    return begin(pc.spaces.space(space_of(pc)), pc.means, Report()).cursor.head


def test_what_a_removed_pc_sealed_waits_for_a_word_of_ours(scene: Scene) -> None:
    id = scene.new_id()
    sealed = scene.forge(scene.second, id)
    gone = scene.second.device
    scene.clinic.lane.about(lambda store, means: remove(store, gone, means)).result()
    late = send(scene)
    scene.clinic.sync()
    scene.team.sync()  # it reads that practice's statements for what came later
    assert scene.team.has(record_of(scene.clinic, late))
    scene.plant(sealed, id=id, sender=space_of(scene.clinic))

    assert scene.why() == "parcels.sender_removed"

    waits = next(each for each in apart(scene.team) if each.id == id)
    assert waits.is_proven
    assert scene.team.vault.write(lambda session: session.parcels.let_in(waits)).result()
    assert codes(scene.team.sync()) == []
    assert scene.team.has(record_of(scene.clinic, id))


def test_a_service_that_keeps_back_who_was_removed_lets_nobody_in(scene: Scene) -> None:
    id = scene.new_id()
    scene.clinic.note()
    scene.clinic.sync()
    scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic))

    def shorter(body: dict[str, Any]) -> dict[str, Any]:
        head = read_head(body["head"], scene.office.service.keys.public)
        below = replace(head, position=head.position - 1)
        return {**body, "head": sign_head(scene.office.signing, below)}

    scene.team.wire.bend = bending("of_team", shorter)
    assert scene.why() == "parcels.sender_unproven"

    scene.team.wire.bend = None
    assert codes(scene.team.sync()) == []
    assert scene.team.has(record_of(scene.clinic, id))


def test_a_heap_that_proves_nothing_costs_one_question_an_exchange_and_writes_nothing_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = Vault.write

    def counted(vault: Vault, *given: Any, **other: Any) -> Any:
        written.append(1)
        return write(vault, *given, **other)

    def exchange() -> tuple[int, int]:
        written.clear()
        scene.team.wire.asked.clear()
        assert codes(scene.team.sync()) == []
        return len(written), scene.team.wire.asked.count("of_team")

    def shorter(body: dict[str, Any]) -> dict[str, Any]:
        head = read_head(body["head"], scene.office.service.keys.public)
        below = replace(head, position=head.position - 1)
        return {**body, "head": sign_head(scene.office.signing, below)}

    planted: list[bytes] = []

    def plant(count: int) -> None:
        for _ in range(count):
            planted.append(id := scene.new_id())
            scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic))

    exchange()
    monkeypatch.setattr(Vault, "write", counted)
    scene.clinic.note()
    scene.clinic.sync()
    scene.team.wire.bend = bending("of_team", shorter)
    with_none = exchange()
    plant(1)
    exchange()
    with_one = exchange()
    plant(4)
    exchange()
    with_five = exchange()

    assert {each.id for each in apart(scene.team)} >= {*planted}
    assert with_one == with_five == (with_none[0], with_none[1] + 1)

    scene.team.wire.bend = None
    assert codes(scene.team.sync()) == []
    assert not {each.id for each in apart(scene.team)} & {*planted}
    assert all(scene.team.has(record_of(scene.clinic, id)) for id in planted)
