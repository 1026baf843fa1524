"""The desk: what is to settle, and what has one value though several wrote it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.clashes import HowSettled
from app.usecases import clashes, settling
from app.usecases.editing import edit
from app.usecases.recording import record
from tests.app.usecases.conftest import NOW
from tests.colleagues import Colleague

TODAY = NOW.date()
POINT = {"number": "07700 900123", "methods": {"call": "yes"}}


@pytest.fixture
def linnet(save):
    return save(lambda session: Colleague(session, role="member"))


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Sorrel Thimblewood"})).id


def desk(read):
    return read(lambda reading: clashes.desk(reading, today=TODAY))


def writes(save, linnet, person, fields, *, kind="person", record=None, over=None, ago_ms=0):
    id = record or person
    return save(
        lambda s: linnet.writes(
            s, kind, fields, subject=person, record=id, over=over or {}, ago_ms=ago_ms
        )
    )


def test_a_clash_says_who_wrote_what_and_on_which_pc(save, read, linnet, person):
    writes(save, linnet, person, {"name": "Sorrel T."})

    (clash,) = desk(read).clashes

    assert (clash.field, clash.person.name) == ("name", "Sorrel T.")
    said = {(each.author, each.pc or "no name", each.is_here) for each in clash.versions}
    assert ("Linnet Marrowby", "WGH-2", False) in said
    assert [each.is_here for each in clash.versions if each.author == "Wren Pepperday"] == [True]
    assert set(clash.heads) == {each.change for each in clash.versions}
    assert not clash.is_incomplete


def test_what_was_put_back_to_be_settled_anew_is_by_whoever_wrote_it(save, read, linnet, person):
    writes(save, linnet, person, {"name": "Sorrel T."}, ago_ms=60_000)
    (before,) = desk(read).clashes
    theirs = next(each for each in before.versions if each.author == "Linnet Marrowby")
    save(lambda s: settling.write(s, person, "name", value="Sorrel Thimble", heads=before.heads))
    (settled,) = read(lambda r: r.record(person)).heads["name"]

    save(lambda s: settling.reopen(s, person, "name", settled=settled))

    (again,) = desk(read).clashes
    said = {each.value: (each.author, each.at_ms, each.is_here) for each in again.versions}
    assert said["Sorrel T."] == ("Linnet Marrowby", theirs.at_ms, False)
    assert said["Sorrel Thimblewood"][0] == said["Sorrel Thimble"][0] == "Wren Pepperday"
    assert set(again.heads) == {each.change for each in again.versions}
    save(lambda s: settling.take(s, person, "name", change=_change(again, "Sorrel T.")))
    assert read(lambda r: r.record(person)).fields["name"] == "Sorrel T."


def _change(clash, value):
    return next(each.change for each in clash.versions if each.value == value)


def test_held_contact_comes_first_then_what_has_a_careful_side(save, read, linnet, person):
    writes(save, linnet, person, {"name": "Sorrel T."})
    for field, values in {
        "risk": ({"level": "high"}, {"level": "medium"}),
        "contact_point": (POINT, {**POINT, "voicemail": "ok"}),
    }.items():
        for value in values:
            writes(save, linnet, person, {field: value}, kind="casework", record=b"c" * 16)

    found = desk(read).clashes

    assert [clash.field for clash in found] == ["contact_point", "risk", "name"]
    assert [clash.holds_contact for clash in found] == [True, False, False]
    assert found[1].shown == {"level": "high"}
    assert found[1].is_bolder({"level": "medium"})
    assert read(clashes.count) == 3


def test_parked_entries_of_the_space_are_said_at_every_clash(save, read, vault, linnet, person):
    writes(save, linnet, person, {"name": "Sorrel T."})
    park = """
        insert into log (space, position, hash, running, state, seen, why)
        values (1, 1, x'', x'', 'parked', 0, '')
    """
    save(lambda session: session.connection.execute(park))

    (clash,) = desk(read).clashes

    assert clash.is_incomplete


def test_equal_words_replaced_values_and_choices_are_told_apart(save, read, linnet, person):
    other = save(lambda s: record(s, "person", {"name": "Hazel", "pronouns": "she"})).id
    third = save(lambda s: record(s, "person", {"name": "Juniper"})).id
    writes(save, linnet, other, {"pronouns": "she"})
    seen = read(lambda r: r.record(third)).heads
    writes(save, linnet, third, {"name": "Juniper Mossop"}, over=seen)
    writes(save, linnet, person, {"name": "Sorrel T."})
    chosen = read(lambda r: r.record(person)).clashes["name"][0]
    save(lambda s: settling.take(s, person, "name", change=chosen.change))
    save(lambda s: edit(s, other, {"name": "Hazel W."}, reason="as she spells it"))

    found = {each.subject: each for each in desk(read).settled}

    assert {subject: each.how for subject, each in found.items()} == {
        other: HowSettled.EQUAL,
        third: HowSettled.REPLACED,
        person: HowSettled.CHOSEN,
    }
    assert [each.value for each in found[third].earlier] == ["Juniper"]
    assert found[third].latest.author == "Linnet Marrowby"
    assert len(found[person].earlier) == 2
    assert [each.can_reopen for each in (found[other], found[third])] == [False, True]
    assert found[other].person.name == "Hazel W."


def test_after_a_week_the_desk_tells_of_it_no_more(save, read, linnet, person, clock):
    seen = read(lambda r: r.record(person)).heads
    writes(save, linnet, person, {"name": "Sorrel T."}, over=seen)
    assert len(desk(read).settled) == 1

    clock.now += timedelta(days=8)

    assert desk(read).settled == ()


def test_a_closed_sensitive_file_shows_only_that_there_is_something(save, read, linnet):
    subject = b"f" * 16
    save(lambda s: linnet.opens_file(s, subject, name="Saffron Tidewell"))
    writes(save, linnet, subject, {"name": "Saffron T."})
    save(lambda s: linnet.marks(s, subject))

    found = desk(read)

    assert (found.clashes, found.settled, found.closed) == ((), (), 1)


def test_a_record_put_away_for_two_reasons_is_to_settle_and_stays_away(save, read, linnet, person):
    heads = {id for ids in read(lambda r: r.record(person)).heads.values() for id in ids}
    for reason in ("wrong file", "written twice"):
        over = {"gone": sorted(heads)}
        writes(save, linnet, person, {"gone": reason}, over=over)

    (clash,) = desk(read).clashes

    assert clash.field == "gone"
    assert read(lambda r: r.record(person)).is_away
