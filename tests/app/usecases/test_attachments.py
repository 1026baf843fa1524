"""Recording attachments, and what a record says of its file."""

from __future__ import annotations

import pytest

from app.domain.attachment import Media, Sealed
from app.domain.changes import Edit
from app.domain.history import Written, field_changes
from app.domain.sensitive import Guard
from app.errors import Damaged, FormRefused, NotFound, Refused
from app.usecases import attachments, editing, recording
from app.usecases.access import looking
from app.usecases.person import files
from storage.reading import VaultReading

SEALED = Sealed("a" * 32, "b" * 64, 7, "c" * 64)
ABOUT = {"caption": "Left wrist", "name": "wrist.jpg", "original_sha256": "d" * 64}


@pytest.fixture
def subject(save):
    about = {"name": "Tansy Bramblewick"}
    return save(lambda session: recording.record(session, "person", about)).subject


@pytest.fixture
def attach(save, subject):
    def attached(about=ABOUT):
        return save(
            lambda session: attachments.record(
                session, subject, SEALED, media=Media.JPEG, about=about
            )
        )

    return attached


def test_an_attachment_is_one_immutable_change_with_its_seal(attach, read, subject):
    id = attach()
    record = read(lambda reading: attachments.find(reading, id))

    assert record.is_immutable and record.subject == subject
    assert attachments.content_of(record) == (Media.JPEG, SEALED)
    assert record.fields["form"] == "attachment/1"


def test_its_key_is_in_no_answer_no_search_and_no_page(attach, read, subject, clock):
    id = attach()
    record = read(lambda reading: attachments.find(reading, id))
    page = read(lambda reading: files.page(reading, subject, today=clock.now.date()))

    assert not {"object", "object_key"} & set(files.answers_of(record))
    assert "b" * 64 not in repr(page)
    assert read(lambda reading: reading.find("b" * 64)) == []
    assert [hit.record.id for hit in read(lambda reading: reading.find("left wrist"))] == [id]


def test_it_stands_on_the_page_newest_first_with_its_caption(attach, read, subject, clock):
    id = attach()
    page = read(lambda reading: files.page(reading, subject, today=clock.now.date()))

    assert [(item.id, item.kind) for item in page.items] == [(id, "attachment")]
    assert page.items[0].answers["caption"] == "Left wrist"
    assert page.items[0].answers["size"] == 7


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"caption": "two\nlines"}, "caption"),
        ({"taken_on": "yesterday"}, "taken_on"),
        ({"taken_on": "2026-11-18"}, "taken_on"),
        ({"spare": "x"}, "spare"),
    ],
)
def test_what_the_form_refuses_is_named_before_a_file_is_read(save, subject, about, field):
    with pytest.raises(FormRefused) as refused:
        save(lambda session: attachments.check(session, subject, about))

    assert set(refused.value.problems) == {field}


def test_a_file_that_is_not_there_takes_none(save):
    with pytest.raises(NotFound, match="records.no_such_file"):
        save(lambda session: attachments.check(session, bytes(16), {}))


def test_it_cannot_be_edited_only_marked_as_entered_in_error(attach, save, read):
    id = attach()
    with pytest.raises(Refused, match="records.signed"):
        save(lambda session: editing.edit(session, id, {"caption": "Other"}))

    save(lambda session: editing.edit(session, id, {"entered_in_error": "Wrong person"}))

    assert read(lambda reading: looking.of_kind(reading, "attachment")) == []
    record = read(lambda reading: attachments.find(reading, id))
    assert record.is_away and attachments.content_of(record)[1] == SEALED


def test_an_attachment_without_a_key_is_damaged_and_a_new_kind_is_said(save, read, subject):
    def odd(fields):
        change = save(
            lambda session: session.save([Edit("attachment", subject, None, fields, {})])
        )[0]
        record = read(lambda reading: attachments.find(reading, change.id))
        return attachments.content_of(record)

    with pytest.raises(Damaged, match="attachment.damaged"):
        odd({"media": "jpeg"})
    with pytest.raises(Refused, match="attachment.newer_kind"):
        odd({**SEALED.fields(), "media": "hologram"})


def test_one_in_a_closed_sensitive_file_is_not_found(attach, read, subject, monkeypatch):
    id = attach()
    closed = {subject: Guard(is_own=False, open_until_ms=0)}
    monkeypatch.setattr(VaultReading, "guards", lambda _reading: closed)

    with pytest.raises(Refused, match="access.glass_needed"):
        read(lambda reading: attachments.find(reading, id))


def test_the_history_shows_no_key(attach, read):
    id = attach()
    change = read(lambda reading: reading.history(id))[0]
    fields = {each.field for each in field_changes(Written(change, "", "", True, {}))}

    assert "caption" in fields and "object_key" not in fields


def test_a_view_is_noted(attach, save, read):
    id = attach()
    save(lambda session: attachments.note_view(session, attachments.find(session, id)))

    entry = read(lambda reading: reading.accesses())[-1]
    assert (entry.what, entry.record, entry.detail) == ("viewed", id, "attachment")
