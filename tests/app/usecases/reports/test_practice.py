"""A practice in figures: months beside training, what came of it, nobody named."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import FormRefused
from app.usecases.recording import record
from app.usecases.reports import practice, tally

TODAY = date(2026, 11, 17)
ENQUIRY = {
    "setting_type": "gp_practice",
    "site_ods": "Z99901",
    "identifier_role": "gp",
    "how_arose": "routine_enquiry",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
ABUSE = {
    "hark_h": "yes",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "no",
    "immediate_danger": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "none_needed",
    "consent_scope": {"service_team": "yes"},
}
CLINICAL = {"session": "clinical_1", "site_ods": "Z99901", "people": 6, "of_staff": 8}


@pytest.fixture
def enquire(save):
    def enquired(day, **more):
        answers = {**ENQUIRY, "identified_at": f"{day}T10:00:00+00:00", **more}
        return save(lambda session: record(session, "identification", answers))

    return enquired


@pytest.fixture
def train(save):
    def trained(day, **more):
        answers = {**CLINICAL, "held_on": day, **more}
        return save(lambda session: record(session, "training", answers))

    return trained


def figures(read, site=""):
    return read(lambda reading: practice.figures(reading, today=TODAY, site=site))


def test_records_and_tallies_stand_in_their_month_beside_the_training(save, read, enquire, train):
    train("2026-09-15")
    enquire("2026-10-02", **ABUSE)
    enquire("2026-10-20", seen_alone="no")
    enquire("2026-11-03", hark_h="no", hark_a="no", hark_r="no", hark_k="no")
    save(lambda s: tally.count(s, "disclosed", site="Z99901", setting="", day=TODAY))

    found = figures(read)

    months = {month.first.month: month for month in found.months}
    assert len(found.months) == 12
    assert found.months[-1].first == date(2026, 11, 1)
    assert [session.session for session in months[9].sessions] == ["clinical_1"]
    october = months[10]
    assert (october.recorded, october.identified, october.accepted, october.not_safe) == (
        2,
        1,
        1,
        1,
    )
    assert (months[11].asked, months[11].disclosed, months[11].recorded) == (1, 1, 1)


def test_what_came_of_it_and_what_waits_is_counted(save, read, enquire):
    taken = enquire("2026-10-02", **ABUSE, hidden_from_online="yes")
    enquire("2026-10-03", **ABUSE)
    enquire("2026-10-04", **{**ABUSE, "specialist_referral": "declined"})
    handed = {
        "identification": taken.id.hex(),
        "handed_over_at": "2026-10-02T11:00:00+00:00",
        "handed_over_to": "the team",
    }
    save(lambda s: record(s, "referral", handed, subject=taken.subject))

    found = figures(read)

    assert dict(found.came_of) == {"accepted": 2, "declined": 1}
    assert (found.taken, found.waiting, found.open_online) == (1, 1, 2)


def test_a_share_is_all_who_came_out_of_the_newest_number_of_staff(read, train):
    train("2026-03-01")
    train("2026-09-01", people=3, of_staff=10)
    train("2026-09-02", session="top_up", people=4)

    (share,) = figures(read).shares
    assert (share.people, share.of_staff, share.percent) == (9, 10, 90)


def test_one_place_alone_or_all_of_them(read, enquire, train):
    enquire("2026-10-02", **ABUSE)
    enquire("2026-10-02", **ABUSE, site_ods="Z99902")
    train("2026-10-01", site_ods="Z99902")

    assert figures(read).months[-2].identified == 2
    assert figures(read, "Z99902").months[-2].identified == 1
    assert figures(read, "Z99901").sessions == ()
    assert figures(read, "Z99902").places == ("Z99902", "Z99901")


def test_a_file_that_is_closed_to_the_reader_is_left_out(read, enquire, monkeypatch):
    made = enquire("2026-10-02", **ABUSE)
    monkeypatch.setattr("app.usecases.access.veiling.closed_files", lambda _each: {made.subject})

    assert figures(read).months[-2].recorded == 0


def test_training_belongs_to_nobodys_file(save, read, train):
    made = train("2026-09-15")

    assert made.id == made.subject
    assert read(practice.of_nobody) == {made.id}
    with pytest.raises(FormRefused):
        save(
            lambda s: record(
                s, "training", {**CLINICAL, "held_on": "2026-09-15"}, subject=b"x" * 16
            )
        )
    with pytest.raises(FormRefused):
        train("2027-01-01")
