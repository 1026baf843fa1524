"""A file moves into a space of named people: written anew there, put away here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.attachment import Sealed, sealed_in
from app.domain.changes import Edit
from app.domain.contact import DAYS
from app.domain.moving import origin_of
from app.domain.referral import Way
from app.domain.sensitive import mark_id
from app.domain.worklist import Reason
from app.errors import NotFound, Refused
from app.ports import Draft
from app.usecases import editing
from app.usecases.access import marking
from app.usecases.person import files, moving, record_safety
from app.usecases.recording import record
from app.usecases.referrals.answering import accept
from app.usecases.referrals.referring import Wish, refer
from app.usecases.today import worklist
from tests.colleagues import Colleague

SPACE = b"s" * 32
TODAY = date(2026, 11, 17)
_ADD_SPACE = "insert into space (id, title, is_home) values (?, 'Case 12', 0)"
_ADD_DEVICE = (
    "insert into device (space, id, author, name, role, is_own) values (?, ?, 1, '', '', 1)"
)


@pytest.fixture(autouse=True)
def apart(save):
    """A space for named people beside the vault's own."""

    def make(session):
        nr = session.connection.execute(_ADD_SPACE, (SPACE,)).lastrowid
        session.connection.execute(_ADD_DEVICE, (nr, b"d" * 16))

    save(make)


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Clover Fennimore"})).id


def note(text, **more):
    return {"lines": [{"label": "fact", "text": text}], **more}


def move(save, subject, space=SPACE, contents=None):
    return save(lambda session: moving.move(session, subject, space, contents=contents or {}))


def test_every_record_is_there_with_what_it_was_and_its_first_author(save, read, person, clock):
    colleague = save(lambda session: Colleague(session, role="member"))
    save(lambda s: colleague.writes(s, "note", note("Seen in the ED"), subject=person))
    first = save(lambda s: record(s, "note", note("Bruise on the arm"), subject=person)).id
    correction = note("On the left arm", corrects=first.hex())
    save(lambda s: record(s, "note", correction, subject=person))
    clock.now += timedelta(days=2)

    new = move(save, person)

    there = read(lambda reading: reading.records_of(new))
    assert {each.space for each in there} == {SPACE}
    assert [each.kind for each in there] == ["person", "note", "note", "note"]
    origins = [origin_of(each.fields) for each in there]
    assert {each.subject for each in origins} == {person}
    page = read(lambda reading: files.page(reading, new, today=TODAY))
    told = {item.lines[0][1]: item for item in page.items}
    assert told["Seen in the ED"].author == "Linnet Marrowby"
    assert told["Bruise on the arm"].author == "Wren Pepperday"
    assert told["On the left arm"].corrects == told["Bruise on the arm"].id
    assert told["Bruise on the arm"].at_ms == origins[2].at_ms < clock() - 86_400_000


def test_here_it_is_put_away_and_stays_in_the_history(save, read, person):
    save(lambda s: record(s, "note", note("Bruise on the arm"), subject=person))

    new = move(save, person)

    kept = read(lambda reading: reading.records_of(person))
    assert [each.kind for each in kept] == ["entered_in_error"]
    left = read(lambda reading: reading.history_of(person))
    assert {each.space for each in left} == {None}
    (old,) = [each for each in left if each.kind == "person"]
    assert old.fields["gone"] == moving.REASON
    found = read(lambda reading: reading.find("bruise"))
    assert [hit.record.subject for hit in found] == [new]
    assert [a.what for a in read(lambda reading: reading.accesses())].count("moved") == 1
    with pytest.raises(Refused, match=r"records\.moved_already"):
        move(save, person)


def test_a_moved_record_is_found_by_its_own_words_alone(save, read, person):
    new = move(save, person)

    assert [hit.record.subject for hit in read(lambda r: r.find("Clover"))] == [new]
    assert read(lambda reading: reading.find("Pepperday")) == []


def test_it_can_be_edited_there_and_moved_on_with_its_first_author(save, read, person):
    new = move(save, person)
    save(lambda s: editing.edit(s, new, {"name": "Clover Thistledown"}, reason="Married"))

    with pytest.raises(Refused, match=r"records\.move_there"):
        move(save, new)
    assert origin_of(read(lambda reading: reading.record(new)).fields).author == "Wren Pepperday"


def test_drafts_go_with_the_file(save, read, person):
    draft = Draft(b"d" * 16, "note/1", person, {"lines": []}, "", 1)
    save(lambda session: session.keep_draft(draft))

    new = move(save, person)

    assert [each.subject for each in read(lambda reading: reading.drafts())] == [new]


def test_a_mark_goes_with_the_file_and_stays_here_over_what_is_left(save, read, person):
    save(lambda s: marking.mark(s, person, because="staff", why="Works on this ward"))

    new = move(save, person)

    assert set(read(lambda reading: reading.guards())) == {person, new}
    assert read(lambda reading: reading.record(mark_id(new))).space == SPACE


def test_who_has_broken_the_glass_does_not_move_the_file(save, person):
    colleague = save(lambda session: Colleague(session, role="member"))
    other = b"o" * 16
    save(lambda session: colleague.opens_file(session, other, name="Marigold"))
    save(lambda session: colleague.marks(session, other))

    with pytest.raises(Refused, match=r"access\.glass_needed"):
        move(save, other)


