"""Who must not know is kept from what leaves; what is watched holds for all files of a person."""

from __future__ import annotations

import pytest

from app.domain.leaving import look
from app.errors import FormRefused, Refused
from app.usecases import recording
from app.usecases.contact import contacting
from app.usecases.editing import edit
from app.usecases.leaving import gate
from app.usecases.person import joining
from app.usecases.recording import now, record

BROTHER = {"name": "Dean Hawkridge", "relation": "sibling", "may_know": "no", "why": "works there"}
MOTHER = {"name": "Wilma Thistlewood", "relation": "parent", "may_know": "yes"}
TEXT = {
    "number": "07700 900018",
    "methods": {"text": "yes"},
    "safe_times": [{"day": "mon", "from": "00:00", "to": "24:00"}],
}


@pytest.fixture
def file(save):
    return save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject


@pytest.fixture
def add(save, file):
    def work(kind, **answers):
        return save(lambda session: record(session, kind, answers, subject=file)).id

    return work


def safety(read, file):
    return read(lambda reading: contacting.safety(reading, file, now=now(reading)))


def found_in(read, file, text):
    known = read(lambda reading: gate.known_of(reading, file))
    return [each.what for each in look(text, known)]


def test_who_must_not_know_is_found_in_what_would_leave_and_who_may_is_not(read, file, add):
    add("confidant", confidant=BROTHER)
    add("confidant", confidant=MOTHER)

    assert found_in(read, file, "Her brother Dean works at the desk.") == ["must_not_know"]
    assert found_in(read, file, "Her mother Wilma may be told.") == []


def test_whom_one_pc_lets_know_and_another_does_not_is_kept_from_leaving(save, read, file, add):
    somebody = add("confidant", confidant=BROTHER)
    seen = save(lambda session: session.record(somebody)).heads
    told = {**BROTHER, "may_know": "yes"}
    save(lambda session: edit(session, somebody, {"confidant": told}, seen=seen, reason="now safe"))
    again = {**BROTHER, "why": "works on the ward"}
    save(lambda session: edit(session, somebody, {"confidant": again}, seen=seen))

    around = safety(read, file).around
    assert [each.may_know for each in around.people] == [False] and around.people[0].is_in_clash
    assert found_in(read, file, "Her brother Dean works here.") == ["must_not_know"]


def test_letting_somebody_know_needs_a_reason(save, add):
    somebody = add("confidant", confidant=BROTHER)
    told = {"confidant": {**BROTHER, "may_know": "yes"}}

    with pytest.raises(Refused) as refused:
        save(lambda session: edit(session, somebody, told))
    assert refused.value.code == "contact.care_reason"

    save(lambda session: edit(session, somebody, told, reason="They have made up"))


def test_a_sign_is_taken_back_with_a_reason_alone(save, add):
    watched = add("watched", device_monitored="yes")

    with pytest.raises(Refused) as refused:
        save(lambda session: edit(session, watched, {"device_monitored": "no"}))
    assert refused.value.code == "contact.care_reason"


def test_somebody_has_a_name_and_a_plain_answer(add):
    with pytest.raises(FormRefused) as refused:
        add("confidant", confidant={"name": "Dean Hawkridge"})
    assert refused.value.problems == {"confidant.may_know": "needed"}


def test_what_is_watched_is_written_down_once_for_a_file(add):
    add("watched", tracker_suspected="yes")

    with pytest.raises(Refused) as refused:
        add("watched", device_monitored="yes")
    assert refused.value.code == "records.watched_begun"


def test_a_phone_watched_in_one_file_is_watched_in_the_other_of_the_same_person(save, read, file):
    other = save(lambda s: record(s, "person", {"name": "Tansy Bramblewick"})).subject
    save(lambda s: record(s, "contact_point", {"contact_point": TEXT}, subject=file))
    save(lambda s: record(s, "watched", {"device_monitored": "yes"}, subject=other))
    assert safety(read, file).rules[0].offer.ways == {"text"}

    save(lambda s: joining.join(s, file, other))

    assert not safety(read, file).rules[0].offer.ways


def test_no_search_finds_a_file_by_who_is_around_them(read, add):
    add("confidant", confidant=BROTHER)
    add("watched", note="Dean Hawkridge looks through the phone")

    assert read(lambda reading: reading.find("Hawkridge")) == []
    assert recording.KINDS.count("confidant") == 1
