"""What is recorded is stored whole under its form, or refused with the field named."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from app.domain.record_safety import safety_id
from app.errors import FormRefused, NotFound, Refused
from app.usecases.recording import record

ENQUIRY = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
NOTE = {"lines": [{"label": "fact", "text": "Seen in bay 4, alone."}]}


def test_an_identification_opens_a_file_for_somebody_unnamed(save, read):
    made = save(lambda session: record(session, "identification", ENQUIRY))

    stored = read(lambda reading: reading.record(made.id))
    person = read(lambda reading: reading.record(made.subject))
    assert stored.subject == made.subject
    assert stored.fields["seen_alone"] == "no"
    assert stored.fields["form"] == "identification/1"
    assert (person.kind, dict(person.fields)) == ("person", {})


def test_the_person_and_the_identification_are_saved_in_one_act(save, read):
    about = {"name": "Tansy Bramblewick", "nhs_number": "999 000 0018"}

    made = save(lambda session: record(session, "identification", ENQUIRY, about=about))

    person = read(lambda reading: reading.record(made.subject))
    assert person.fields == {"name": "Tansy Bramblewick", "nhs_number": "9990000018"}


def test_a_fault_in_the_person_leaves_neither_person_nor_identification(save, read):
    about = {"name": "Tansy Bramblewick", "nhs_number": "999 000 0019"}

    with pytest.raises(FormRefused) as refused:
        save(lambda session: record(session, "identification", ENQUIRY, about=about))

    assert refused.value.problems == {"nhs_number": "nhs_number"}
    assert read(lambda reading: reading.list_ids("person")) == []
    assert read(lambda reading: reading.list_ids("identification")) == []


def test_a_list_is_a_field_for_each_element_and_two_people_can_add_apart(save, read):
    made = save(
        lambda session: record(
            session, "identification", ENQUIRY | {"trigger": ["burn", "anxiety"]}
        )
    )

    fields = read(lambda reading: reading.record(made.id)).fields
    assert {name for name in fields if name.startswith("trigger")} == {
        "trigger/burn",
        "trigger/anxiety",
    }


def test_a_note_is_one_change_and_its_id_is_the_changes(save, read):
    made = save(lambda session: record(session, "note", NOTE))

    assert len(made.id) == 32
    assert [change.id for change in read(lambda reading: reading.history(made.id))] == [made.id]


def test_a_correction_names_a_note_of_the_same_file(save):
    first = save(lambda session: record(session, "note", NOTE))
    elsewhere = save(lambda session: record(session, "note", NOTE))
    correction = NOTE | {"corrects": first.id.hex()}

    made = save(lambda session: record(session, "note", correction, subject=first.subject))

    assert made.subject == first.subject
    with pytest.raises(NotFound, match=r"records\.no_such_note"):
        save(lambda session: record(session, "note", correction, subject=elsewhere.subject))


def test_harks_is_refused_while_not_seen_alone(save):
    with pytest.raises(FormRefused) as refused:
        save(lambda session: record(session, "identification", ENQUIRY | {"hark_h": "yes"}))

    assert refused.value.problems["hark_h"] == "not_allowed_now"


def test_a_time_after_now_is_refused(save):
    late = ENQUIRY | {"identified_at": "2026-11-17T09:43:00+00:00"}

    with pytest.raises(FormRefused) as refused:
        save(lambda session: record(session, "identification", late))

    assert refused.value.problems == {"identified_at": "after_now"}


def test_a_file_that_this_vault_does_not_hold_takes_nothing(save):
    with pytest.raises(NotFound, match=r"records\.no_such_file"):
        save(lambda session: record(session, "note", NOTE, subject=b"?" * 16))


def test_an_identification_is_not_a_file(save):
    made = save(lambda session: record(session, "identification", ENQUIRY))

    with pytest.raises(NotFound, match=r"records\.no_such_file"):
        save(lambda session: record(session, "note", NOTE, subject=made.id))


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(save):
    with pytest.raises(Refused, match=r"records\.unknown_kind"):
        save(lambda session: record(session, "rumour", {}))


def test_a_referral_is_handed_over_in_the_file_of_its_identification(save, read):
    made = save(lambda session: record(session, "identification", ENQUIRY))
    handed = {
        "identification": made.id.hex(),
        "handed_over_at": "2026-11-17T09:41:00+00:00",
        "handed_over_to": "IDVA team, by phone",
    }

    save(lambda session: record(session, "referral", handed, subject=made.subject))

    other = save(lambda session: record(session, "note", NOTE))
    with pytest.raises(NotFound, match=r"records\.no_such_identification"):
        save(lambda session: record(session, "referral", handed, subject=other.subject))
    with pytest.raises(FormRefused):
        save(lambda session: record(session, "referral", handed))


@pytest.fixture
def east_of_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "UTC-14")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_today_is_the_day_of_this_pc(save, clock, east_of_greenwich):
    clock.now = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)

    save(lambda session: record(session, "person", {"date_of_birth": "2026-11-18"}))
    with pytest.raises(FormRefused):
        save(lambda session: record(session, "person", {"date_of_birth": "2026-11-19"}))


def test_what_keeps_an_identification_safe_is_saved_with_it_as_a_record_of_its_own(save, read):
    safety = {"neutral_alert": "yes", "review_on": "2026-12-17"}

    made = save(lambda session: record(session, "identification", ENQUIRY, safety=safety))

    beside = read(lambda reading: reading.record(safety_id(made.id)))
    assert (beside.kind, beside.subject) == ("record_safety", made.subject)
    assert beside.fields["identification"] == made.id.hex()
    assert beside.fields["neutral_alert"] == "yes"
    assert "neutral_alert" not in read(lambda reading: reading.record(made.id)).fields


def test_it_is_begun_once_and_belongs_to_an_identification_of_its_file(save):
    made = save(lambda session: record(session, "identification", ENQUIRY))
    elsewhere = save(lambda session: record(session, "identification", ENQUIRY))
    begun = {"identification": made.id.hex(), "printouts_checked": "na"}

    with pytest.raises(NotFound, match=r"records\.no_such_identification"):
        save(lambda session: record(session, "record_safety", begun, subject=elsewhere.subject))
    with pytest.raises(FormRefused):
        save(lambda session: record(session, "record_safety", begun))
    save(lambda session: record(session, "record_safety", begun, subject=made.subject))
    with pytest.raises(Refused, match=r"records\.safety_begun"):
        save(lambda session: record(session, "record_safety", begun, subject=made.subject))


def test_a_fault_in_it_saves_nothing(save, read):
    with pytest.raises(FormRefused) as refused:
        save(lambda session: record(session, "identification", ENQUIRY, safety={"review_on": "x"}))

    assert refused.value.problems == {"review_on": "not_a_date"}
    assert read(lambda reading: reading.list_ids("identification")) == []
