"""The rows of Today in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.first_contact import Countdown, Running
from app.domain.parcels import Carrier
from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.domain.referral import State
from app.domain.worklist import Due, Reason, Referred, Waiting
from ui.today import referral_words
from ui.today.panel import lines_of
from ui.today.wording import HEADS, Ring, Wording, about, key_of

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 15, 14, 5, tzinfo=UTC)
SEEN = int(datetime(2026, 11, 15, 15, 20, tzinfo=UTC).timestamp() * 1000)
TANSY = PersonRow(
    subject=bytes(16),
    name="Tansy Bramblewick",
    known_as=(),
    date_of_birth=date(1992, 3, 4),
    age=34,
    nhs_number="9990000018",
    pronouns="she/her",
    changed_ms=SEEN,
    sync=SyncState.ONLY_HERE,
    has_clash=False,
)
WORDING = Wording(NOW, {"Z9902": "Willowmere ED"}.__getitem__, Ring("COMPASS", "0330 333 7 444"))


REFERRED = Referred(
    "Willowmere IDVA team",
    State.ACCEPTED,
    offered_to="Robin Teasel",
    because="other_area",
    outcome="supported",
)


def due(reason: Reason, **more: object) -> Due:
    row = Due(reason, TANSY, b"r" * 16, SEEN, day="2026-11-16", count=2, site="Z9902")
    if reason in referral_words.HEADS:
        waiting = Waiting(RECEIVED) if reason is Reason.UNANSWERED else None
        row = replace(row, referred=replace(REFERRED, waiting=waiting))
    return replace(row, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_head_a_row_and_an_action(reason: Reason) -> None:
    row = WORDING.row(due(reason))

    assert HEADS[reason]
    assert row.name == "Tansy Bramblewick"
    assert row.matter and row.detail and row.action
    assert row.sentence.endswith(f"Press Enter to {row.action[0].lower()}{row.action[1:]}")


@pytest.mark.parametrize(
    ("running", "left", "head", "words"),
    [
        (Running.OVER, timedelta(hours=-2, minutes=-10), "Overdue", "2 h 10 m over time"),
        (Running.SOON, timedelta(hours=6, minutes=5), "Due today", "6 h 05 m left"),
        (Running.PLENTY, timedelta(hours=31), "Next 48 hours", "31 h left"),
        (Running.PAUSED, timedelta(hours=31), "Paused", "Paused no safe time"),
    ],
)
def test_a_row_with_a_clock_stands_by_its_time(
    running: Running, left: timedelta, head: str, words: str
) -> None:
    clock = Countdown(running, NOW + left, left, 0.5)
    first = due(Reason.FIRST_CONTACT, referred=replace(REFERRED, clock=clock, tries=1))

    assert WORDING.head(first) == head
    assert WORDING.row(first).clock.sentence == words
    assert "One try so far" in WORDING.row(first).detail


def test_a_referral_that_cannot_wait_says_so_in_its_row() -> None:
    assert WORDING.row(due(Reason.ANSWER)).detail == "From Willowmere IDVA team"
    urgent = due(Reason.ANSWER, referred=replace(REFERRED, is_urgent=True))
    assert WORDING.row(urgent).detail == "From Willowmere IDVA team. They need someone today"


def test_what_was_declined_says_by_whom_and_why() -> None:
    assert WORDING.row(due(Reason.DECLINED)).detail == (
        "Willowmere IDVA team: They live in another area"
    )


def test_a_referral_tells_the_number_to_ring() -> None:
    contact = WORDING.row(due(Reason.REFERRAL)).contact

    assert contact is not None
    assert (contact.first, contact.second) == ("Ring COMPASS", "0330 333 7 444")


@pytest.mark.parametrize("reason", [Reason.DANGER, Reason.UNSAFE_HOME, Reason.ASK_AGAIN])
def test_contact_is_unsafe_as_long_as_nobody_said_otherwise(reason: Reason) -> None:
    contact = WORDING.row(due(reason)).contact

    assert contact is not None
    assert (contact.first, contact.second) == ("Not known", "treat as unsafe")


def test_danger_and_unsafe_to_go_home_are_told_apart() -> None:
    danger, unsafe = due(Reason.DANGER), due(Reason.UNSAFE_HOME)

    assert WORDING.matter(danger) == "Immediate danger"
    assert WORDING.matter(unsafe) == "Unsafe to go home"
    assert WORDING.said(unsafe) == "Said Sun 15:20. Shown for 48 hours."
    assert ("They said it was not safe to go home. Said Sun 15:20. Shown for 48 hours.") in [
        words for _, words in lines_of(unsafe, WORDING)
    ]
    assert not any("in danger. " in words for _, words in lines_of(unsafe, WORDING))


def test_initials_stand_for_names_where_they_are_wished() -> None:
    hidden = replace(WORDING, initials=True)

    row = hidden.row(due(Reason.DANGER))

    assert row.name == "TB"
    assert "Tansy" not in row.sentence


def test_someone_without_a_name_is_told_by_the_reference() -> None:
    unnamed = replace(TANSY, name="")

    assert WORDING.name(unnamed) == "Unnamed, Y-00000"
    assert replace(WORDING, initials=True).name(unnamed) == "Unnamed, Y-00000"


def test_a_draft_may_be_about_nobody_yet() -> None:
    assert WORDING.row(due(Reason.DRAFT, person=None)).name == "Nobody yet"


def test_one_item_is_told_as_one() -> None:
    assert WORDING.matter(due(Reason.ONLY_HERE, count=1)) == "1 item"
    assert WORDING.clock(due(Reason.CLASH, count=1)).words == "1 place"


def test_a_day_that_cannot_be_read_is_left_out() -> None:
    assert WORDING.clock(due(Reason.ASK_AGAIN, day="soon")).words == ""


def test_two_rows_of_one_record_have_two_keys() -> None:
    assert key_of(due(Reason.DANGER)) != key_of(due(Reason.REFERRAL))


def test_the_line_about_a_person_leaves_out_what_is_not_known() -> None:
    assert about(TANSY) == "Age 34 · NHS 999 000 0018 · Ref Y-00000"
    assert about(replace(TANSY, age=None, nhs_number="")) == "Ref Y-00000"


def test_what_waits_longer_than_a_day_is_shown_as_urgent() -> None:
    day = 24 * 3_600_000
    late = int(NOW.timestamp() * 1000) - day - 60_000

    assert WORDING.clock(due(Reason.ONLY_HERE, since_ms=late)).ink == "danger"
    assert WORDING.clock(due(Reason.ONLY_HERE, since_ms=late + 2 * 60_000)).ink == "warn"


def test_a_row_says_on_whose_pc_a_referral_waits():
    there = Carrier("ED 2", "Robin Teasel", SEEN, is_here=False)
    stuck = due(Reason.STUCK, referred=replace(REFERRED, carrier=there))

    said = referral_words.detail_of(stuck, NOW), [words for _, words in lines_of(stuck, WORDING)]
    assert "Waits on ED 2 (Robin Teasel)." in said[0]
    assert any("since Sun 15:20" in words for words in said[1])

    here = replace(stuck, referred=replace(REFERRED, carrier=replace(there, is_here=True)))
    assert "Waits on this PC." in referral_words.detail_of(here, NOW)


def test_what_nobody_answered_says_since_when_who_was_rung_and_whom_to_ring_now():
    waits = replace(REFERRED, phone="01632 960001", waiting=Waiting(RECEIVED))
    row = WORDING.row(due(Reason.UNANSWERED, referred=waits))
    assert row.detail == "Received Sun 14:05, not answered. Ring them"
    assert row.contact is not None
    assert (row.contact.first, row.contact.second) == ("Ring Willowmere IDVA team", "01632 960001")
    assert "Referral not answered" in row.sentence
    assert "Received Sun 14:05, not answered" in row.sentence
    assert "Ring Willowmere IDVA team" in row.sentence and "01632 960001" in row.sentence

    rung = Waiting(RECEIVED, NOW, "Robin Teasel")
    again = due(Reason.UNANSWERED, referred=replace(waits, waiting=rung))
    assert WORDING.row(again).detail == (
        "Received Sun 14:05, rang Robin Teasel today 09:42, not answered. Ring them again"
    )
    assert ("phone", "Ring Willowmere IDVA team: 01632 960001") in lines_of(again, WORDING)


def test_without_a_number_of_theirs_the_sites_own_is_rung():
    contact = WORDING.row(due(Reason.UNANSWERED)).contact
    assert contact is not None
    assert (contact.first, contact.second) == ("Ring COMPASS", "0330 333 7 444")
    assert ("phone", "Ring COMPASS: 0330 333 7 444") in lines_of(due(Reason.UNANSWERED), WORDING)


def test_after_the_link_was_ended_a_row_says_that_no_answer_comes():
    ended = replace(REFERRED, waiting=Waiting(RECEIVED, is_ended=True))
    assert WORDING.row(due(Reason.UNANSWERED, referred=ended)).detail == (
        "No answer will come through Yarrow: the link was ended. Received Sun 14:05. Ring them"
    )
