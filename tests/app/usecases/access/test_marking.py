"""A file is marked sensitive by anyone, and taken off again by a lead alone."""

from __future__ import annotations

import pytest

from app.errors import FormRefused, NotFound, Refused
from app.usecases import editing, settling
from app.usecases.access import marking
from app.usecases.recording import record
from tests.colleagues import Colleague

FILE = b"f" * 16


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Clover Fennimore"})).id


@pytest.fixture
def mark(save):
    def do(subject, because="staff", why="Works on this ward"):
        save(lambda session: marking.mark(session, subject, because=because, why=why))

    return do


def test_a_marked_file_is_closed_to_nobody_who_worked_in_it_before(read, person, mark):
    mark(person)

    (guard,) = read(lambda reading: reading.guards()).values()
    assert guard.is_own
    assert not guard.is_closed


def test_a_mark_needs_a_reason_of_the_list_and_words(save, person, mark):
    for given in ({"because": "gossip"}, {"why": " "}):
        with pytest.raises(FormRefused):
            mark(person, **given)
    with pytest.raises(NotFound):
        mark(b"n" * 16)


def test_a_mark_is_put_on_once(person, mark):
    mark(person)

    with pytest.raises(Refused, match=r"access\.marked_already"):
        mark(person)


def test_without_a_lead_its_author_takes_it_off_and_may_put_it_on_again(save, read, person, mark):
    mark(person)
    save(lambda session: marking.unmark(session, person, why="She has left"))
    assert read(lambda reading: reading.guards()) == {}
    with pytest.raises(Refused, match=r"access\.not_marked"):
        save(lambda session: marking.unmark(session, person, why="Again"))

    mark(person)

    assert set(read(lambda reading: reading.guards())) == {person}


def as_member(session):
    session.connection.execute("update device set role = 'member' where author = 1")
    return Colleague(session, role="lead")


def test_where_someone_leads_only_she_takes_it_off(save, read, person, mark):
    save(as_member)
    mark(person)

    assert not read(lambda reading: marking.may_unmark(reading, person))
    with pytest.raises(Refused, match=r"access\.lead_unmarks"):
        save(lambda session: marking.unmark(session, person, why="I would like to"))
    assert set(read(lambda reading: reading.guards())) == {person}


def test_a_mark_is_no_record_to_edit_or_put_away(save, read, person, mark):
    mark(person)
    id = read(lambda reading: reading.rows(reading.list_ids("sensitive")))[0].id

    for answers in ({"sensitive": "no"}, {"entered_in_error": "A mistake"}):
        with pytest.raises(Refused, match=r"access\.own_way"):
            save(lambda session, given=answers: editing.edit(session, id, given))


def test_a_clash_of_marks_counts_as_marked_and_a_member_cannot_settle_it_away(
    save, read, person, mark
):
    mark(person)
    colleague = save(as_member)
    save(lambda session: colleague.marks(session, person, "no"))
    id = read(lambda reading: reading.rows(reading.list_ids("sensitive")))[0].id
    clash = read(lambda reading: reading.record(id)).clashes["sensitive"]
    assert set(read(lambda reading: reading.guards())) == {person}

    no = next(version.change for version in clash if version.value == "no")
    with pytest.raises(Refused, match=r"access\.lead_unmarks"):
        save(lambda session: settling.take(session, id, "sensitive", change=no))
