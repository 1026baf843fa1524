"""Today shows what needs someone, in its order, and lets go of what is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.changes import Edit
from app.domain.worklist import Reason
from app.ports import Draft
from app.usecases.editing import edit
from app.usecases.person import files, record_safety
from app.usecases.recording import record
from app.usecases.today import worklist
from tests.app.usecases.identified import ENQUIRY, IDENTIFIED
from tests.colleagues import Colleague

FILE = b"f" * 16
ERASURE = """
    insert into erasure (space, hash, position, subject, author, at_ms, done_ms)
    values (1, x'02', 1, ?, x'01', 5, ?)
"""


@pytest.fixture
def today(read, clock):
    return lambda: read(lambda reading: worklist(reading, now=clock.now))


def add(save, **answers):
    return save(lambda session: record(session, "identification", IDENTIFIED | answers))


def reasons(rows):
    return [row.reason for row in rows if row.reason is not Reason.ONLY_HERE]


def test_immediate_danger_stands_first_for_48_hours(save, today, clock):
    add(save, specialist_referral="accepted")
    made = add(save, immediate_danger="yes")

    assert today()[0].record == made.id
    assert reasons(today()) == [Reason.DANGER, Reason.REFERRAL]

    clock.now += timedelta(hours=48, minutes=1)
    assert reasons(today()) == [Reason.REFERRAL]


def test_unsafe_to_go_home_alone_is_not_told_as_immediate_danger(save, today, clock):
    add(save, hark_safety="yes")
    assert reasons(today()) == [Reason.UNSAFE_HOME]

    clock.now += timedelta(hours=48, minutes=1)
    assert reasons(today()) == []


def test_danger_and_unsafe_to_go_home_are_one_row(save, today):
    add(save, immediate_danger="yes", hark_safety="yes")

    assert reasons(today()) == [Reason.DANGER]


def test_unsafe_to_go_home_stands_before_referrals(save, today):
    add(save, specialist_referral="accepted")
    add(save, hark_safety="yes")

    assert reasons(today()) == [Reason.UNSAFE_HOME, Reason.REFERRAL]


def test_an_accepted_referral_stays_until_it_is_handed_over(save, today):
    made = add(save, specialist_referral="accepted")
    assert [(row.reason, row.site) for row in today()][0] == (Reason.REFERRAL, "Z9902")
    handed = {
        "identification": made.id.hex(),
        "handed_over_at": "2026-11-17T09:41:00+00:00",
        "handed_over_to": "IDVA team",
    }

    save(lambda session: record(session, "referral", handed, subject=made.subject))

    assert reasons(today()) == []


def test_ask_again_shows_from_its_day_on(save, today, clock):
    not_safe = ENQUIRY | {"seen_alone": "no", "ask_again_on": "2026-11-18"}
    save(lambda session: record(session, "identification", not_safe))
    assert reasons(today()) == []

    clock.now += timedelta(days=1)

    assert reasons(today()) == [Reason.ASK_AGAIN]


def test_a_record_to_keep_safe_shows_from_its_day_until_another_is_said(save, today, clock):
    points = {"neutral_alert": "yes", "review_on": "2026-11-18"}
    not_safe = ENQUIRY | {"seen_alone": "no"}
    made = save(lambda session: record(session, "identification", not_safe, safety=points))
    assert reasons(today()) == []

    clock.now += timedelta(days=1)
    assert reasons(today()) == [Reason.KEEP_SAFE]
    row = next(each for each in today() if each.reason is Reason.KEEP_SAFE)
    assert (row.reason, row.person.subject, row.day) == (
        *(Reason.KEEP_SAFE, made.subject),
        "2026-11-18",
    )

    later = {"review_on": "2027-02-01"}
    save(lambda s: record_safety.keep(s, record_safety.look(s, made.id), later))
    assert reasons(today()) == []


def test_a_kept_draft_is_a_row_and_opening_it_finds_its_id(save, today, clock):
    draft = Draft(b"d" * 16, "identification/1", None, {}, "hark_h", clock())

    save(lambda session: session.keep_draft(draft))

    assert [(row.reason, row.record) for row in today()] == [(Reason.DRAFT, draft.id)]


def test_what_is_only_here_is_one_row_a_file_with_its_count(save, today):
    add(save)

    rows = today()

    assert [(row.reason, row.count) for row in rows] == [(Reason.ONLY_HERE, 2)]


def test_a_record_of_a_newer_form_is_read_as_far_as_it_is_known(save, today):
    made = add(save, immediate_danger="yes")
    newer = Edit("identification", made.subject, made.id, {"form": "identification/99"}, {})
    save(lambda session: session.save([newer]))

    assert Reason.DANGER in reasons(today())


def test_what_waits_is_found_however_much_was_recorded_after_it(save, today):
    made = add(save, specialist_referral="accepted", ask_again_on="2026-11-17")

    def many(session):
        for _ in range(510):
            record(session, "identification", IDENTIFIED)

    save(many)

    assert reasons(today()) == [Reason.REFERRAL, Reason.ASK_AGAIN]
    assert {row.record for row in today() if row.reason is Reason.REFERRAL} == {made.id}


def test_danger_whose_time_cannot_be_read_stays(save, today, clock):
    made = add(save, immediate_danger="yes")

    def unread(session):
        known = session.record(made.id)
        heads = {"identified_at": known.heads["identified_at"]}
        edit = Edit(known.kind, known.subject, known.id, {"identified_at": "01.11.2026"}, heads)
        session.save([edit])

    save(unread)
    clock.now += timedelta(days=30)

    assert reasons(today()) == [Reason.DANGER]


def test_many_files_that_are_only_here_are_counted_without_reading_each(save, today):
    for _ in range(7):
        add(save)

    rows = [row for row in today() if row.reason is Reason.ONLY_HERE]

    assert len(rows) == 7
    assert all(row.person is None for row in rows)


def test_what_arrived_after_its_file_was_erased_is_shown_to_a_lead_until_she_wrote_why(
    save, read, today, clock
):
    lines = {"form": "note/1", "lines": [{"label": "fact", "text": "Rang."}]}

    def arrive(session):
        linnet = Colleague(session, role="member")
        linnet.writes(session, "note", lines, subject=FILE)
        session.connection.execute(ERASURE, (FILE, session.now_ms()))

    save(arrive)
    (row,) = [each for each in today() if each.reason is Reason.HERE_AGAIN]
    assert (row.record, row.person.title, row.person.subject) == (FILE, "Unnamed", FILE)
    page = read(lambda reading: files.page(reading, FILE, today=clock.now.date()))
    assert [item.kind for item in page.items] == ["note"]

    clock.now += timedelta(minutes=1)
    answers = {"lines": [{"label": "fact", "text": "It stays."}]}
    save(lambda session: record(session, "note", answers, subject=FILE))
    assert Reason.HERE_AGAIN not in reasons(today())


def duties(today):
    return [row for row in today() if row.reason is Reason.DUTY]


def test_fgm_of_a_girl_stands_on_today_until_the_report_is_made(save, today):
    about = {"name": "Tansy Bramblewick", "date_of_birth": "2012-05-01"}
    answers = {**IDENTIFIED, "abuse_types": ["fgm"]}
    made = save(lambda session: record(session, "identification", answers, about=about))
    (row,) = duties(today)
    assert (row.record, row.by.date().isoformat()) == (made.id, "2026-11-18")

    begun = {
        "duty": "fgm_under_18",
        "how_known": "told",
        "known_at": "2026-11-17T09:38:00+00:00",
        "identification": made.id.hex(),
    }
    report = save(lambda s: record(s, "duty_report", begun, subject=made.subject)).id
    assert [row.record for row in duties(today)] == [report]

    told = {
        "reported_at": "2026-11-17T09:40:00+00:00",
        "reported_to": "police_101",
        "reporter": "Wren Pepperday",
        "reference": "42/0017",
    }
    save(lambda session: edit(session, report, told))
    assert duties(today) == []


def test_of_a_woman_there_is_no_duty_and_of_somebody_without_an_age_there_may_be(save, today):
    answers = {**IDENTIFIED, "abuse_types": ["fgm"]}
    grown = {"date_of_birth": "1990-05-01"}
    save(lambda session: record(session, "identification", answers, about=grown))
    assert duties(today) == []

    save(lambda session: record(session, "identification", answers))
    assert len(duties(today)) == 1
