"""What a hostile service, team or PC can do with parcels: nothing that counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from app.errors import Unreachable
from storage.unlocked import Vault
from sync.exchange import inbox
from sync.exchange.talk import Report, begin
from sync.protocol import hpke
from sync.protocol.epoch_making import make_next
from sync.protocol.epochs import Place
from sync.protocol.heads import read_head, sign_head
from sync.protocol.keys import DeviceKeys, KeyPair
from sync.protocol.parcels import Content, Taken, Way, seal_parcel, sign_taken
from sync.protocol.statements import Restored, Rotate, sign_statement
from sync.removing import remove
from sync.service import mail, store
from sync.service.mail import Address
from tests.sync.exchange.offices import PC, Office, bending, codes
from tests.sync.exchange.two_teams import (
    BASIS,
    FIELDS,
    Taker,
    apart,
    introduce,
    let_take,
    record_of,
    space_of,
    state,
    write,
)


@dataclass
class Scene:
    """A team with a lead's PC, and a practice with two PCs; they are introduced."""

    office: Office
    team: PC
    clinic: PC
    second: PC
    taker: Taker
    count: int = 0

    def new_id(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(16, "big")

    def plant(self, sealed: bytes, *, id: bytes, sender: bytes, epoch: int = 1) -> None:
        """Put a parcel into the team's box as a service without rules would."""
        to = space_of(self.team)
        with self.office.service.store.writing() as connection:
            store.lock(connection, to)
            at = Address(to, sender, id)
            now_ms = self.office.now_ms()
            mail.keep(connection, at, sealed, epoch=epoch, device=b"", now_ms=now_ms)

    def forge(self, pc: PC, id: bytes, **other: Any) -> bytes:
        """A parcel of this PC to the team, right in all but what a test asks for."""
        talk = begin(pc.spaces.space(space_of(pc)), pc.means, Report())
        own = begin(self.team.spaces.space(space_of(self.team)), self.team.means, Report())
        key = other.pop("key", talk.keys.sign)
        content = Content(
            sender=talk.space,
            to=own.space,
            parcel=id,
            device=talk.device,
            answers=None,
            head=talk.cursor.head,
            fields=FIELDS,
            basis=BASIS,
        )
        inbox = own.membership.epoch.content.inbox.public
        return seal_parcel(inbox, key, replace(content, **other), epoch=1)

    def why(self) -> str:
        """Why the newest that came was kept apart, and that nothing was made of it."""
        before = len(self.taker.taken)
        assert codes(self.team.sync()) == []
        assert len(self.taker.taken) == before
        return max(apart(self.team), key=lambda each: (each.came_ms, each.id)).why


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("bent")
    office = Office(folder / "service.db")
    names = ("Wren Pepperday", "Sorrel Ashgate", "Tansy Bramblewick")
    team, clinic, second = (PC(folder / name, office, name) for name in names)
    with patch("sync.founding.service_words", lambda *_given: ("six",) * 6):  # a second each
        team.found()
        clinic.found(title="Ashgate Surgery")
    second.join(clinic.invite())
    introduce(team, clinic)
    second.sync()
    made = Scene(office, team, clinic, second, let_take(team))
    yield made
    for pc in (team, clinic, second):
        pc.close()
    office.close()


@pytest.fixture
def scene(shared: Scene) -> Iterator[Scene]:
    yield shared
    for pc in (shared.team, shared.clinic, shared.second):
        pc.wire.bend = pc.wire.before = None
        pc.wire.asked.clear()


def send(scene: Scene, **given: Any) -> bytes:
    id = scene.new_id()
    write(scene.clinic, space_of(scene.team), id=id, **given)
    return id


def with_rotate(scene: Scene, key: Any) -> Any:
    """The team's statements with one more: an epoch whose inbox key the service has."""
    own = begin(scene.team.spaces.space(space_of(scene.team)), scene.team.means, Report())
    known = own.membership
    epoch = make_next(
        b"k" * 32,
        b"o" * 32,
        place=Place(own.space, 2),
        before=known.newest,
        recipients=known.recipients,
        leads=known.leads,
        random=scene.team.means.random,
    )
    said = sign_statement(key, Rotate(known.newest, own.device, epoch, 1))

    def bend(body: dict[str, Any]) -> dict[str, Any]:
        head = read_head(body["head"], scene.office.service.keys.public)
        longer = sign_head(scene.office.signing, replace(head, position=head.position + 1))
        entries = [*body["entries"], [head.position + 1, said]]
        return {**body, "entries": entries, "head": longer}

    return bend


def test_a_service_that_answers_with_an_inbox_key_of_its_own_gets_nothing(scene: Scene) -> None:
    id = send(scene)
    own_key = DeviceKeys.make(scene.team.means.random).sign
    scene.clinic.wire.bend = bending("of_team", with_rotate(scene, own_key))

    assert codes(scene.clinic.sync()) == ["sync.wrong_signature"]
    assert "post_parcel" not in scene.clinic.wire.asked
    assert state(scene.clinic, id) == ("written", "sync.wrong_signature")

    scene.clinic.wire.bend = None
    assert codes(scene.clinic.sync()) == []
    assert state(scene.clinic, id) == ("sent", "")


def test_a_service_that_shows_less_of_the_other_team_than_before_gets_nothing(
    scene: Scene,
) -> None:
    scene.clinic.sync()
    id = send(scene)

    def shorter(body: dict[str, Any]) -> dict[str, Any]:
        head = read_head(body["head"], scene.office.service.keys.public)
        below = replace(head, position=head.position - 1)
        return {**body, "entries": [], "head": sign_head(scene.office.signing, below)}

    scene.clinic.wire.bend = bending("of_team", shorter)

    assert codes(scene.clinic.sync()) == ["parcels.team_rolled_back"]
    assert "post_parcel" not in scene.clinic.wire.asked
    assert state(scene.clinic, id) == ("written", "parcels.team_rolled_back")


def test_a_word_of_receiving_that_no_pc_of_theirs_signed_counts_for_nothing(scene: Scene) -> None:
    for pc in (scene.clinic, scene.team, scene.clinic):
        pc.sync()
    id = send(scene)
    scene.clinic.sync()
    talk = begin(scene.team.spaces.space(space_of(scene.team)), scene.team.means, Report())
    said = Taken(space_of(scene.clinic), talk.space, id, talk.device, 1)
    forged = sign_taken(DeviceKeys.make(scene.team.means.random).sign, said)
    of_another = sign_taken(talk.keys.sign, replace(said, parcel=b"o" * 16))
    for word, code in ((forged, "sync.wrong_signature"), (of_another, "parcels.wrong_word")):
        told = [["taken", word]]
        scene.clinic.wire.bend = lambda name, answer, told=told: (
            replace(answer, body={"states": told * len(answer.body["states"])})
            if name == "parcel_states"
            else answer
        )
        assert codes(scene.clinic.sync()) == [code]
        assert state(scene.clinic, id)[0] == "sent"


def test_one_sealed_to_an_epoch_that_was_begun_meanwhile_waits_for_it(scene: Scene) -> None:
    scene.team.sync()
    id, kept = scene.new_id(), len(apart(scene.team))
    scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic), epoch=9)
    before = len(scene.taker.taken)

    assert codes(scene.team.sync()) == []
    assert (len(apart(scene.team)), len(scene.taker.taken)) == (kept, before)
    assert not scene.team.spaces.parcels(space_of(scene.team)).knows(space_of(scene.clinic), id)
    with scene.office.service.store.writing() as connection:
        connection.exec_driver_sql("update parcels set epoch = 1 where epoch = 9")
    assert codes(scene.team.sync()) == []
    assert len(scene.taker.taken) == before + 1