def test_two_versions_are_settled_before(save, person):
    colleague = save(lambda session: Colleague(session, role="member"))
    fields = {"name": "Clover Thistledown"}
    save(lambda s: colleague.writes(s, "person", fields, subject=person, record=person))

    with pytest.raises(Refused, match=r"records\.move_in_clash"):
        move(save, person)


def test_what_this_version_cannot_carry_over_stops_it_whole(save, read, person):
    colleague = save(lambda session: Colleague(session, role="member"))
    save(lambda s: colleague.writes(s, "mood", {"word": "calm"}, subject=person, record=b"m" * 16))

    with pytest.raises(Refused, match=r"records\.move_newer"):
        move(save, person)
    assert len(read(lambda reading: reading.records_of(person))) == 2


def test_nothing_moves_into_a_space_that_is_not_there(save, read, person):
    with pytest.raises(NotFound, match=r"vault\.no_such_space"):
        move(save, person, b"n" * 32)
    with pytest.raises(NotFound, match=r"records\.no_such_file"):
        move(save, b"n" * 16)
    assert len(read(lambda reading: reading.records_of(person))) == 1


def test_many_records_move_in_few_saves(save, read, person):
    for number in range(120):
        save(lambda s, n=number: record(s, "note", note(f"Line {n}"), subject=person))

    new = move(save, person)

    assert len(read(lambda reading: reading.records_of(new))) == 121
    saves = "select count(distinct save) from change where space <> 1"
    assert read(lambda reading: reading.connection.execute(saves).fetchone()[0]) == 2


def test_an_attachment_goes_along_under_another_id_and_key_or_stops_it(save, read, person):
    old = Sealed("a" * 32, "b" * 64, 3, "c" * 64)
    new = Sealed("d" * 32, "e" * 64, 3, "c" * 64)
    about = {"description": "Bruise", "media": "png", **old.fields()}
    save(lambda s: s.save([Edit("attachment", person, None, about, {})]))
    with pytest.raises(Refused, match=r"records\.move_not_here"):
        move(save, person)

    moved = move(save, person, contents={old.object: new})

    (there,) = [r for r in read(lambda r: r.records_of(moved)) if r.kind == "attachment"]
    assert sealed_in(there.fields) == new
    assert there.fields["description"] == "Bruise"


def test_what_keeps_a_record_safe_stays_with_its_identification(save, read, person):
    enquiry = {
        "identified_at": "2026-11-17T09:38:00+00:00",
        "setting_type": "ed_adult",
        "site_ods": "Z9902",
        "identifier_role": "nurse",
        "how_arose": "routine_enquiry",
        "seen_alone": "no",
        "interpreter": "not_needed",
        "consult_mode": "in_person",
    }
    points = {"neutral_alert": "yes"}
    save(lambda s: record(s, "identification", enquiry, subject=person, safety=points))

    new = move(save, person)

    there = {each.kind: each for each in read(lambda reading: reading.records_of(new))}
    stands = read(lambda reading: record_safety.look(reading, there["identification"].id))
    assert stands.answers["neutral_alert"] == "yes"
    assert stands.beside.subject == new


@pytest.mark.parametrize("is_accepted", [True, False])
def test_no_clock_of_a_referral_begins_anew_because_its_file_moved(
    save, read, person, clock, is_accepted
):
    every_day = [{"day": day, "from": "00:00", "to": "24:00"} for day in DAYS]
    point = {"number": "07700 900018", "methods": {"call": "yes"}, "safe_times": every_day}
    point |= {"voicemail": "none", "last_confirmed": "2026-11-16"}
    save(lambda s: record(s, "contact_point", {"contact_point": point}, subject=person))
    referral = save(lambda s: refer(s, person, Wish(Way.OWN_TEAM, answers={})))
    if is_accepted:
        save(lambda s: accept(s, referral.id, worker="Wren Pepperday", answers={}))
    clock.now += timedelta(hours=5)
    asked = Reason.FIRST_CONTACT if is_accepted else Reason.ANSWER

    def left():
        rows = read(lambda reading: worklist(reading, now=clock.now))
        (row,) = [each for each in rows if each.reason is asked]
        return row.referred.clock.left, row.since_ms

    before = left()
    move(save, person)

    assert left() == before


def test_what_a_colleague_writes_who_has_not_seen_the_move_stands_on_today_until_it_is_put_away(
    save, read, person, clock
):
    save(lambda s: record(s, "note", note("Bruise on the arm"), subject=person))
    linnet = save(lambda session: Colleague(session, role="member"))
    move(save, person)
    save(lambda s: linnet.writes(s, "sensitive", {"sensitive": "no"}, subject=person))

    def late():
        rows = read(lambda reading: worklist(reading, now=clock.now))
        return [each for each in rows if each.reason is Reason.LEFT_BEHIND]

    assert late() == []
    theirs = save(lambda s: linnet.writes(s, "note", note("He knows where she is"), subject=person))
    (row,) = late()
    assert row.person is not None
    assert (row.record, row.person.title) == (person, "Clover Fennimore")

    said = {"entered_in_error": "Told those who have the file"}
    save(lambda s: editing.edit(s, theirs.of, said))
    assert late() == []
