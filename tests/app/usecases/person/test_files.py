"""A file's page: everything recorded, newest first, also what this version does not understand."""

from __future__ import annotations

import pytest

from app.domain.changes import Edit
from app.errors import NotFound, Refused
from app.usecases.editing import edit
from app.usecases.person.files import page
from app.usecases.recording import record

ENQUIRY = {
    "identified_at": "2026-11-16T09:38:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "Z9902",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "trigger": ["burn"],
}
NOTE = {
    "lines": [{"label": "fact", "text": "Seen in bay 4."}],
    "happened_at": "2026-11-17T08:00:00+00:00",
}


@pytest.fixture
def made(save):
    about = {"name": "Tansy Bramblewick", "date_of_birth": "1992-03-04"}
    return save(lambda session: record(session, "identification", ENQUIRY, about=about))


@pytest.fixture
def shown(read, clock):
    return lambda subject: read(lambda reading: page(reading, subject, today=clock.now.date()))


def test_the_page_knows_who_it_is_about_and_what_happened_when(save, made, shown):
    save(lambda session: record(session, "note", NOTE, subject=made.subject))

    file = shown(made.subject)

    assert (file.person.name, file.person.age) == ("Tansy Bramblewick", 34)
    assert [item.kind for item in file.items] == ["note", "identification"]
    assert file.items[0].lines == (("fact", "Seen in bay 4."),)
    assert file.items[1].answers["outcome"] == "not_safe_to_ask"


def test_an_item_entered_in_error_stays_on_the_page_with_its_reason(save, made, shown):
    note = save(lambda session: record(session, "note", NOTE, subject=made.subject))
    save(lambda session: edit(session, note.id, {"entered_in_error": "wrong bay"}))

    assert [item.error for item in shown(made.subject).items] == ["wrong bay", None]


@pytest.mark.parametrize("named", ["no id", "abc", 7, ["x"]])
def test_a_note_that_says_in_no_way_known_here_what_it_corrects_is_shown(save, made, shown, named):
    odd = Edit("note", made.subject, None, {"lines": NOTE["lines"], "corrects": named}, {})
    save(lambda session: session.save([odd]))

    (note,) = [item for item in shown(made.subject).items if item.kind == "note"]

    assert (note.corrects, note.lines) == (None, (("fact", "Seen in bay 4."),))


def test_a_record_of_a_newer_form_is_shown_and_not_changed(save, made, shown):
    newer = {"form": "identification/99", "seen_alone": "by_video_only"}
    save(lambda session: session.save([Edit("identification", made.subject, made.id, newer, {})]))

    item = shown(made.subject).items[0]

    assert item.answers["trigger"] == ["burn"]
    with pytest.raises(Refused, match=r"records\.newer_kind"):
        save(lambda session: edit(session, made.id, {"ask_again_on": "2026-12-01"}))


def test_a_file_that_is_not_here_is_said_so(shown):
    with pytest.raises(NotFound, match=r"records\.no_such_file"):
        shown(b"?" * 16)
