"""A sensitive file shows nothing of itself, wherever files are looked for."""

from __future__ import annotations

import pytest

from app.domain.people import reference
from app.errors import Refused
from app.usecases import editing, history, settling
from app.usecases.access import looking, veiling
from app.usecases.access.breaking_glass import break_glass
from app.usecases.finding import Finder
from app.usecases.person import files, people
from app.usecases.recording import record
from tests.colleagues import Colleague

FILE = b"f" * 16
NAME = "Tansy Bramblewick"


@pytest.fixture
def closed(save):
    """A colleague's file with a note, marked sensitive, beside one that is not; gives the note."""

    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, name=NAME, nhs_number="9990000026")
        lines = [{"label": "said", "text": "He waits at the marigold gate"}]
        note = linnet.writes(session, "note", {"lines": lines}, subject=FILE)
        linnet.marks(session, FILE)
        return note.id

    save(lambda session: record(session, "person", {"name": "Marigold Thistledown"}))
    return save(begin)


def test_it_stands_in_lists_with_its_reference_alone(read, closed, clock):
    today = clock.now.date()
    rows = read(lambda r: people.rows(r, r.list_ids("person"), today=today))

    (row,) = [row for row in rows if row.is_closed]
    assert (row.title, row.name, row.nhs_number, row.age) == ("Sensitive file", "", "", None)
    assert row.reference == reference(FILE)
    assert [each.title for each in rows if not each.is_closed] == ["Marigold Thistledown"]


@pytest.mark.parametrize("words", ["Tansy", "tansy bramb", "marigold gate", "999000", "works"])
def test_words_do_not_find_it_nor_say_that_it_is_there(read, closed, words):
    found = read(lambda reading: veiling.found(reading, words))

    assert [hit for hit in found if hit.record.subject == FILE] == []


@pytest.mark.parametrize("words", ["9990000026", " 999 000 0026 ", reference(FILE)])
def test_its_whole_number_or_reference_says_that_a_sensitive_file_is_there(
    read, closed, clock, words
):
    (hit,) = read(lambda reading: veiling.found(reading, words))
    assert (hit.record.fields, hit.record.author, hit.snippet) == ({}, "", "")

    finder = Finder({})
    (match,) = read(lambda r: finder.matches(r, words, today=clock.now.date()))
    assert (match.title, match.subject) == ("Sensitive file", FILE)


def test_its_page_has_no_item(read, closed, clock):
    page = read(lambda reading: files.page(reading, FILE, today=clock.now.date()))

    assert page.person.is_closed
    assert page.items == ()


def test_nothing_of_it_is_shown_changed_or_told_until_it_is_open(save, read, closed):
    person = read(lambda reading: reading.record(FILE))
    note = read(lambda reading: reading.record(closed))
    attempts = [
        lambda session: looking.one(session, closed),
        lambda session: editing.edit(session, FILE, {"pronouns": "she/her"}),
        lambda session: editing.mark_in_error(session, note, "Wrong file"),
        lambda session: editing.find_to_change(session, FILE),
        lambda session: settling.take(session, FILE, "name", change=b"c" * 32),
        lambda session: history.of_record(session, person),
        lambda session: history.of_record(session, note),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match=r"access\.glass_needed"):
            save(attempt)

    save(lambda session: break_glass(session, FILE, "She is here and asks for me"))

    assert save(attempts[0]).id == closed
    assert read(lambda reading: len(history.of_record(reading, person).entries)) >= 3


def test_a_note_goes_into_it_without_opening_it(save, read, closed):
    lines = [{"label": "fact", "text": "Rang, no answer."}]

    made = save(lambda session: record(session, "note", {"lines": lines}, subject=FILE))

    assert made.subject == FILE
    with pytest.raises(Refused, match=r"access\.glass_needed"):
        read(lambda reading: looking.one(reading, made.id))


def test_the_file_of_anyone_else_says_nothing_of_it(save, read, closed):
    other = next(
        each for each in read(lambda r: r.rows(r.list_ids("person"))) if each.subject != FILE
    )

    assert set(read(lambda reading: reading.guards())) == {FILE}
    assert read(lambda reading: reading.history_of(other.subject)) == [other]
