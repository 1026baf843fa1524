"""A ward PC joins by a lead's code and is handed nothing that opens anything."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import NotFound, Refused
from storage.door.folder import is_door
from sync.door.joining import approve, join_as_door
from sync.exchange.talk import Report, begin
from sync.protocol.answers import Answer
from sync.protocol.codes import letters_of
from sync.protocol.invitations import IN_THE_ROOM_MS, Code, DoorPackage, seal_package
from sync.protocol.keys import KeyPair
from sync.protocol.words import service_words
from tests.sync.door.doors import SHORT, WardPC
from tests.sync.exchange.offices import PC, URL, Office, done
from tests.sync.refusing import Cut, refused_with


@pytest.fixture
def door(tmp_path: Path, office: Office) -> WardPC:
    return WardPC(tmp_path / "ward", office)


def test_it_belongs_under_the_name_the_lead_gave_and_no_key_of_the_space_is_on_its_disk(
    lead: PC, door: WardPC
) -> None:
    door.join(lead.invite(name="Fernhollow, bay 2", role="writer"))
    done(lead.sync())
    lead.lane.about(rotated).result()

    row = lead.overview().spaces[0].devices[-1]
    assert (row.person, row.pc, row.role) == ("Fernhollow, bay 2", "Fernhollow ward", "writer")
    keys = lead.spaces.space(lead.spaces.spaces()[0]).load().content_keys.values()
    disk = b"".join(path.read_bytes() for path in door.path.rglob("*") if path.is_file())
    assert len(list(keys)) == 2 and not any(key in disk for key in keys)
    member = door.folder.door()
    assert disk.count(member.key) == 1


def rotated(store, means):
    from sync.removing import rotate

    return rotate(store, means)


def test_one_of_many_codes_for_ward_pcs_is_good_for_days_and_nobody_elses_is(
    lead: PC, door: WardPC, office: Office
) -> None:
    code = lead.invite(name="Fernhollow", role="writer", is_lasting=True)
    refused = refused_with(lambda: lead.invite(name="Linnet", is_lasting=True))
    assert refused == "space.lasting_is_for_doors"
    now_ms = office.now_ms
    office.now_ms = lambda: now_ms() + 71 * 60 * 60 * 1000
    door.join(code)


def test_where_it_has_set_the_services_words_a_code_of_another_service_is_no_use(
    lead: PC, door: WardPC
) -> None:
    keys = lead.wire.office.service.keys

    def join(words: str) -> None:
        code = lead.invite(name="Fernhollow", role="writer")
        named = {"name": "Fernhollow ward", "training": True}
        door.carry(join_as_door(door.folder, code, URL, door.means, words=words, **named))

    elsewhere = "academic acid acne acquire acrobat activity"
    assert refused_with(lambda: join(elsewhere)) == "exchange.other_words"
    assert not is_door(door.path)
    join(" ".join(service_words(keys.public, keys.pins[0])))


def test_what_a_key_could_be_wrapped_to_was_thrown_away_before_it_joined(
    lead: PC, door: WardPC
) -> None:
    kept: list[bytes] = []
    door.wire.after = lambda ask: (
        kept.append((door.path / "entering").read_bytes()) if ask == "join" else None
    )
    door.join(lead.invite(name="Fernhollow", role="writer"))

    assert bytes(96) in kept[0]
    assert KeyPair(bytes(96)).public not in b"".join(
        path.read_bytes() for path in door.path.rglob("*") if path.is_file()
    )


def test_a_join_that_was_cut_goes_on_with_the_same_keys(lead: PC, door: WardPC) -> None:
    code = lead.invite(name="Fernhollow", role="writer")

    def cut(ask: str) -> None:
        if ask == "join":
            raise Cut

    door.wire.after = cut
    with pytest.raises(Cut):
        door.join(code)
    with pytest.raises(NotFound, match="door.not_here"):
        door.folder.door()
    door.wire.after = None
    door.join(code)

    lead.sync()
    assert [each.role for each in lead.overview().spaces[0].devices] == ["lead", "writer"]
    assert not (door.path / "entering").exists()


def test_a_persons_code_and_a_code_of_the_other_kind_of_team_are_refused(
    lead: PC, door: WardPC
) -> None:
    assert refused_with(lambda: door.join(lead.invite())) == "door.person_code"
    code = lead.invite(name="Fernhollow", role="writer")
    assert refused_with(lambda: door.join(code, training=False)) == "door.is_training"
    door.join(code)


def test_only_a_code_that_a_lead_of_this_team_made_just_now_changes_the_short_code(
    lead: PC, door: WardPC, new_pc: Callable[..., PC]
) -> None:
    door.join(used := lead.invite(name="Fernhollow", role="writer"))
    other = new_pc("Linnet Marrowby")
    other.found(title="Hollin Bank")

    def approved(code: str) -> str:
        return refused_with(lambda: door.carry(approve(door.folder, code, door.means)))

    assert approved(used) == "service.no_package"
    assert approved(other.invite(name="X", role="writer")) == "door.other_team"
    assert approved(lead.invite()) == "door.person_code"
    fresh = lead.invite(name="Any ward PC", role="writer")
    door.carry(approve(door.folder, fresh, door.means))
    door.folder.set_code("ward 12")
    door.folder.check_code("WARD-12", 0)
    with pytest.raises(Refused, match="door.wrong_code"):
        door.folder.check_code(SHORT, 0)


def test_a_code_that_somebody_made_himself_changes_nothing_though_it_names_a_leads_invitation(
    lead: PC, door: WardPC
) -> None:
    door.join(lead.invite(name="Fernhollow", role="writer"))
    lead.invite(name="Another ward PC", role="writer")
    done(lead.sync())
    known = begin(lead.spaces.space(lead.spaces.spaces()[0]), lead.means, Report()).membership
    (open_one,) = (each for each in known.invitations.values() if each.state == "open")
    code = Code.make(os.urandom)
    package = DoorPackage(
        space=known.space,
        invite=open_one.hash,
        signing=door.folder.door().service.signing,
        pins=door.folder.door().service.pins,
        newcomer_key=bytes(32),
        epoch=1,
        expires=door.means.now_ms() + IN_THE_ROOM_MS,
        training=True,
        role="writer",
    )
    sealed = seal_package(code, package, random32=bytes(32))

    def bend(name: str, said: Answer) -> Answer:
        told = {"package": sealed, "head": known.newest, "newest": known.newest}
        return replace(said, status="ok", body=told) if name == "package" else said

    door.wire.bend = bend
    typed = letters_of(code.secret)
    assert refused_with(lambda: door.carry(approve(door.folder, typed, door.means))) == (
        "service.invite_unknown"
    )