def test_a_service_that_lists_the_same_parcels_without_end_is_not_listened_to(
    scene: Scene,
) -> None:
    id = send(scene)
    scene.clinic.sync()
    told: list[int] = []

    def again(name: str, answer: Any) -> Any:
        if name != "parcels":
            return answer
        told.append(1)
        assert len(told) < 5
        number, sender, *_ = answer.body["parcels"][0] if answer.body["parcels"] else first[0]
        first.append([number, sender])
        gone = [[number, sender, b"gone" * 4, 1]]
        return replace(answer, body={"parcels": gone, "more": True})

    first: list[Any] = []
    scene.team.wire.bend = again
    assert codes(scene.team.sync()) == ["sync.not_understood"]
    scene.team.wire.bend = None
    assert codes(scene.team.sync()) == []
    assert scene.team.has(record_of(scene.clinic, id))


def test_a_service_that_lists_ever_more_parcels_is_left_and_asked_again_next_time(
    scene: Scene,
) -> None:
    scene.team.wire.asked.clear()

    def more(name: str, answer: Any) -> Any:
        if name != "parcels":
            return answer
        at = 2 * len([each for each in scene.team.wire.asked if each == "parcels"])
        rows = [[at + n, b"s" * 32, at.to_bytes(16, "big"), 2**40] for n in (1, 2)]
        return replace(answer, body={"parcels": rows, "more": True})

    send(scene)
    scene.clinic.sync()
    scene.team.wire.bend = more
    assert codes(scene.team.sync()) == []
    assert scene.team.wire.asked.count("parcels") == inbox.MOST_PAGES
    assert "parcel" not in scene.team.wire.asked


