"""A referral that waits on a PC which never comes back goes from a colleague's, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from app.domain.referral import Way
from app.domain.worklist import Reason
from app.errors import Refused, Unreachable
from app.usecases.recording import record
from app.usecases.referrals import inbox
from app.usecases.referrals.catching_up import catch_up
from app.usecases.referrals.referring import Wish, all_parts, refer
from app.usecases.referrals.referring_again import look_again, refer_again
from app.usecases.referrals.states import find, standing
from app.usecases.referrals.taking_back import Stopped, take_back
from app.usecases.today import worklist
from storage.spaces.store import VaultSpaces
from sync.holding import decide, held
from sync.removing import remove
from sync.runner import SyncLane
from tests.app.usecases.referrals.two_teams import ENQUIRY
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.two_teams import apart, introduce, teams


@dataclass
class Scene:
    """A practice with two PCs, and a team; each side makes records of what arrives."""

    office: Office
    lead: PC
    lost: PC
    team: PC

    def refers(self) -> bytes:
        """On the PC that will be lost, with what the lead's PC still gets of it."""
        (to,) = teams(self.lost)
        asked = {**ENQUIRY, "consent_scope": {"service_team": "yes"}}

        def work(session):
            made = record(session, "identification", asked, about={"name": "Wren Pepperday"})
            wish = Wish(Way.TEAM, to, parts=all_parts(), answers={"agreement": "yes"})
            return refer(session, made.subject, wish, identification=made.id).id

        return self.lost.vault.write(work).result()

    def passes_on(self) -> None:
        """Records reach the service from the PC, parcels do not."""
        self.lost.wire.before = refuse_parcels
        self.lost.sync()
        self.lost.wire.before = None

    def syncs(self, *pcs: PC) -> None:
        for pc in pcs:
            assert codes(pc.sync()) == []
            pc.vault.write(catch_up).result()

    def due(self, *, hours: int):
        """What stands on the lead's Today about where a referral is, so much later."""
        now = datetime.now(UTC) + timedelta(hours=hours)
        rows = self.lead.vault.read(lambda r: worklist(r, now=now)).result()
        on_the_road = (each for each in rows if each.reason in (Reason.STUCK, Reason.UNHEARD))
        return [(each.reason, each.referred.phone, each.referred.why) for each in on_the_road]

    def stands(self, pc: PC, id: bytes):
        return pc.vault.read(lambda reading: standing(reading, find(reading, id))).result()

    def came_in(self):
        return self.team.vault.read(inbox.came).result()

    def came(self) -> list[bytes]:
        return self.team.vault.read(lambda reading: reading.list_ids("referral")).result()


def refuse_parcels(name: str) -> None:
    if name == "of_team":
        raise Unreachable("exchange.unreachable")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    office = Office(tmp_path / "service.db")
    names = ("Sorrel Ashgate", "Tansy Bramblewick", "Wren Pepperday")
    lead, lost, team = (PC(tmp_path / name, office, name) for name in names)
    with patch("sync.founding.service_words", lambda *_given: ("six",) * 6):  # a second each
        lead.found(title="Ashgate Surgery")
        team.found()
    lost.join(lead.invite())
    introduce(lead, team)
    for pc in (lead, lost, team):
        pc.lane.close()
        pc.spaces = VaultSpaces(pc.vault, take_in=catch_up)
        pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
    lost.sync()
    yield Scene(office, lead, lost, team)
    for pc in (lead, lost, team):
        pc.close()
    office.close()


def test_a_colleague_sees_on_which_pc_it_waits_and_sends_it_from_her_own(scene: Scene) -> None:
    id = scene.refers()
    scene.passes_on()
    scene.syncs(scene.lead)
    before = scene.stands(scene.lead, id)
    assert before.state == "written"
    waits = scene.lead.vault.read(lambda r: r.parcels.carrier(before.record)).result()
    assert (waits.author, waits.is_here) == ("Tansy Bramblewick", False)
    own = scene.lost.vault.read(lambda r: r.parcels.carrier(before.record)).result()
    assert own.is_here

    assert scene.lead.vault.read(lambda r: look_again(r, id)).result().carrier == waits
    scene.lead.vault.write(lambda s: refer_again(s, id)).result()
    scene.syncs(scene.lead, scene.team, scene.lead)

    assert scene.stands(scene.lead, id).state == "received"
    assert len(scene.came()) == 1
    (asked,) = scene.team.vault.read(lambda r: r.rows(r.list_ids("identification"))).result()
    assert asked.fields["their_words"] == "He reads my phone"


def test_the_pc_that_comes_back_after_all_sends_nothing_twice_and_all_agree(scene: Scene) -> None:
    id = scene.refers()
    scene.passes_on()
    scene.syncs(scene.lead)
    scene.lead.vault.write(lambda s: refer_again(s, id)).result()
    scene.syncs(scene.lead, scene.lost, scene.lead, scene.team, scene.lost, scene.lead, scene.lost)

    assert len(scene.came()) == 1
    for pc in (scene.lead, scene.lost):
        stands = scene.stands(pc, id)
        assert (stands.state, stands.record.clashes) == ("received", {})
    scene.syncs(scene.lost, scene.lead, scene.lost, scene.lead)
    assert scene.lead.digest() == scene.lost.digest()
    changes = scene.lead.rows("select count(*) from change")
    scene.syncs(scene.lost, scene.lead, scene.lost, scene.lead)
    assert scene.lead.rows("select count(*) from change") == changes  # nobody says it for ever


