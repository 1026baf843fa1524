"""The twelve points are kept one by one, and two people's points both stay."""

from __future__ import annotations

import pytest

from app.domain.record_safety import safety_id
from app.errors import FormRefused, NotFound
from app.usecases import editing
from app.usecases.person import record_safety
from app.usecases.recording import record

ENQUIRY = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "gp_practice",
    "site_ods": "A81001",
    "identifier_role": "gp",
    "how_arose": "routine_enquiry",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}


@pytest.fixture
def made(save):
    return save(lambda session: record(session, "identification", ENQUIRY))


def look(read, made):
    return read(lambda reading: record_safety.look(reading, made.id))


def keep(save, stood, **points):
    save(lambda session: record_safety.keep(session, stood, points))


def test_points_of_both_records_are_seen_and_kept_as_one(save, read, made):
    stood = look(read, made)
    assert stood.beside is None

    keep(save, stood, hidden_from_online="yes", neutral_alert="no")

    stands = look(read, made)
    assert stands.identification.fields["hidden_from_online"] == "yes"
    assert stands.beside.fields["neutral_alert"] == "no"
    assert stands.answers["seen_alone"] == "no"
    assert {"hidden_from_online", "neutral_alert"} <= stands.answers.keys()


def test_a_point_is_taken_out_again_and_nothing_is_begun_for_a_blank(save, read, made):
    keep(save, look(read, made), neutral_alert=None)
    assert look(read, made).beside is None

    keep(save, look(read, made), neutral_alert="yes", printouts_checked="yes")
    keep(save, look(read, made), neutral_alert=None)

    assert "neutral_alert" not in look(read, made).answers
    assert look(read, made).answers["printouts_checked"] == "yes"


def test_what_a_colleague_began_meanwhile_stays_beside(save, read, made):
    before = look(read, made)
    keep(save, before, neutral_alert="yes")
    keep(save, before, neutral_alert="no", printouts_checked="yes")

    stands = read(lambda reading: reading.record(safety_id(made.id)))
    assert {each.value for each in stands.clashes["neutral_alert"]} == {"yes", "no"}
    assert stands.fields["printouts_checked"] == "yes"


def test_a_fault_is_refused_and_an_identification_put_away_has_no_points(save, read, made):
    with pytest.raises(FormRefused):
        keep(save, look(read, made), review_on="soon")
    with pytest.raises(NotFound):
        read(lambda reading: record_safety.look(reading, b"x" * 16))

    save(lambda session: editing.edit(session, made.id, {"entered_in_error": "wrong file"}))
    with pytest.raises(Exception, match=r"records\.put_away"):
        look(read, made)
