"""A save: what it takes, where it goes, and that it comes back as it was."""

from __future__ import annotations

import random as chance
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import Edit
from app.domain.encoding import encode
from app.domain.records import SyncState
from app.errors import NotFound, Refused, Untrusted
from app.ports import Draft, Session
from storage.applying import THEIRS, apply
from storage.making import build_vault
from storage.unlocked import unlock
from storage.vault_file import VaultFile

SUBJECT = b"s" * 16
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        [
            "",
            "\x00",
            "a\x00b",
            "\u202eright to left\u202c",
            "שלום",
            unicodedata.normalize("NFC", "é"),
            unicodedata.normalize("NFD", "é"),
            "\ufeff",
            "\U0001f9f6",
            "line\r\nline",
            "\u2028",
            "' or 1=1 --",
            '{"a": 1}',
        ]
    ),
)
NUMBERS = st.one_of(
    st.integers(-(2**63), 2**64 - 1),
    st.sampled_from([0, -(2**63), 2**31, 2**32, 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1]),
)
VALUES = st.recursive(
    st.one_of(st.booleans(), TEXTS, NUMBERS, st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def edits(vault):
    """Save edits, each given as fields of one record."""

    def save(*fields, subject=SUBJECT, space=None):
        made = [Edit("task", subject, bytes([n]) * 16, each, {}) for n, each in enumerate(fields)]
        return vault.write(lambda session: session.save(made, space=space)).result()

    return save


def test_it_is_what_use_cases_ask_for(vault):
    def check(session: Session) -> bytes:
        return session.new_id()

    assert len(vault.write(check).result()) == 16


@given(value=VALUES.filter(lambda value: value is not None))
def test_every_value_comes_back_as_it_was(shared_vault, value):
    subject = shared_vault.write(lambda session: session.new_id()).result()
    edit = Edit("task", subject, subject, {"field": value, "second": "x"}, {})
    made = shared_vault.write(lambda session: session.save([edit])).result()[0]
    over = {"second": [made.id]}
    again = Edit("task", subject, subject, {"second": "y"}, over)

    once = shared_vault.read(lambda reading: reading.record(subject)).result()
    shared_vault.write(lambda session: session.save([again])).result()
    twice = shared_vault.read(lambda reading: reading.record(subject)).result()

    for record in (once, twice):
        assert record.fields["field"] == value
        assert encode(record.fields["field"]) == encode(value)


@pytest.fixture(scope="module")
def shared_vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("values")
    content = VaultFile(b"v" * 16, (), "TB", False)
    given = {"key": b"k" * 32, "clock": lambda: 5, "random": chance.Random(1).randbytes}
    build_vault(folder, content, name="Tansy Bramblewick", **given)
    with unlock(folder, content, **given) as vault:
        yield vault


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", "\ud800", 2**64, -(2**63) - 1])
def test_what_records_cannot_hold_is_refused_and_nothing_is_stored(vault, edits, value):
    with pytest.raises(Untrusted):
        edits({"a": "kept"}, {"b": value})

    assert vault.read(lambda reading: reading.records_of(SUBJECT)).result() == []


def test_a_save_of_a_thousand_changes_is_taken_and_one_more_is_not(vault):
    def save(session, count):
        ids = [session.new_id() for _ in range(count)]
        return session.save([Edit("task", id, id, {"a": "x"}, {}) for id in ids])

    assert len(vault.write(lambda session: save(session, 1_000)).result()) == 1_000
    with pytest.raises(Refused, match=r"changes\.too_large"):
        vault.write(lambda session: save(session, 1_001)).result()
    assert len(vault.read(lambda reading: reading.list_ids("task")).result()) == 1_000


def test_a_save_of_more_than_a_mebibyte_is_refused(edits):
    edits({"a": "x" * (1024 * 1024 - 300)})

    with pytest.raises(Refused, match=r"changes\.too_large"):
        edits({"a": "x" * (512 * 1024)}, {"a": "x" * (512 * 1024)})


def test_the_clock_ticks_for_each_change_even_when_the_pcs_stands_or_goes_back(edits, clock):
    first = edits({"a": 1}, {"a": 2})
    clock.ms -= 1_000_000
    second = edits({"a": 3})

    readings = [change.at for change in (*first, *second)]
    assert readings == sorted(set(readings))
    assert second[0].time == (clock.ms, None)


def join(session):
    """Belong to a second space, as entering one leaves it."""
    session.connection.execute("insert into space (nr, id, title) values (2, x'22', 'Willowmere')")
    session.connection.execute(
        "insert into device (space, id, author, name, role, is_own)"
        " values (2, x'01', 1, '', 'lead', 1)"
    )


def test_a_file_keeps_its_space_and_a_new_one_goes_where_it_is_told(vault, edits):
    def spaces(subject):
        records = vault.read(lambda reading: reading.records_of(subject)).result()
        return {record.space for record in records}

    vault.write(join).result()
    edits({"a": 1}, space=b"\x22")

    edits({"b": 1})
    edits({"c": 1}, subject=b"t" * 16)

    assert spaces(SUBJECT) == {b"\x22"}
    assert spaces(b"t" * 16) == {None}


def test_in_a_file_of_two_spaces_a_record_stays_where_it_is(vault, save, change):
    def arrive(session):
        theirs = change({"a": 1}, record=b"q" * 16, kind="task")
        apply(session.connection, theirs, space=2, device=2, status=THEIRS, now_ms=0)

    save("task", {"a": 1})
    vault.write(join).result()
    vault.write(arrive).result()
    save("task", {"b": 1})
    save("task", {"b": 1}, record=b"q" * 16)

    records = vault.read(lambda reading: reading.records_of(b"s" * 16)).result()
    assert {each.id: (each.space, len(each.fields)) for each in records} == {
        b"r" * 16: (None, 2),
        b"q" * 16: (b"\x22", 2),
    }


def test_what_is_new_in_a_file_of_two_spaces_goes_where_it_is_told_or_nowhere(
    vault, edits, save, change
):
    def plant(session):
        theirs = change({"a": 1}, record=bytes(16), kind="task")
        apply(session.connection, theirs, space=1, device=1, status=THEIRS, now_ms=0)

    vault.write(join).result()
    edits({"a": 1}, space=b"\x22")
    vault.write(plant).result()

    for record in (b"n" * 16, bytes(16)):
        with pytest.raises(Refused, match=r"changes\.several_spaces"):
            save("task", {"b": 1}, record=record)
    edits({"b": 1}, space=b"\x22")

    records = vault.read(lambda reading: reading.records_of(b"s" * 16)).result()
    assert [len(each.fields) for each in records if each.space is None] == [1]
    assert sum(len(each.fields) for each in records if each.space == b"\x22") == 2


def test_a_space_that_the_vault_does_not_know_is_refused(edits):
    with pytest.raises(NotFound, match=r"vault\.no_such_space"):
        edits({"a": 1}, space=b"?" * 32)


def test_a_record_is_received_only_when_every_change_of_it_is(vault, save):
    first = save("task", {"a": 1})
    second = save("task", {"a": 2}, over={"a": [first.id]})

    def mark(change, status):
        sql = "update change set status = ? where id = ?"
        vault.write(lambda session: session.connection.execute(sql, (status, change.id))).result()
        return vault.read(lambda reading: reading.record(b"r" * 16)).result().sync

    assert mark(first, "received") is SyncState.ONLY_HERE
    assert mark(second, "sealed") is SyncState.ONLY_HERE
    assert mark(second, "refused") is SyncState.REFUSED
    assert mark(second, "received") is SyncState.RECEIVED
    assert mark(first, "theirs") is SyncState.RECEIVED


def test_the_changes_of_one_save_carry_one_number_and_the_next_save_another(vault, edits):
    edits({"a": 1}, {"a": 2})
    edits({"a": 3})

    sql = "select save, count(*) from change group by save"
    counts = vault.read(lambda reading: reading.connection.execute(sql).fetchall()).result()
    assert sorted(count for _, count in counts) == [1, 2]


def test_a_failure_after_a_save_takes_it_back(vault):
    def save_and_fail(session):
        session.save([Edit("task", SUBJECT, SUBJECT, {"a": "x"}, {})])
        session.keep_draft(Draft(b"d", "note/1", None, {}, "", 1))
        raise Refused("records.signed")

    before = vault.digest()
    with pytest.raises(Refused):
        vault.write(save_and_fail).result()

    assert vault.digest() == before
    assert vault.read(lambda reading: reading.drafts()).result() == []
