"""How long a PC reads a space without hearing of it, and what opens it again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refused
from sync.policy import Wanted, set_policy
from sync.removing import remove, rotate
from sync.reopening import answer_words, asked_words, reopen
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office, codes

DAY_MS = 24 * 60 * 60 * 1000


class Calendar:
    """The true time, and what each PC's clock says beside it."""

    def __init__(self, office: Office, *pcs: PC) -> None:
        self.days = 0
        office.now_ms = self.now_ms
        for pc in pcs:
            self.set(pc)

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.days * DAY_MS

    def set(self, pc: PC, *, days_off: int = 0) -> None:
        pc.clock = lambda: self.now_ms() + days_off * DAY_MS


@pytest.fixture
def calendar(team: tuple[PC, PC], office: Office) -> Calendar:
    return Calendar(office, *team)


def store_of(pc: PC):  # type: ignore[no-untyped-def]
    return pc.spaces.space(pc.spaces.spaces()[0])


def hidden(pc: PC) -> int:
    """How many files this PC does not show."""
    return sum(each.files for each in pc.vault.read(lambda reading: reading.hidden()).result())


def answered(lead: PC, other: PC) -> str:
    """What a lead reads out for another PC."""
    asked = " ".join(asked_words(store_of(other), other.means))
    return " ".join(answer_words(store_of(lead), other.device, asked, lead.means))


def test_on_day_31_without_the_service_nothing_is_read_and_one_exchange_opens_it(
    team: tuple[PC, PC], office: Office, calendar: Calendar
) -> None:
    _, b = team
    note = b.note()
    b.sync()
    office.is_up = False
    calendar.days = 29
    b.sync()
    assert b.has(note)

    calendar.days = 31
    b.sync()
    late = b.note("work goes on")
    assert (b.has(note), b.has(late), hidden(b)) == (False, True, 1)

    office.is_up = True
    assert b.sync().sent == 1
    assert (b.has(note), b.has(late), hidden(b)) == (True, True, 0)


def test_18_an_idva_whose_only_colleague_is_on_leave_for_five_weeks_reads_her_caseload_on_day_31(
    team: tuple[PC, PC], calendar: Calendar
) -> None:
    a, b = team
    note = a.note()
    for pc in (a, b, a):
        pc.sync()

    calendar.days = 31
    assert a.has(note) is False  # nobody has switched the PC on for a month
    assert codes(a.sync()) == ["exchange.nobody_heard"]

    assert a.has(note)
    calendar.days = 35
    a.sync()
    assert a.has(note)


def test_where_the_only_other_pc_is_a_ward_pc_nobody_is_missed(
    new_pc: Callable[..., PC], office: Office, tmp_path: Path
) -> None:
    lead = new_pc("Wren Pepperday")
    lead.found()
    calendar = Calendar(office, lead)
    WardPC(tmp_path / "ward", office).join(lead.invite(name="Fernhollow", role="writer"))
    assert codes(lead.sync()) == []

    calendar.days = 40
    assert codes(lead.sync()) == []


def test_the_days_are_those_that_a_lead_set(team: tuple[PC, PC], calendar: Calendar) -> None:
    a, b = team
    note = b.note()
    b.sync()
    changed = a.lane.about(
        lambda store, means: set_policy(store, Wanted(lease_days=3), means)
    ).result()
    assert changed
    calendar.days = 4
    assert b.has(note)  # it has not heard of that

    b.sync()
    calendar.days = 7
    assert not b.has(note)


def test_a_lead_opens_it_by_phone_once_without_the_service(
    team: tuple[PC, PC], office: Office, calendar: Calendar
) -> None:
    a, b = team
    note = b.note()
    b.sync()
    a.lane.about(rotate).result()  # of which b has not heard: it is asked under the key it has
    office.is_up = False
    calendar.days = 25
    calendar.set(a)
    a.alter("update membership set reopened_ms = ?", calendar.now_ms())
    calendar.days = 40
    words = answered(a, b)

    reopen(store_of(b), words.upper(), b.means)
    assert b.has(note)

    calendar.days = 71
    assert not b.has(note)
    with pytest.raises(Refused) as refused:
        reopen(store_of(b), words, b.means)
    assert refused.value.code == "lease.not_asked"


@pytest.mark.parametrize(("days_off", "opens"), [(-3000, True), (900, False)])
def test_a_clock_that_is_wrong_wins_no_more_than_the_days_given(
    team: tuple[PC, PC], calendar: Calendar, days_off: int, opens: bool
) -> None:
    a, b = team
    b.sync()
    note = b.note()
    calendar.days = 20
    a.sync()
    calendar.set(b, days_off=days_off)
    words = answered(a, b)

    if opens:
        reopen(store_of(b), words, b.means)
        assert b.has(note)
        calendar.set(b)
        calendar.days = 20 + 33
        assert not b.has(note)
    else:
        with pytest.raises(Refused) as refused:
            reopen(store_of(b), words, b.means)
        assert refused.value.code == "lease.clock_ahead"


def test_only_a_lead_who_knows_who_belongs_makes_words_and_for_nobody_removed(
    team: tuple[PC, PC], calendar: Calendar, new_pc: Callable[..., PC]
) -> None:
    a, b = team
    asked = " ".join(asked_words(store_of(b), b.means))

    def refusal(by: PC, about: bytes) -> str:
        with pytest.raises(Refused) as refused:
            answer_words(store_of(by), about, asked, by.means)
        return refused.value.code

    b.sync()
    assert refusal(b, a.device) == "space.not_lead_to_state"
    assert refusal(a, b"x" * 16) == "space.no_such_device"
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()
    assert refusal(a, b.device) == "lease.not_of_team"
    calendar.days = 31
    assert refusal(a, a.device) == "lease.own_over"


def test_one_that_was_removed_stops_reading_at_once_and_no_words_help(
    team: tuple[PC, PC], calendar: Calendar
) -> None:
    a, b = team
    theirs = a.note()
    a.sync()
    b.sync()
    note = b.note("not sent yet")
    asked_words(store_of(b), b.means)
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()

    b.sync()
    after = b.note("written after")

    assert (b.has(theirs), b.has(note), b.has(after), hidden(b)) == (False, False, True, 2)
    with pytest.raises(Refused) as refused:
        asked_words(store_of(b), b.means)
    assert refused.value.code == "lease.removed"
