"""What a service can do to who sends parcels: nothing that counts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from app.errors import Unreachable
from sync.exchange import inbox
from sync.exchange.talk import Report, begin
from sync.protocol.epoch_making import make_next
from sync.protocol.epochs import Place
from sync.protocol.heads import read_head, sign_head
from sync.protocol.keys import DeviceKeys
from sync.protocol.parcels import Taken, sign_taken
from sync.protocol.statements import Restored, Rotate, sign_statement
from tests.sync.exchange.offices import bending, codes
from tests.sync.exchange.parcel_scene import Scene, send
from tests.sync.exchange.two_teams import (
    apart,
    record_of,
    space_of,
    state,
)


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
    send(scene)
    scene.clinic.sync()  # it has seen all of that log now
    scene.clinic.wire.asked.clear()
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