def test_a_team_that_has_it_from_a_colleagues_pc_is_told_to_stop_by_one_that_did_not_know(
    scene: Scene,
) -> None:
    id = scene.refers()
    scene.passes_on()
    scene.syncs(scene.lead)
    scene.lead.vault.write(lambda session: refer_again(session, id)).result()
    scene.syncs(scene.lead, scene.team, scene.lead)
    assert [each.state for each in scene.came_in()] == ["received"]

    stopped = scene.lost.vault.write(lambda session: take_back(session, id)).result()
    scene.syncs(scene.lost, scene.lead, scene.team)

    assert stopped is Stopped.NEVER_LEFT  # as far as that PC knew
    assert [each.state for each in scene.came_in()] == ["withdrawn"]
    scene.syncs(scene.lead, scene.lost, scene.team)
    assert len(scene.team.rows("select 1 from record where kind = 'referral_news'")) == 1


def test_it_is_refused_where_it_waits_here_or_does_not_wait(scene: Scene) -> None:
    id = scene.refers()
    assert refusal(scene.lost, id) == "referrals.waits_here"
    scene.syncs(scene.lost, scene.lead)  # in one exchange it went, and says so to colleagues
    assert scene.stands(scene.lead, id).state == "sent"
    assert refusal(scene.lead, id) == "referrals.gone_already"


def refusal(pc: PC, id: bytes) -> str:
    with pytest.raises(Refused) as refused:
        pc.vault.write(lambda s: refer_again(s, id)).result()
    return refused.value.code


def test_what_a_removed_pc_wrote_last_is_sent_and_told_by_the_others(scene: Scene) -> None:
    taken_back, waits = scene.refers(), scene.refers()
    scene.syncs(scene.lost, scene.team, scene.lost, scene.lost, scene.lead)
    never_sent = scene.refers()
    scene.lost.vault.write(lambda s: take_back(s, taken_back)).result()
    let_go(scene.lead, scene.lost)
    assert codes(scene.lost.sync()) == ["exchange.removed"]
    assert codes(scene.lead.sync()) == ["exchange.held"]
    positions = [each.position for each in held(store_of(scene.lead))]
    scene.lead.lane.about(lambda store, means: decide(store, positions, means, adopt=True)).result()

    rows = scene.lead.vault.read(lambda r: worklist(r, now=datetime.now(UTC))).result()
    stuck = [each.referred for each in rows if each.reason is Reason.STUCK]
    assert [each.carrier.is_gone for each in stuck] == [True]
    scene.lead.vault.write(lambda s: refer_again(s, never_sent)).result()
    scene.syncs(scene.lead, scene.team, scene.lead)
    assert codes(scene.lost.sync()) == ["exchange.left"]

    there = {each.record.fields["parcel"]: each.state for each in scene.came_in()}
    asked = {id: scene.stands(scene.lead, id) for id in (taken_back, waits, never_sent)}
    assert {id: there[each.record.fields["parcel"]] for id, each in asked.items()} == {
        taken_back: "withdrawn",
        waits: "received",
        never_sent: "received",
    }
    before = scene.lead.rows("select count(*) from parcel_sent")
    scene.syncs(scene.lead, scene.lead)
    assert scene.lead.rows("select count(*) from parcel_sent") == before


def test_a_copy_that_a_removed_pc_sent_first_is_said_to_lie_there_until_they_let_it_count(
    scene: Scene,
) -> None:
    id = scene.refers()
    scene.passes_on()
    scene.syncs(scene.lead)
    scene.lost.wire.before = refuse_records  # it goes, and nobody hears of that
    scene.lost.sync()
    let_go(scene.lead, scene.lost)
    scene.lead.vault.write(lambda s: refer_again(s, id)).result()
    scene.syncs(scene.lead, scene.team, scene.lead)

    assert [(each.why, each.is_proven) for each in apart(scene.team)] == [
        ("parcels.sender_removed", True)
    ]
    stands = scene.stands(scene.lead, id)
    assert (stands.state, stands.why) == ("sent", "parcels.other_copy")
    assert scene.due(hours=0) == []
    assert scene.due(hours=2) == [(Reason.UNHEARD, "01632 960002", "parcels.other_copy")]

    (waits,) = apart(scene.team)
    assert scene.team.vault.write(lambda s: s.parcels.let_in(waits)).result()
    scene.syncs(scene.team, scene.lead)
    stands = scene.stands(scene.lead, id)
    assert (stands.state, stands.why) == ("received", "")
    assert scene.due(hours=48) == []


def test_one_that_nobody_there_took_in_for_a_day_stands_on_today_with_the_number_to_ring(
    scene: Scene,
) -> None:
    id = scene.refers()
    scene.syncs(scene.lost, scene.lead)
    assert scene.stands(scene.lead, id).state == "sent"
    assert scene.due(hours=23) == []
    assert scene.due(hours=25) == [(Reason.UNHEARD, "01632 960002", "")]
    scene.syncs(scene.team, scene.lost, scene.lead)
    assert scene.due(hours=25) == []


def refuse_records(name: str) -> None:
    if name == "append":
        raise Unreachable("exchange.unreachable")


def let_go(lead: PC, leaver: PC) -> None:
    device = store_of(leaver).load().own.device
    assert lead.lane.about(lambda store, means: remove(store, device, means)).result()


def store_of(pc: PC):
    return pc.spaces.space(pc.spaces.spaces()[0])
