"""A ward PC that no lead can cut off, as its joining was lost: a lead decides on what it sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.parcels import Apart
from app.domain.ward_door import VOUCHED, file_of
from app.domain.worklist import Reason
from app.errors import YarrowError
from app.ports.parcels import Brought
from app.usecases import today
from app.usecases.ward import refusals, taking_in
from app.wiring.referrals.deciding import decide, look_at
from app.wiring.referrals.taking import take_in
from storage.spaces.store import VaultSpaces
from sync.exchange.proving import UNPROVEN
from sync.runner import SyncLane
from tests.sync.door import doors
from tests.sync.door.doors import WardPC
from tests.sync.exchange.going_on import forget_sealed, let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, position_of, put_back
from tests.sync.exchange.two_teams import space_of
from tests.sync.exchange.ward import posted, ward_records

Team = tuple[PC, PC]
WHY = "Bay 2 says that they recorded nothing"


@dataclass
class Ward:
    """A PC that was lost, and the one that was set up in its place and posts what it sealed."""

    lost: WardPC
    anew: WardPC

    def hand_on(self, *ids: bytes) -> None:
        """Let what was sealed at the PC before be posted by the one of now."""
        for id in ids:
            self.anew.folder.records.put(self.lost.seal(id))
        assert posted(self.anew).received == len(ids)


@pytest.fixture
def lose(
    team: Team, office: Office, copied: Callable[[], Path], tmp_path: Path
) -> Callable[..., Ward]:
    """Let the joining of a ward PC be lost, which the team has read or has not."""

    def lose(*, is_read: bool) -> Ward:
        a, b = team
        for pc in team:
            pc.lane.close()
            pc.spaces = VaultSpaces(pc.vault, take_in=take_in)
            pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
        all_sync(a, b)
        kept, at = copied(), position_of(a)
        a.note("the first that is lost")
        a.sync()
        lost = WardPC(tmp_path / "ward", office)
        lost.join(a.invite(name="Fernhollow", role="writer"))
        if is_read:
            all_sync(a, b)
        forget_sealed(a, b, above=at)
        put_back(office, kept)
        gone = let_go_on(a)
        assert gone.to_invite == ((lost.folder.door().device,) if is_read else ())
        anew = WardPC(tmp_path / "anew", office)
        anew.join(a.invite(name="Fernhollow anew", role="writer"))
        return Ward(lost, anew)

    return lose


def apart(pc: PC) -> list[Apart]:
    return pc.vault.read(lambda reading: reading.parcels.apart()).result()


def whys(pc: PC) -> list[str]:
    return [each.why.removeprefix("parcels.") for each in apart(pc)]


def on_today(pc: PC) -> list[int]:
    """How much Today tells this person to decide on."""
    now = datetime.now().astimezone()
    rows = pc.vault.read(lambda reading: today.worklist(reading, now=now)).result()
    return [due.count for due in rows if due.reason is Reason.KEPT_APART]


def do(pc: PC, what: Callable[..., Any], *given: Any, **named: Any) -> Any:
    return pc.vault.write(lambda session: what(session, *given, **named)).result()


def refused_with(call: Callable[[], Any]) -> str:
    with pytest.raises(YarrowError) as failure:
        call()
    return failure.value.code


def test_what_it_sealed_waits_for_a_leads_word_and_then_counts_on_every_pc(
    team: Team, lose: Callable[..., Ward]
) -> None:
    (a, b), ward = team, lose(is_read=True)
    ward.hand_on(b"r" * 16)
    all_sync(a, b)
    assert ward_records(a) == ward_records(b) == []
    assert whys(a) == whys(b) == ["door_lost"]

    assert (on_today(a), on_today(b)) == ([1], [])

    (one,) = apart(b)
    assert refused_with(lambda: do(b, decide, one, counts=True)) == "space.not_lead_to_state"
    assert refused_with(lambda: look_at(b.vault, one)) == "space.not_lead_to_state"
    (one,) = apart(a)
    assert ("said", "In their words: He counts my steps.") in look_at(a.vault, one)
    do(a, decide, one, counts=True)
    all_sync(a, b, a, b)

    assert len(ward_records(a)) == 1
    assert ward_records(b) == ward_records(a)
    assert apart(a) == apart(b) == [] and on_today(a) == []
    assert (codes(a.sync()), posted(ward.anew).taken) == ([], 1)
    assert a.digest() == b.digest()


def test_a_lead_refuses_all_of_it_for_every_lead_and_can_take_that_back(
    team: Team, lose: Callable[..., Ward], new_pc: Callable[..., PC]
) -> None:
    (a, b), ward = team, lose(is_read=True)
    ward.hand_on(b"r" * 16, b"s" * 16)
    a.sync()
    first, second = apart(a)
    assert refused_with(lambda: do(b, refusals.refuse, first, WHY)) == ("space.not_lead_to_state")
    assert refused_with(lambda: do(a, refusals.refuse, first, " ")) == "form.words_needed"
    assert on_today(a) == [2]
    do(a, refusals.refuse, first, WHY)
    assert on_today(a) == []
    assert refused_with(lambda: do(a, decide, second, counts=True)) == "parcels.ward_refused"
    all_sync(a, b)

    said = b.vault.read(lambda reading: refusals.refusal(reading, first.own, first.device)).result()
    assert said is not None and (said.why, said.by) == (WHY, "Wren Pepperday")
    # One that a lead let count before she had heard of it
    b.vault.write(lambda session: session.parcels.let_in(apart(b)[0])).result()
    b.vault.write(taking_in.take_in).result()
    assert sorted(whys(b)) == ["door_lost", "door_refused"]
    ward.hand_on(b"t" * 16)
    all_sync(a, b)
    assert ward_records(a) == ward_records(b) == []
    assert len(apart(a)) == 3

    do(a, refusals.hear_again, first, "It was another ward")
    for each in apart(a):
        do(a, decide, each, counts=True)
    all_sync(a, b, a, b)
    assert len(ward_records(b)) == 3
    assert apart(a) == apart(b) == []
    assert refused_with(lambda: do(a, refusals.hear_again, first, WHY)) == (
        "parcels.ward_not_refused"
    )


def test_where_nothing_proves_it_a_lead_looks_and_takes_it_in_with_a_reason_that_is_kept(
    team: Team, lose: Callable[..., Ward]
) -> None:
    (a, b), ward = team, lose(is_read=False)
    ward.hand_on(b"r" * 16)
    all_sync(a, b)
    (one,) = apart(a)
    assert (whys(a), whys(b), one.is_proven) == (["sender_unproven"], ["sender_unproven"], False)
    assert refused_with(lambda: do(a, decide, one, counts=True)) == "parcels.not_proven"

    assert ("said", "In their words: He counts my steps.") in look_at(a.vault, one)
    (one,) = apart(a)
    assert one.why == "parcels.door_not_vouched" and ward_records(a) == []
    assert refused_with(lambda: do(a, decide, one, counts=True)) == "form.needed"
    do(a, decide, one, counts=True, reason="Bay 2 says it is theirs")
    all_sync(a, b, a, b)

    for pc in (a, b):
        (mark,) = (
            each
            for each in pc.vault.read(
                lambda reading: reading.history_of(file_of(one.own, one.id))
            ).result()
            if each.kind == "ward_door"
        )
        assert mark.fields[VOUCHED] == "no"
        assert pc.vault.read(lambda r, m=mark: taking_in.door_of(r, m)).result() == "PC not known"
        notes = [
            str(each.fields["lines"])
            for each in pc.vault.read(
                lambda reading: reading.rows(reading.list_ids("note"))
            ).result()
        ]
        assert any("Bay 2 says it is theirs" in each for each in notes)
        assert any("He counts my steps" in each for each in notes)
    assert apart(a) == apart(b) == []
    assert a.digest() == b.digest()


def test_what_a_lead_looked_at_before_it_could_be_proven_proves_itself_later(
    team: Team, office: Office, tmp_path: Path
) -> None:
    a, b = team
    door = WardPC(tmp_path / "ward", office)
    door.join(a.invite(name="Fernhollow", role="writer"))
    all_sync(a, b)
    space, sealed = space_of(a), door.seal()
    for pc in team:
        pc.lane.close()
        pc.spaces = VaultSpaces(pc.vault, take_in=take_in)
        pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
        kept = Brought(sealed.id, space, sealed.epoch, sealed.sealed, None, b"", UNPROVEN)
        pc.spaces.parcels(space).bring([kept])
    (one,) = apart(a)
    look_at(a.vault, one)
    assert whys(a) == ["door_not_vouched"]

    a.sync()

    (mark,) = a.vault.read(lambda reading: reading.rows(reading.list_ids("ward_door"))).result()
    assert VOUCHED not in mark.fields and apart(a) == []
    b.sync()
    assert apart(b) == [] and ward_records(a) == ward_records(b)


def test_what_she_looked_at_and_still_proves_nothing_stays_as_she_left_it(
    team: Team, lose: Callable[..., Ward]
) -> None:
    (a, _), ward = team, lose(is_read=False)
    ward.hand_on(b"r" * 16)
    a.sync()
    (one,) = apart(a)
    look_at(a.vault, one)
    (one,) = apart(a)

    a.sync()

    assert apart(a) == [one] and one.why == "parcels.door_not_vouched"


def test_no_reason_is_kept_in_a_file_for_what_was_no_page_at_all(
    team: Team, lose: Callable[..., Ward], monkeypatch: pytest.MonkeyPatch
) -> None:
    (a, _), ward = team, lose(is_read=False)
    monkeypatch.setattr(doors, "FIELDS", {"kind": "spell"})
    ward.hand_on(b"r" * 16)
    a.sync()
    (one,) = apart(a)
    assert refused_with(lambda: look_at(a.vault, one)) == "parcels.door_not_understood"
    (one,) = apart(a)

    do(a, decide, one, counts=True, reason="Bay 2 says it is theirs")

    assert whys(a) == ["door_not_understood"]
    assert a.vault.read(lambda reading: reading.history_of(file_of(one.own, one.id))).result() == []


def test_another_teams_parcel_that_proves_nothing_is_not_looked_into(team: Team) -> None:
    a, _ = team
    one = Apart(b"p" * 16, space_of(a), b"t" * 32, "parcels.sender_unproven", 1)
    assert refused_with(lambda: look_at(a.vault, one)) == "parcels.not_of_a_ward"
    assert refused_with(lambda: do(a, refusals.refuse, one, WHY)) == "parcels.not_of_a_ward"
