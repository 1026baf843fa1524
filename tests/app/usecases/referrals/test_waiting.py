"""What another team received and did not answer stands on Today until they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.worklist import Reason, Waiting
from app.errors import FormRefused, Refused
from app.usecases.editing import edit
from app.usecases.person import files
from app.usecases.referrals import answering
from app.usecases.referrals.catching_up import catch_up
from app.usecases.referrals.due import due_in, veiled
from app.usecases.referrals.taking_back import Stopped, take_back
from app.usecases.referrals.waiting import note_rung
from app.usecases.today import load_rule, worklist
from tests.app.usecases.conftest import NOW

FRIDAY = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
HOURS_48 = timedelta(hours=48)
MOMENT = timedelta(minutes=1)


@pytest.fixture
def refer(practice, team):
    def refer(**answers):
        id = practice.refers(practice.identifies(), **{"urgency": "usual", **answers})
        practice.hands_to(team)
        return id

    return refer


@pytest.fixture
def row(practice, clock):
    """The row of the practice's Today, None where there is none, after so long."""

    def row(after=timedelta()):
        clock.now += after
        due = practice.do(lambda s: worklist(s, now=clock.now))
        return next((each for each in due if each.reason is Reason.UNANSWERED), None)

    return row


def end_by_them(practice, why="parcels.team_closed"):
    practice.store.keep_unanswered(practice.team.id, why)
    practice.do(catch_up)


def test_after_the_clock_of_a_first_contact_it_says_since_when_and_whom_to_ring(refer, row):
    refer()
    assert row(HOURS_48) is None

    due = row(MOMENT)
    assert due.referred.waiting == Waiting(NOW)
    assert due.since_ms == int(NOW.timestamp() * 1000)
    assert (due.referred.name, due.referred.phone) == ("Willowmere IDVA team", "01632 960001")


def test_who_needs_someone_today_is_rung_about_after_a_day(refer, row):
    refer(urgency="today")
    assert row(timedelta(hours=24)) is None
    assert row(MOMENT) is not None


def test_a_team_without_advocates_has_two_working_days(practice, refer, row, clock):
    clock.now = FRIDAY
    practice.says("gp_practice")
    refer()
    assert row(timedelta(days=4)) is None
    assert row(MOMENT) is not None


@pytest.mark.parametrize("is_accepted", [True, False])
def test_it_goes_as_soon_as_an_answer_comes(refer, row, practice, team, is_accepted):
    refer()
    assert row(HOURS_48 + MOMENT) is not None
    (here,) = team.do(lambda s: s.referrals())
    if is_accepted:
        team.do(lambda s: answering.accept(s, here.id, worker="Robin Teasel", answers={}))
    else:
        team.do(lambda s: answering.decline(s, here.id, because="other_area", answers={}))
    team.hands_to(practice)
    assert row() is None


def test_one_that_was_taken_back_waits_for_no_answer(refer, row, practice):
    id = refer()
    practice.do(lambda s: take_back(s, id))
    assert row(HOURS_48 + MOMENT) is None


def test_who_rang_has_it_off_today_for_as_long_again_and_it_says_so(refer, row, practice, clock):
    id = refer()
    row(HOURS_48 + MOMENT)
    rung = clock.now
    practice.do(lambda s: note_rung(s, id, spoke_with=" Robin Teasel ", at=rung))
    assert row(HOURS_48) is None
    assert row(MOMENT).referred.waiting == Waiting(NOW, rung, "Robin Teasel")


def test_that_somebody_rang_stands_in_that_file_alone_and_moves_nothing_in_it(
    refer, practice, clock
):
    id = refer()
    elsewhere = practice.identifies().subject
    other = practice.do(lambda s: s.record(elsewhere))
    record = practice.do(lambda s: s.record(id))
    clock.now += HOURS_48
    count = "select count(*) from change"
    before = practice.do(lambda s: s.connection.execute(count).fetchone()[0])
    practice.do(lambda s: note_rung(s, id, spoke_with="Robin Teasel", at=clock.now))

    assert practice.do(lambda s: s.connection.execute(count).fetchone()[0]) == before + 1
    assert practice.do(lambda s: s.record(other.id)) == other
    page = practice.do(lambda s: files.page(s, record.subject, today=clock.now.date()))
    (item,) = [each for each in page.items if each.id == id]
    assert item.answers["handed_over_to"] == "Robin Teasel"
    assert item.at_ms == int(NOW.timestamp() * 1000)


