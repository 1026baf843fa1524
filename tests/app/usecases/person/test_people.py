"""The list of people tells how the whole file of each stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.records import SyncState
from app.usecases.access import marking
from app.usecases.person import people
from app.usecases.recording import record
from tests.colleagues import Colleague

TODAY = date(2026, 11, 17)
NOTE = {"lines": [{"label": "fact", "text": "Seen by the door"}]}


@pytest.fixture
def subject(save):
    """Whose record was received."""
    made = save(lambda s: record(s, "person", {"name": "Sorrel Thimblewood"})).subject
    save(lambda s: s.connection.execute("update change set status = 'received'"))
    return made


@pytest.fixture
def row(read):
    def row():
        (found,) = read(lambda r: people.rows(r, r.list_ids("person"), today=TODAY))
        return found

    return row


def test_a_note_is_a_change_of_the_file_and_is_not_received_with_the_person(
    save, subject, row, clock
):
    before = row()
    assert before.sync is SyncState.RECEIVED
    clock.now += timedelta(hours=3)

    save(lambda s: record(s, "note", NOTE, subject=subject))

    assert row().changed_ms - before.changed_ms == 3 * 3_600_000
    assert row().sync is SyncState.ONLY_HERE
    save(lambda s: s.connection.execute("update change set status = 'refused'"))
    assert row().sync is SyncState.REFUSED


def test_two_versions_anywhere_in_the_file_are_told(save, subject, row):
    assert not row().has_clash
    save(lambda s: record(s, "note", NOTE, subject=subject))
    save(lambda s: s.connection.execute("update record set clashes = 1 where kind = 'note'"))
    assert row().has_clash


def test_who_guards_the_file_is_no_change_of_it(save, subject, row, clock):
    before = row()
    clock.now += timedelta(hours=3)
    save(lambda s: marking.mark(s, subject, because="staff", why="Works on this ward"))
    assert (row().changed_ms, row().sync) == (before.changed_ms, SyncState.RECEIVED)


def test_a_closed_file_tells_nothing_of_itself(save, row, clock):
    lead, file = save(lambda s: Colleague(s, role="lead")), b"f" * 16
    save(lambda s: lead.opens_file(s, file, name="Sorrel Thimblewood"))
    save(lambda s: lead.marks(s, file))
    closed = row()
    assert closed.is_closed
    clock.now += timedelta(hours=3)
    save(lambda s: lead.writes(s, "note", NOTE, subject=file))
    assert row() == closed


def test_whose_file_changed_last_stands_first(save, read, clock):
    made = []
    for name in ("Ida Mossgrove", "Clover Fennimore", "Hazel Windermoor-Test"):
        clock.now += timedelta(hours=1)
        made.append(save(lambda s, name=name: record(s, "person", {"name": name})).subject)
    clock.now += timedelta(hours=1)
    save(lambda s: record(s, "note", NOTE, subject=made[0]))
    clock.now += timedelta(hours=1)
    save(lambda s: marking.mark(s, made[1], because="staff", why="Works on this ward"))

    shown = read(lambda r: people.rows(r, people.numbers(r), today=TODAY))

    assert [each.subject for each in shown] == [made[0], made[2], made[1]]
    times = [each.changed_ms for each in shown]
    assert times == sorted(times, reverse=True)


def test_the_place_of_a_closed_file_does_not_tell_that_somebody_wrote_in_it(save, read, clock):
    lead, file = save(lambda s: Colleague(s, role="lead")), b"f" * 16
    save(lambda s: lead.opens_file(s, file, name="Sorrel Thimblewood"))
    save(lambda s: lead.marks(s, file))
    clock.now += timedelta(hours=1)
    other = save(lambda s: record(s, "person", {"name": "Ida Mossgrove"})).subject
    clock.now += timedelta(hours=1)
    save(lambda s: lead.writes(s, "note", NOTE, subject=file))

    shown = read(lambda r: people.rows(r, people.numbers(r), today=TODAY))

    assert [each.subject for each in shown] == [other, file]


def test_nobody_is_left_out_or_there_twice_beyond_those_that_changed_last(
    save, read, clock, monkeypatch
):
    monkeypatch.setattr("storage.file_states._MOST", 2)
    made = []
    for number in range(6):
        clock.now += timedelta(hours=1)
        made.append(save(lambda s, n=number: record(s, "person", {"name": f"Ida {n}"})).subject)
    clock.now += timedelta(hours=1)
    save(lambda s: record(s, "note", NOTE, subject=made[0]))

    shown = read(lambda r: people.rows(r, people.numbers(r), today=TODAY))

    assert [each.subject for each in shown] == [made[0], *reversed(made[1:])]
