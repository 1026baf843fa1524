"""The history of a record: changes and looks in one, newest first, a hundred at a time."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from app.domain.history import Looked, Written, field_changes, reason_of
from app.errors import NotFound
from app.usecases import history, settling
from app.usecases.access import looking
from app.usecases.editing import edit
from app.usecases.recording import record
from tests.colleagues import Colleague

VIEWS = int(os.environ.get("YARROW_VIEWS", "250"))


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Clover Fennimore"})).id


def page_of(read, id, after=None):
    return read(lambda r: history.of_record(r, history.find(r, id), after=after))


def test_it_tells_who_changed_what_from_what_to_what_and_why(save, read, person, clock):
    clock.now += timedelta(minutes=1)
    save(lambda s: edit(s, person, {"name": "Clover Mossop"}, reason="She married"))

    newest, first = page_of(read, person).entries

    assert isinstance(newest, Written)
    assert (newest.author, newest.is_here) == ("Wren Pepperday", True)
    (change,) = field_changes(newest)
    assert (change.field, change.before, change.after) == (
        "name",
        ("Clover Fennimore",),
        "Clover Mossop",
    )
    assert reason_of(newest.change) == "She married"
    assert isinstance(first, Written)


def test_a_settled_clash_stays_readable_with_both_values(save, read, person):
    linnet = save(lambda session: Colleague(session, role="member"))
    save(lambda s: linnet.writes(s, "person", {"name": "Clo Fenn"}, subject=person, record=person))
    head = read(lambda r: r.record(person)).heads["name"][0]
    save(lambda session: settling.take(session, person, "name", change=head))

    settled = page_of(read, person).entries[0]

    assert isinstance(settled, Written)
    (change,) = field_changes(settled)
    assert change.settles
    assert sorted(map(str, change.before)) == ["Clo Fenn", "Clover Fennimore"]
    by = {each.author for each in page_of(read, person).entries if isinstance(each, Written)}
    assert by == {"Wren Pepperday", "Linnet Marrowby"}


def test_a_colleagues_change_names_her_pc(save, read, person):
    linnet = save(lambda session: Colleague(session, role="member"))
    fields = {"pronouns": "she/her"}
    save(lambda s: linnet.writes(s, "person", fields, subject=person, record=person))

    newest = page_of(read, person).entries[0]

    assert isinstance(newest, Written)
    assert (newest.pc, newest.is_here) == ("WGH-2", False)


def test_an_item_has_what_was_done_with_it_and_with_the_whole_file(save, read, person):
    lines = [{"label": "fact", "text": "Voice hoarse."}]
    note = save(lambda s: record(s, "note", {"lines": lines}, subject=person)).id
    other = save(lambda s: record(s, "note", {"lines": lines}, subject=person)).id
    for id in (person, note, other):
        shown = read(lambda r, id=id: r.record(id))
        save(lambda s, shown=shown: looking.note_view(s, shown))
    save(lambda s: edit(s, note, {"entered_in_error": "Wrong file"}))

    entries = page_of(read, note).entries

    looks = {each.record for each in entries if isinstance(each, Looked)}
    written = [each.change.kind for each in entries if isinstance(each, Written)]
    assert looks == {person, note}
    assert sorted(written) == ["entered_in_error", "note"]
    assert len(page_of(read, person).entries) == 7


def test_a_record_with_many_views_comes_a_hundred_at_a_time_and_whole(save, read, person):
    looks = [(person, person, f"look {number}") for number in range(VIEWS)]
    save(lambda session: session.note_accesses("view", looks))

    sizes, details, after = [], [], None
    while True:
        page = page_of(read, person, after)
        sizes.append(len(page.entries))
        details += [each.detail for each in page.entries if isinstance(each, Looked)]
        after = page.older
        if after is None:
            break

    assert sizes[:-1] == [100] * (len(sizes) - 1)
    assert sum(sizes) == VIEWS + 1
    assert details == [f"look {number}" for number in reversed(range(VIEWS))]


def test_what_is_not_there_has_no_history(read):
    with pytest.raises(NotFound):
        read(lambda reading: history.find(reading, b"n" * 16))
