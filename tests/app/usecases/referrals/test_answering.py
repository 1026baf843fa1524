"""The team's answer comes back to who referred: the state and the feedback, and no note."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.changes import Edit
from app.domain.first_contact import Running
from app.domain.parcels import ParcelState
from app.domain.referral import KIND, NEWS, State
from app.domain.worklist import Reason
from app.errors import Refused
from app.ports.parcels import Brought
from app.usecases.editing import mark_in_error
from app.usecases.person import files
from app.usecases.referrals import answering
from app.usecases.referrals.catching_up import catch_up
from app.usecases.referrals.referring_again import refer_again
from app.usecases.referrals.taking_back import Stopped, see_to, take_back
from app.usecases.retention.erasing import teams_untold
from app.usecases.settling import take
from app.usecases.today import worklist
from tests.app.usecases.conftest import NOW
from tests.app.usecases.referrals.two_teams import both, closing

SPOKE = {"happened_at": "2026-11-17T11:00:00+00:00", "outcome": "reached", "rules": "inside"}


@pytest.fixture
def today(clock):
    return lambda side: {
        each.reason: each for each in side.do(lambda s: worklist(s, now=clock.now))
    }


@pytest.fixture
def sent(practice, team):
    id = practice.refers(practice.identifies(), urgency="usual")
    practice.hands_to(team)
    return id


@pytest.fixture
def here(sent, team):
    """The same referral, as the team has it."""
    (found,) = team.do(lambda s: s.referrals())
    return found


def bring(side, sender, parcel):
    """A parcel arrives and is taken in; the sender hears nothing of it."""
    came = replace(parcel, own=side.own, team=sender.own)
    side.store.bring([Brought(parcel.id, sender.own, 1, b"", came, b"d" * 16)])
    side.do(catch_up)


def accept(team, here):
    team.do(lambda s: answering.accept(s, here.id, worker="Linnet Marrowby", answers={}))


def test_while_no_safe_time_is_known_today_names_who_referred_and_their_number(
    sent, here, practice, team, today
):
    answer = today(team)[Reason.ANSWER].referred
    assert (answer.is_urgent, answer.phone) == (False, "")
    accept(team, here)
    waits = today(team)[Reason.FIRST_CONTACT].referred
    assert waits.clock.running is Running.PAUSED
    assert (waits.name, waits.phone) == ("Hollin Bank Surgery", "01632 960002")

    practice.refers(practice.identifies(), urgency="today")
    practice.hands_to(team)
    assert today(team)[Reason.ANSWER].referred.is_urgent


def test_a_referral_begins_a_file_with_what_came(sent, here, practice, team):
    records = {each.kind: each for each in team.do(lambda s: s.records_of(here.subject))}

    assert records["person"].fields["name"] == "Tansy Bramblewick"
    assert records["identification"].fields["hark_h"] == "yes"
    assert here.fields["from_name"] == "Hollin Bank Surgery"
    assert here.fields["reason"] == "Afraid to go home"
    assert here.fields["identification"] == records["identification"].id.hex()
    assert practice.standing(sent).state is State.RECEIVED


def test_two_pcs_that_open_it_make_one_record(practice, team, clock, tmp_path):
    practice.refers(practice.identifies(trigger=["depression", "anxiety"]))
    (parcel,) = [each.parcel for each in practice.store.to_send()]
    (tmp_path / "again").mkdir()
    with closing(both(tmp_path / "again", clock)) as (_, second):
        bring(team, practice, parcel)
        bring(second, practice, parcel)
        found = [pc.do(lambda s: s.referrals())[0] for pc in (team, second)]
        written = [
            {
                change.id
                for record in pc.do(lambda s, of=each: s.records_of(of.subject))
                for change in pc.do(lambda s, of=record: s.history(of.id))
            }
            for pc, each in zip((team, second), found, strict=True)
        ]

    assert found[0].fields == found[1].fields
    assert written[0] == written[1] != set()  # byte for byte: the second to arrive is no news


def test_an_acceptance_a_first_contact_and_a_close_come_back(sent, here, practice, team, clock):
    accept(team, here)
    team.hands_to(practice)
    assert practice.standing(sent).state is State.ACCEPTED
    assert practice.standing(sent).last.answers["worker"] == "Linnet Marrowby"

    clock.now += timedelta(hours=2)
    team.do(lambda s: s.save([Edit("contact", here.subject, None, SPOKE | {"said": "SECRET"}, {})]))
    practice.hands_to(team)  # nothing waits; the team catches up all the same
    team.hands_to(practice)
    assert practice.standing(sent).state is State.CONTACTED

    feedback = {"feedback": ["come_back"], "feedback_line": "All well", "outcome": "supported"}
    team.do(lambda s: answering.close(s, here.id, because="planned_needs_met", answers=feedback))
    team.hands_to(practice)
    last = practice.standing(sent)
    assert last.state is State.CLOSED
    assert last.last.answers["outcome"] == "supported"
    assert last.last.answers["feedback_line"] == "All well"
    news = practice.do(lambda s: [e for e in s.records_of(last.record.subject) if e.kind == NEWS])
    assert not any("SECRET" in str(each.fields) for each in news)
    assert not any("planned_needs_met" in str(each.fields) for each in news)


def test_a_decline_comes_back_with_its_reason_and_stands_on_today(
    sent, here, practice, team, today
):
    team.do(lambda s: answering.decline(s, here.id, because="other_area", answers={}))
    team.hands_to(practice)

    assert today(practice)[Reason.DECLINED].referred.because == "other_area"
    assert Reason.ANSWER not in today(team)

    practice.do(lambda s: see_to(s, sent))
    assert Reason.DECLINED not in today(practice)
    assert practice.standing(sent).state is State.DECLINED


def test_agreement_taken_back_after_it_left_stops_the_team(sent, here, practice, team, today):
    accept(team, here)
    team.hands_to(practice)

    assert practice.do(lambda s: take_back(s, sent)) is Stopped.TOLD
    practice.hands_to(team)

    assert practice.standing(sent).state is State.WITHDRAWN
    assert team.standing(here.id).state is State.WITHDRAWN
    assert Reason.TAKEN_BACK in today(team)
    assert Reason.FIRST_CONTACT not in today(team)
    with pytest.raises(Refused, match="referrals.over"):
        accept(team, here)
    team.do(lambda s: answering.close(s, here.id, because="declined_after_contact", answers={}))
    assert Reason.TAKEN_BACK not in today(team)


def test_only_the_team_it_went_to_may_answer(sent, here, practice, team):
    accept(team, here)
    (answer,) = [each.parcel for each in team.store.to_send()]
    stranger = replace(answer, own=practice.own, team=b"s" * 32)
    practice.store.bring([Brought(answer.id, b"s" * 32, 1, b"", stranger, b"d" * 16)])
    practice.hands_to(team)

    assert practice.standing(sent).state is State.RECEIVED
    assert [each.why for each in practice.do(lambda s: s.parcels.apart())] == [
        "referrals.not_readable"
    ]


def test_two_who_answer_apart_settle_and_the_settlement_is_told(sent, here, practice, team):
    accept(team, here)
    team.hands_to(practice)
    apart = {"state": "declined", "declined_because": "no_room"}
    team.do(lambda s: s.save([Edit(KIND, here.subject, here.id, apart, {})]))
    with pytest.raises(Refused, match="referrals.in_clash"):
        accept(team, here)

    clash = team.do(lambda s: s.record(here.id)).clashes["state"]
    declined = next(each.change for each in clash if each.value == "declined")
    team.do(lambda s: take(s, here.id, "state", change=declined, reason="No room after all"))
    team.hands_to(practice)

    assert practice.standing(sent).state is State.DECLINED


def test_what_the_receiver_does_not_know_is_kept_and_counted(practice, team):
    practice.refers(practice.identifies())
    (parcel,) = [each.parcel for each in practice.store.to_send()]
    asked = {**parcel.fields["identification"], "moon_phase": "full", "how_arose": "by_star"}
    newer = replace(parcel, fields={**parcel.fields, "identification": asked})
    bring(team, practice, newer)

    (here,) = team.do(lambda s: s.referrals())
    asked = team.do(lambda s: s.record(bytes.fromhex(here.fields["identification"])))
    assert here.fields["not_understood"] == 2
    assert (asked.fields["moon_phase"], asked.fields["how_arose"]) == ("full", "by_star")


def test_a_referral_is_answered_passed_on_and_taken(sent, here, team, today):
    assert Reason.ANSWER in today(team)
    accept(team, here)
    assert today(team)[Reason.FIRST_CONTACT].referred.worker == "Linnet Marrowby"

    team.do(lambda s: answering.offer(s, here.id, to="Robin Teasel"))
    assert today(team)[Reason.OFFERED].referred.offered_to == "Robin Teasel"
    team.do(lambda s: answering.accept(s, here.id, worker="Robin Teasel", answers={}))
    assert today(team)[Reason.FIRST_CONTACT].referred.worker == "Robin Teasel"


def test_three_safe_tries_stop_the_clock_and_ask_for_a_decision(sent, here, team, today, clock):
    accept(team, here)
    for hour in (11, 12, 13):
        tried = SPOKE | {"outcome": "no_answer", "happened_at": f"2026-11-17T{hour}:00:00+00:00"}
        unsafe = tried | {"rules": "outside_with_reason"}
        team.do(lambda s, each=tried: s.save([Edit("contact", here.subject, None, each, {})]))
        team.do(lambda s, each=unsafe: s.save([Edit("contact", here.subject, None, each, {})]))
        clock.now += timedelta(hours=2)
        assert (Reason.NOT_REACHED in today(team)) == (hour == 13)


def test_a_referral_that_cannot_go_stands_on_today_after_an_hour(practice, today, clock):
    practice.refers(practice.identifies())
    assert Reason.STUCK not in today(practice)

    clock.now += timedelta(hours=1, minutes=1)
    stuck = today(practice)[Reason.STUCK].referred
    assert (stuck.name, stuck.phone) == ("Willowmere IDVA team", "01632 960001")


def test_a_referral_in_error_is_taken_back_first_so_that_the_team_hears_of_it(sent, practice, team):
    with pytest.raises(Refused, match=r"referrals\.take_back_first"):
        practice.do(lambda s: mark_in_error(s, s.record(sent), "Wrong person"))

    practice.do(lambda s: take_back(s, sent))
    practice.do(lambda s: mark_in_error(s, s.record(sent), "Wrong person"))
    practice.hands_to(team)
    (here,) = team.do(lambda s: s.referrals())
    assert team.standing(here.id).state is State.WITHDRAWN


def test_once_the_link_is_ended_it_is_taken_back_here_and_the_person_is_told_to_ring(
    sent, practice, team
):
    (here,) = team.do(lambda s: s.referrals())
    team.do(lambda s: answering.accept(s, here.id, worker="Robin Teasel", answers={}))
    team.do(lambda s: s.save([Edit("contact", here.subject, None, SPOKE, {})]))
    for side in (practice, team):
        side.store.keep_teams([replace(side.team, is_closed=True)])

    assert practice.do(lambda s: take_back(s, sent)) is Stopped.TO_BE_RUNG
    assert practice.standing(sent).state is State.WITHDRAWN
    team.do(catch_up)  # and nothing that nobody can be told stops what arrives
    assert team.standing(here.id).state is State.CONTACTED
    page = team.do(lambda s: files.page(s, here.subject, today=NOW.date()))
    assert [each.is_untold for each in page.items if each.kind == KIND] == [True]


def test_who_erases_is_told_which_team_has_an_open_referral_and_hears_nothing(sent, practice, team):
    record = practice.do(lambda s: s.record(sent))
    (here,) = team.do(lambda s: s.referrals())
    asked = [(practice, record.subject), (team, here.subject)]

    told = [side.do(lambda s, f=file: teams_untold(s, f)) for side, file in asked]
    assert told == [("Willowmere IDVA team",), ("Hollin Bank Surgery",)]
    assert practice.do(lambda s: teams_untold(s, record.subject, record.subject)) == ()

    practice.do(lambda s: take_back(s, sent))
    practice.hands_to(team)
    assert [side.do(lambda s, f=file: teams_untold(s, f)) for side, file in asked] == [(), ()]


def test_one_that_was_refused_is_sent_again_once_the_teams_are_introduced_anew(practice, team):
    id = practice.refers(practice.identifies())
    (going,) = practice.store.to_send()
    practice.store.keep_state(going.parcel.id, ParcelState.REFUSED, "parcels.team_closed")
    practice.store.keep_teams([replace(practice.team, is_closed=True)])
    practice.do(catch_up)
    with pytest.raises(Refused, match=r"parcels\.ended"):
        practice.do(lambda s: refer_again(s, id))

    practice.store.keep_teams([practice.team])
    practice.do(lambda s: refer_again(s, id))

    assert practice.hands_to(team) == 1
    assert practice.standing(id).state is State.RECEIVED
    (again,) = team.do(lambda s: s.referrals())
    assert again.fields["parcel"] == going.parcel.id.hex()


def test_one_that_was_refused_and_is_taken_back_is_for_the_person_to_ring_about(practice):
    id = practice.refers(practice.identifies())
    (going,) = practice.store.to_send()
    practice.store.keep_state(going.parcel.id, ParcelState.REFUSED, "parcels.team_closed")
    practice.do(catch_up)

    assert practice.do(lambda s: take_back(s, id)) is Stopped.TO_BE_RUNG
    assert practice.store.to_send() == []