def test_a_ring_needs_a_name_a_time_that_was_and_a_referral_that_waits(
    refer, practice, team, clock
):
    id = refer()

    def ring(spoke_with="Robin Teasel", at=NOW):
        practice.do(lambda s: note_rung(s, id, spoke_with=spoke_with, at=at))

    with pytest.raises(FormRefused) as refused:
        ring(spoke_with=" ")
    assert refused.value.problems == {"handed_over_to": "needed"}
    with pytest.raises(FormRefused) as refused:
        ring(at=clock.now + timedelta(days=1))
    assert set(refused.value.problems) == {"handed_over_at"}

    (here,) = team.do(lambda s: s.referrals())
    team.do(lambda s: answering.accept(s, here.id, worker="Robin Teasel", answers={}))
    team.hands_to(practice)
    with pytest.raises(Refused, match=r"referrals\.not_waiting"):
        ring()


def test_once_they_ended_the_link_it_stands_there_at_once_until_somebody_has_rung(
    refer, row, practice, clock
):
    id = refer()
    assert row() is None
    clock.now += timedelta(hours=1)
    end_by_them(practice)
    waiting = row(MOMENT).referred.waiting
    assert (waiting.received, waiting.is_ended) == (NOW, True)

    practice.do(lambda s: note_rung(s, id, spoke_with="Robin Teasel", at=clock.now))
    assert row(timedelta(days=9)) is None
    end_by_them(practice, "")  # introduced anew: an answer can come, and is waited for
    assert row(MOMENT).referred.waiting.is_ended is False


def test_who_rang_before_they_ended_the_link_is_told_to_ring_again(refer, row, practice, clock):
    id = refer()
    practice.do(lambda s: note_rung(s, id, spoke_with="Robin Teasel", at=clock.now))
    clock.now += timedelta(hours=1)
    end_by_them(practice)
    assert row(MOMENT).referred.waiting.spoke_with == "Robin Teasel"


def test_a_call_is_noted_to_the_minute_and_counts_in_the_one_in_which_the_link_ended(
    refer, row, practice, clock
):
    id = refer()
    minute = clock.now
    clock.now += timedelta(seconds=40)
    end_by_them(practice)
    practice.do(lambda s: note_rung(s, id, spoke_with="Robin Teasel", at=minute))
    assert row() is None


def test_a_call_can_be_noted_by_changing_the_referral_too(refer, row, practice, clock):
    id = refer()
    assert row(HOURS_48 + MOMENT) is not None
    rung = {"handed_over_to": "Robin Teasel", "handed_over_at": clock.now.isoformat()}
    practice.do(lambda s: edit(s, id, rung))
    assert row() is None
    assert row(HOURS_48 + MOMENT).referred.waiting.spoke_with == "Robin Teasel"


def test_after_they_ended_the_link_nobody_can_be_told_that_it_is_taken_back(refer, practice):
    id = refer()
    end_by_them(practice)
    assert practice.do(lambda s: take_back(s, id)) is Stopped.TO_BE_RUNG


def test_a_link_that_our_own_lead_ended_brings_no_answer_either(refer, row, practice):
    refer()
    practice.store.keep_teams([replace(practice.team, is_closed=True)])
    due = row(MOMENT)
    assert due.referred.waiting.is_ended
    assert due.referred.phone == "01632 960001"


def test_the_persons_file_says_it_too(refer, practice, clock):
    id = refer()
    subject = practice.do(lambda s: s.record(id)).subject
    clock.now += HOURS_48 + MOMENT
    found = practice.do(lambda s: due_in(s, subject, load_rule(), now=clock.now))
    assert [(reason, said.waiting) for reason, _, said in found] == [
        (Reason.UNANSWERED, Waiting(NOW))
    ]


def test_of_a_closed_file_nobody_is_told_with_whom_was_spoken(refer, row, practice, clock):
    id = refer()
    practice.do(lambda s: note_rung(s, id, spoke_with="Robin Teasel", at=clock.now))
    said = veiled(row(HOURS_48 + MOMENT).referred)
    assert (said.name, said.waiting.spoke_with, said.waiting.received) == ("", "", NOW)
