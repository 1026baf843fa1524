"""Months in figures, from real records: by place, in time, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.months import Span
from app.domain.overview import Came, CameOf, MonthShare, Seen
from app.domain.periods import Quarter
from app.domain.referral import Way
from app.forms.first_contact import load_rule
from app.usecases.recording import record
from app.usecases.referrals import answering
from app.usecases.referrals.referring import Wish, refer
from app.usecases.reports.overview import overview
from tests.app.usecases.reports.figures import ABUSE, NOW, told, try_at

Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)
WILLOW, MARSH = "Z9902", "Z99901"


@pytest.fixture
def enquire(save):
    """Save so many records of abuse on a day, each of somebody else."""

    def enquired(many, day, site=WILLOW, **answers):
        given = {**ABUSE, "site_ods": site, "identified_at": f"2026-{day}T10:00:00+00:00"}
        for _ in range(many):
            save(lambda s: record(s, "identification", {**given, **answers}, subject=None))

    return enquired


def shown(read, begin=Q3, end=Q4):
    return read(lambda reading: overview(reading, Span(begin, end), rule=load_rule(), now=NOW))


def cells(found):
    return {row.code: (*row.months, row.total) for row in found.sites}


def test_months_stand_beside_each_other_by_place_and_the_one_that_runs_is_the_last(enquire, read):
    enquire(6, "07-03")
    enquire(7, "09-30")
    enquire(9, "11-02", MARSH)

    found = shown(read)

    assert [each.key for each in found.months] == [f"2026-{n:02}" for n in (7, 8, 9, 10, 11)]
    assert found.is_last_part
    assert cells(found) == {
        WILLOW: (6, 0, 7, 0, 0, 13),
        MARSH: (0, 0, 0, 0, 9, 9),
        "": (6, 0, 7, 0, 9, 22),
    }
    assert found.hidden(Seen.DONE) == 0


def test_a_month_that_the_reports_row_would_give_away_takes_another_with_it(enquire, read):
    enquire(3, "10-05")
    enquire(8, "11-02")
    enquire(9, "10-09", MARSH)
    enquire(9, "11-09", MARSH)

    found = cells(shown(read, Q4))

    assert {row.code: row.count for row in told(read, quarter=Q4).tables["site"]} == {
        WILLOW: 11,
        MARSH: 18,
    }
    assert found[WILLOW] == (None, None, 11)
    assert found[MARSH].count(None) + found[""].count(None) >= 2


def test_a_quarter_is_told_the_same_in_every_span_that_has_it(enquire, read):
    enquire(3, "09-05")
    enquire(8, "08-02")
    enquire(6, "11-02")

    alone, among = shown(read, Q4), shown(read)

    for row in alone.sites:
        assert cells(among)[row.code][-3:-1] == row.months
    assert cells(among)[WILLOW][:3] == cells(shown(read, Q3, Q3))[WILLOW][:3]


@pytest.fixture
def accept(save, clock):
    """Refer somebody to our own team and accept it, at a time; gives the referral."""

    def accepted(at):
        clock.now = at
        given = {**ABUSE, "identified_at": at.isoformat()}
        made = save(lambda s: record(s, "identification", given, subject=None))
        wish = Wish(Way.OWN_TEAM, answers={})
        referral = save(lambda s: refer(s, made.subject, wish, identification=made.id))
        save(lambda s: answering.accept(s, referral.id, worker="Wren Pepperday", answers={}))
        return referral

    return accepted


def test_who_was_accepted_then_and_what_was_done_then_are_told_apart(accept, save, read, clock):
    for hour in range(5):
        referral = accept(datetime(2026, 9, 30, 9 + hour, tzinfo=UTC))
        try_at(save, clock, referral, datetime(2026, 10, 1, 9 + hour, tzinfo=UTC))
    for hour in range(5):
        referral = accept(datetime(2026, 11, 2, 9 + hour, tzinfo=UTC))
        later = datetime(2026, 11, 7, 9 + hour, tzinfo=UTC)
        try_at(save, clock, referral, later, outcome="no_answer")
    clock.now = NOW

    views = shown(read).views

    came, done = views[Seen.REFERRED], views[Seen.DONE]
    none, five = MonthShare(0, 0), MonthShare(5, 5)
    assert came.in_time == (none, none, five, none, five)
    assert done.in_time == (none, none, none, five, five)
    assert came.came_of == (
        CameOf(Came.AGREED, 10, 10, 0, 0),
        CameOf(Came.TAKEN, 10, 10, 0, 0),
        CameOf(Came.SPOKEN, 10, 5, 0, 5),
    )
    assert done.came_of == (
        CameOf(Came.ANSWERED, 10, 10, 0, 0),
        CameOf(Came.REACHED, 10, 5, 5, 0),
    )


def test_a_yes_that_came_later_counts_for_whom_it_came_from_and_not_for_the_record(
    enquire, save, read
):
    enquire(5, "10-02", specialist_referral="declined")
    people = read(lambda reading: reading.enquiries(since="2026-01-01"))
    for each in people:
        given = {**ABUSE, "identified_at": "2026-11-10T10:00:00+00:00"}
        save(lambda s, g=given, f=each.subject: record(s, "identification", g, subject=f))

    views = shown(read, Q4).views

    assert views[Seen.REFERRED].came_of[0] == CameOf(Came.AGREED, 5, 5, 0, 0)
    assert views[Seen.DONE].came_of[0] == CameOf(Came.ANSWERED, 10, 5, 5, 0)


def test_a_share_whose_rest_is_a_small_number_is_hidden_though_the_rest_is_two_kinds(enquire, read):
    enquire(10, "10-02")
    enquire(1, "10-03", specialist_referral="declined")
    enquire(1, "10-04", specialist_referral="not_offered")

    views = shown(read, Q4).views

    assert views[Seen.REFERRED].came_of[0] == CameOf(Came.AGREED, 12, None, None, None)
    assert views[Seen.DONE].came_of[0] == CameOf(Came.ANSWERED, 12, None, None, None)


def test_what_is_hidden_of_the_records_is_not_told_of_the_same_people(enquire, read):
    enquire(7, "10-02")
    enquire(2, "10-03", specialist_referral="declined")
    enquire(6, "10-04", specialist_referral="not_offered")
    enquire(3, "10-05", specialist_referral="already_supported")

    views = shown(read, Q4).views

    people, records = views[Seen.REFERRED].came_of[0], views[Seen.DONE].came_of[0]
    both = [
        records_told if people_told is None else people_told
        for people_told, records_told in zip(
            (people.yes, people.no, people.open),
            (records.yes, records.no, records.open),
            strict=True,
        )
    ]
    assert people.whole == records.whole == 18
    assert both.count(None) >= 2


def test_a_month_is_not_told_beside_one_that_is_hidden_where_people_tell_the_sum(enquire, read):
    enquire(1, "10-20", specialist_referral="declined")
    enquire(9, "11-02")
    enquire(2, "11-03", MARSH)

    found = shown(read, Q4)

    assert cells(found)[""][:2] == (None, None)
    assert found.views[Seen.REFERRED].came_of[0].whole == cells(found)[""][2]
