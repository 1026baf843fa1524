"""An edit replaces what its author saw and nothing else; what is in error leaves the lists."""

from __future__ import annotations

import pytest

from app.errors import FormRefused, NotFound, Refused
from app.usecases.editing import edit
from app.usecases.recording import record

NOTE = {"lines": [{"label": "fact", "text": "Wrong bay, wrong person."}]}


@pytest.fixture
def person(save):
    about = {"name": "Clover Fennimore", "known_as": ["Clo", "Mrs Mossop"]}
    return save(lambda session: record(session, "person", about)).id


def change(save, id, answers, **seen):
    save(lambda session: edit(session, id, answers, **seen))


def test_only_what_differs_becomes_a_change(save, read, person):
    change(save, person, {"name": "Clover Fennimore", "pronouns": "she/her"})

    last = read(lambda reading: reading.history(person))[-1]
    assert last.set == {"pronouns": "she/her"}


def test_an_edit_that_changes_nothing_writes_nothing(save, read, person):
    change(save, person, {"name": "Clover Fennimore", "known_as": ["Clo", "Mrs Mossop"]})

    assert len(read(lambda reading: reading.history(person))) == 1


def test_an_edit_names_the_heads_it_replaces(save, read, person):
    before = read(lambda reading: reading.record(person)).heads["name"]

    change(save, person, {"name": "Clover Mossop"})

    last = read(lambda reading: reading.history(person))[-1]
    assert last.over == {"name": before}
    assert read(lambda reading: reading.record(person)).clashes == {}


def test_what_was_written_after_the_form_was_opened_stays_beside_it(save, read, person):
    opened = read(lambda reading: reading.record(person)).heads
    change(save, person, {"name": "From the command line"})

    change(save, person, {"name": "From the open form"}, seen=opened)

    versions = read(lambda reading: reading.record(person)).clashes["name"]
    assert {version.value for version in versions} == {
        "From the command line",
        "From the open form",
    }


def test_null_clears_a_field_and_a_shorter_list_removes_elements(save, read, person):
    change(save, person, {"name": None, "known_as": ["Clo"]})

    fields = read(lambda reading: reading.record(person)).fields
    assert [value for value in fields.values()] == ["Clo"]


def test_a_fault_is_named_and_changes_nothing(save, read, person):
    with pytest.raises(FormRefused) as refused:
        change(save, person, {"date_of_birth": "1889-12-31"})

    assert refused.value.problems == {"date_of_birth": "too_early"}
    assert len(read(lambda reading: reading.history(person))) == 1


def test_a_signed_note_is_never_changed(save):
    note = save(lambda session: record(session, "note", NOTE)).id

    with pytest.raises(Refused, match=r"records\.signed"):
        change(save, note, {"place": "Ward 6"})


def test_a_record_nobody_has_is_not_edited(save):
    with pytest.raises(NotFound, match=r"records\.no_such_record"):
        change(save, b"?" * 16, {"name": "x"})


def test_a_note_entered_in_error_leaves_lists_and_search_and_stays_in_the_history(save, read):
    note = save(lambda session: record(session, "note", NOTE))

    change(save, note.id, {"entered_in_error": "wrong person"})

    assert read(lambda reading: reading.list_ids("note")) == []
    assert read(lambda reading: reading.find("wrong bay")) == []
    assert read(lambda reading: reading.record(note.id)).is_away
    with pytest.raises(Refused, match=r"records\.in_error_stays"):
        change(save, note.id, {"entered_in_error": None})


def test_a_person_put_away_can_be_brought_back(save, read, person):
    change(save, person, {"entered_in_error": "opened twice"})
    assert read(lambda reading: reading.list_ids("person")) == []

    change(save, person, {"entered_in_error": None})

    assert len(read(lambda reading: reading.list_ids("person"))) == 1


def test_bringing_back_what_was_never_put_away_leaves_nothing_in_the_history(save, read, person):
    change(save, person, {"entered_in_error": None})

    assert len(read(lambda reading: reading.history(person))) == 1
    assert len(read(lambda reading: reading.list_ids("person"))) == 1


def test_entered_in_error_needs_a_reason_and_goes_alone(save, person):
    with pytest.raises(FormRefused):
        change(save, person, {"entered_in_error": " "})
    with pytest.raises(Refused, match=r"records\.error_alone"):
        change(save, person, {"entered_in_error": "twice", "name": "x"})


def test_what_was_put_away_is_brought_back_before_it_is_edited(save, read):
    made = save(lambda session: record(session, "person", {"name": "Tansy"}))
    save(lambda session: edit(session, made.id, {"entered_in_error": "twice"}))

    with pytest.raises(Refused, match=r"records\.put_away"):
        save(lambda session: edit(session, made.id, {"name": "Clover"}))
    save(lambda session: edit(session, made.id, {"entered_in_error": None}))
    save(lambda session: edit(session, made.id, {"name": "Clover"}))

    kept = read(lambda reading: reading.record(made.id))
    assert (kept.fields, kept.is_away, kept.clashes) == ({"name": "Clover"}, False, {})


def test_an_edit_begun_before_it_was_put_away_is_kept_beside_it(save, read):
    made = save(lambda session: record(session, "person", {"name": "Tansy"}))
    seen = read(lambda reading: reading.record(made.id)).heads
    save(lambda session: edit(session, made.id, {"entered_in_error": "twice"}))

    save(lambda session: edit(session, made.id, {"name": "Clover"}, seen=seen))

    assert set(read(lambda reading: reading.record(made.id)).clashes) == {"gone"}


def test_the_file_an_edit_names_is_the_records_own(save):
    made = save(lambda session: record(session, "person", {"name": "Tansy"}))

    save(lambda session: edit(session, made.id, {"name": "Clover"}, subject=made.subject))
    with pytest.raises(Refused, match=r"records\.other_file"):
        save(lambda session: edit(session, made.id, {"name": "Fern"}, subject=b"o" * 16))


@pytest.mark.parametrize("reason", ["", " ", 5, True, ["x"], "a\x00b", "\ud800", "a" * 50_001])
def test_a_reason_is_words_that_can_be_stored(reason, save):
    made = save(lambda session: record(session, "person", {"name": "Tansy"}))

    with pytest.raises(FormRefused) as refused:
        save(lambda session: edit(session, made.id, {"entered_in_error": reason}))

    assert list(refused.value.problems) == ["entered_in_error"]
