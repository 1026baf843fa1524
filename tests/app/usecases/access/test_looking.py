"""What was looked at is written down, and nothing of what was typed or closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.usecases.access import looking, veiling
from app.usecases.person import people
from app.usecases.recording import record
from tests.colleagues import Colleague

FILE = b"f" * 16


@pytest.fixture
def entries(read):
    return lambda: [
        (each.what, each.subject, each.record, each.detail)
        for each in read(lambda reading: reading.accesses())
    ]


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Clover Fennimore"})).id


@pytest.fixture
def closed(save):
    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, nhs_number="9990000026")
        linnet.marks(session, FILE)

    save(begin)


def test_a_list_and_a_search_name_each_record_that_was_shown(save, read, person, closed, entries):
    listed = read(lambda reading: looking.of_kind(reading, "person"))
    save(lambda session: looking.note_list(session, "person", listed))
    hits = [hit.record for hit in read(lambda reading: veiling.found(reading, "clover"))]
    save(lambda session: looking.note_search(session, hits))

    assert entries() == [
        ("list", person, person, "person"),
        ("search", person, person, "person"),
    ]


def test_where_nothing_was_shown_only_the_act_is_written_down(save, closed, read, entries):
    hits = [hit.record for hit in read(lambda reading: veiling.found(reading, "9990000026"))]
    save(lambda session: looking.note_search(session, hits))
    save(lambda session: looking.note_list(session, "note", []))

    assert len(hits) == 1
    assert entries() == [("search", b"", None, "0 found"), ("list", b"", None, "note")]


def test_of_the_people_on_the_screen_closed_files_are_left_out(
    save, read, person, closed, entries, clock
):
    rows = read(lambda r: people.rows(r, r.list_ids("person"), today=clock.now.date()))
    assert len(rows) == 2

    save(lambda session: looking.note_people(session, "list", rows))

    assert entries() == [("list", person, person, "person")]


def test_the_same_look_is_written_down_once_a_minute(save, read, person, entries, clock):
    shown = read(lambda reading: reading.record(person))
    for _ in range(5):
        save(lambda session: looking.note_view(session, shown))
    save(lambda session: looking.note_history(session, shown))
    assert [each[0] for each in entries()] == ["view", "history"]

    clock.now += timedelta(minutes=1)
    save(lambda session: looking.note_view(session, shown))

    assert [each[0] for each in entries()] == ["view", "history", "view"]