def test_nothing_about_parcels_holds_up_a_record(scene: Scene) -> None:
    id, note = send(scene), scene.clinic.note()

    def cut(name: str) -> None:
        if "parcel" in name or name == "of_team":
            raise Unreachable("exchange.cut_off")

    scene.clinic.wire.before = cut
    assert codes(scene.clinic.sync()) == ["exchange.cut_off"]
    assert scene.clinic.state_of(note)[0] == "received"
    assert state(scene.clinic, id)[0] == "written"


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
    scene.plant(scene.forge(scene.clinic, id), id=id, sender=space_of(scene.clinic), epoch=9)

    assert scene.why() == "parcels.not_opened"


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


def test_a_full_box_lets_the_rest_wait(scene: Scene) -> None:
    limits = scene.office.service.settings.limits
    full = replace(scene.office.service.settings, limits=replace(limits, parcels_of_sender=0))
    before, scene.office.service = (
        scene.office.service,
        replace(scene.office.service, settings=full),
    )
    id = send(scene)
    assert codes(scene.clinic.sync()) == ["service.too_many"]
    assert state(scene.clinic, id) == ("written", "parcels.waits")

    scene.office.service = before
    assert codes(scene.clinic.sync()) == []
    assert state(scene.clinic, id) == ("sent", "")


# Last: after it that practice knows the team's log by another generation.


def test_a_team_whose_log_was_restored_is_believed_by_its_leads_signature_alone(
    scene: Scene,
) -> None:
    scene.team.note()
    for pc in (scene.team, scene.clinic):
        pc.sync()
    own = begin(scene.team.spaces.space(space_of(scene.team)), scene.team.means, Report())
    known = own.membership
    id = send(scene)
    scene.clinic.sync()  # it has seen all of that log now
    after = known.position + 1
    said = Restored(known.newest, own.device, 2, known.position, own.cursor.running, 1)
    signed = sign_statement(own.keys.sign, said)

    def begun_anew(body: dict[str, Any], *, is_signed: bool) -> dict[str, Any]:
        head = read_head(body["head"], scene.office.service.keys.public)
        head = replace(head, position=after, generation=2)
        entries = body["entries"]
        if entries and is_signed:
            entries = [*entries, [after, signed]]
        return {**body, "entries": entries, "head": sign_head(scene.office.signing, head)}

    for is_signed, code in ((False, ["parcels.team_rolled_back"]), (True, [])):
        id = send(scene)
        change = partial(begun_anew, is_signed=is_signed)
        scene.clinic.wire.bend = bending("of_team", change)
        assert codes(scene.clinic.sync()) == code
    assert state(scene.clinic, id) == ("sent", "")
