"""A quarter in figures, from real records: what counts, when, and for whom it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.changes import Edit
from app.domain.document import Document
from app.domain.measures import Told
from app.domain.referral import Way
from app.forms.measures import load_measures
from app.usecases import editing
from app.usecases.recording import record
from app.usecases.referrals import answering
from app.usecases.referrals.referring import Wish, refer
from app.usecases.reports.sheet import COLUMNS, Edition, document_of, sheet_of
from tests.app.usecases.reports.figures import ABUSE, ENQUIRY, NOW, QUARTER, told, try_at

NOTHING = {**ENQUIRY, **dict.fromkeys(("hark_h", "hark_a", "hark_r", "hark_k"), "no")}


@pytest.fixture
def enquire(save):
    def enquired(*many, subject=None):
        made = [
            save(lambda s, a=answers: record(s, "identification", a, subject=subject))
            for answers in many
        ]
        return made[-1]

    return enquired


def test_what_was_identified_in_the_quarter_counts_and_nothing_before_it(enquire, read):
    enquire(*[ABUSE] * 12, *[NOTHING] * 6, {**ABUSE, "identified_at": "2026-09-30T23:00:00+00:00"})
    enquire(*[{**ABUSE, "specialist_referral": "declined"}] * 6)

    found = told(read).measures

    assert found["identifications"] == Told(18, 18)
    assert found["hark_positive"] == Told(75.0, 18, 24)
    assert found["referral_per_identification"] == Told(66.7, 12, 18)
    assert found["safeguarding_referred"] == Told(100.0, 18, 18)
    assert found["cases_with_children"] == Told(100.0, 18, 18)
    assert found["children_n"] == Told(36, 36)
    assert found["pregnant"] == Told(0.0, 0, 18)
    assert list(found) == [each.key for each in load_measures().measures]


def test_what_nothing_is_recorded_of_has_no_value(enquire, read):
    enquire(*[ABUSE] * 5)

    found = told(read).measures

    for each in load_measures().measures:
        if each.basis.value == "none":
            assert found[each.key] == Told(), each.key


def test_few_are_hidden_and_outside_more_of_them_and_the_rest_is_rounded(enquire, read):
    enquire(*[ABUSE] * 12, *[NOTHING] * 3)

    own, outside = told(read), told(read, recipient="Steering group")

    assert own.measures["hark_positive"] == Told(None, None, 15, suppressed=True)
    assert outside.measures["identifications"] == Told(10, 10)
    enquire(*[NOTHING] * 3)
    assert told(read).measures["hark_positive"] == Told(66.7, 12, 18)
    assert told(read, recipient="gp").measures["hark_positive"] == Told(50.0, 10, 20)


def test_one_person_with_two_records_is_one_person(enquire, read, save):
    first = enquire(ABUSE)
    enquire(*[ABUSE] * 5, subject=first.subject)
    enquire(*[{**ABUSE, "children_in_household": 0}] * 9)

    found = told(read).measures

    assert found["identifications"].value == 15
    assert found["cases_with_children"] == Told(None, None, 10, suppressed=True)


def test_a_row_that_is_small_takes_another_with_it(enquire, read):
    enquire(*[ABUSE] * 9, *[{**ABUSE, "identifier_role": "midwife"}] * 3)
    enquire(*[{**ABUSE, "identifier_role": "gp", "specialist_referral": "declined"}] * 6)

    rows = {row.code: row.count for row in told(read).tables["role"]}

    assert rows == {"nurse": 9, "midwife": None, "gp": None}


def test_a_file_that_is_closed_to_the_reader_does_not_count(enquire, read, save, monkeypatch):
    made = enquire(*[ABUSE] * 6)
    closed = frozenset({made.subject})
    monkeypatch.setattr("app.usecases.access.veiling.closed_files", lambda _reading: closed)

    assert told(read).measures["identifications"].value == 5


@pytest.fixture
def accept(enquire, save, clock):
    """Refer somebody to our own team and accept it, at a time; gives the referral."""

    def accepted(at):
        clock.now = at
        made = enquire({**ABUSE, "identified_at": at.isoformat()})
        wish = Wish(Way.OWN_TEAM, answers={})
        referral = save(lambda s: refer(s, made.subject, wish, identification=made.id))
        save(lambda s: answering.accept(s, referral.id, worker="Wren Pepperday", answers={}))
        return referral

    return accepted


def test_the_first_try_counts_in_its_time_and_not_before_that_is_over(accept, save, read, clock):
    begun = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    for hours in (1, 2, 3, 4, 5, 200):
        referral = accept(begun)
        try_at(save, clock, referral, begun + timedelta(hours=hours))
    accept(NOW - timedelta(hours=1))
    clock.now = NOW

    found = told(read).measures

    assert found["contact_success"].denominator == 7
    assert found["contact_48h"].denominator == 6


def test_a_referral_that_is_closed_tells_how_long_it_was_and_how_often_they_spoke(
    accept, save, read, clock
):
    begun = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    for days in (10, 10, 20, 30, 40):
        referral = accept(begun)
        try_at(save, clock, referral, begun + timedelta(hours=3))
        try_at(save, clock, referral, begun + timedelta(days=1), outcome="no_answer")
        clock.now = begun + timedelta(days=days)
        save(
            lambda s, id=referral.id: answering.close(
                s, id, because="planned_needs_met", answers={"outcome": "supported"}
            )
        )
    clock.now = NOW

    found = told(read).measures

    assert found["length_of_support"] == Told(20, None, 5)
    assert found["contacts"] == Told(1, None, 5)
    assert found["rereferral_12m"] == Told(0.0, 0, 5)
    assert found["unable_to_contact"] == Told(0.0, 0, 5)


def test_training_is_told_as_it_is(save, read):
    session = {"held_on": "2026-10-01", "site_ods": "Z99901", "people": 6, "of_staff": 8}
    more = {"session": "clinical_1", "confidence_before": 3, "confidence_after": 7}
    save(lambda s: record(s, "training", {**session, **more}))

    found = told(read, recipient="gp").measures

    assert found["training"] == Told(1, 1)
    assert found["practices_trained"] == Told(100.0, 1, 1)
    assert found["staff_trained_pct"] == Told(75.0, 6, 8)
    assert found["confidence"] == Told(4, None, 1)


def edition(read, recipient=""):
    rule = load_measures().rule_for(recipient)
    found = told(read, recipient)
    return Edition(found, QUARTER, rule, is_whole=False, place_name=lambda code: f"Place {code}")


def test_the_sheet_and_the_pages_say_the_same_and_what_is_hidden(enquire, read):
    enquire(*[ABUSE] * 12, *[NOTHING] * 3)

    sheet, document = sheet_of(edition(read)), document_of(edition(read))

    rows = {(row[0], row[1]): dict(zip(COLUMNS, row, strict=True)) for row in sheet.rows}
    assert rows["measures", "identifications"]["value"] == 12
    assert rows["measures", "hark_positive"]["suppressed"] == "yes"
    assert rows["measures", "dash_within"]["meaning"] == "Risk assessments are not recorded yet."
    assert rows["site", "Z9902"]["label"] == "Place Z9902"
    assert all(len(row) == len(COLUMNS) for row in sheet.rows)
    assert isinstance(document, Document)
    assert "Abuse identified: 12" in document.text
    assert "HARK positive: hidden, of 15" in document.text
    assert "The quarter is not over yet" in document.text
    assert "October to December 2026" in document.text


def test_a_record_entered_in_error_counts_no_more(enquire, read, save):
    made = enquire(*[ABUSE] * 6)
    save(lambda s: editing.mark_in_error(s, editing.find(s, made.id), "twice"))

    assert told(read).measures["identifications"].value == 5


def test_words_that_came_where_a_code_belongs_are_counted_and_never_told(enquire, read, save):
    for words in ("Tansy Bramblewick", ["a", "list"], {"a": "map"}, 7):
        made = enquire(*[ABUSE] * 2)
        names = ("setting_type", "site_ods", "identifier_role", "specialist_referral")
        fields = dict.fromkeys((*names, "safeguarding_action", "children_in_household"), words)
        fields |= {"trigger/Tansy": words}
        save(
            lambda s, id=made.id, subject=made.subject, fields=fields: s.save(
                [Edit("identification", subject, id, fields, {})]
            )
        )

    made = edition(read)

    assert made.report.measures["identifications"].value == 8
    assert "Tansy" not in document_of(made).text and "Not understood" in document_of(made).text
    assert "Tansy" not in repr(sheet_of(made))
