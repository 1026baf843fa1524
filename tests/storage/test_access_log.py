"""What was looked at stays written down."""

from __future__ import annotations

import pytest

from app.ports import Access


def test_entries_are_read_in_order_with_who_when_and_what(vault, clock):
    vault.write(lambda s: s.note_access("view", b"s" * 16, record=None, detail="")).result()
    clock.ms += 5
    vault.write(
        lambda s: s.note_access("print", b"s" * 16, record=b"r" * 32, detail="for court")
    ).result()

    assert vault.read(lambda reading: reading.accesses()).result() == [
        Access(clock.ms - 5, "Tansy Bramblewick", "view", b"s" * 16, None, ""),
        Access(clock.ms, "Tansy Bramblewick", "print", b"s" * 16, b"r" * 32, "for court"),
    ]


@pytest.mark.parametrize("sql", ["delete from access", "update access set what = 'nothing'"])
def test_nothing_can_be_taken_out_or_changed(vault, sql):
    vault.write(lambda s: s.note_access("view", b"s" * 16, record=None, detail="")).result()

    with pytest.raises(Exception, match="append-only"):
        vault.write(lambda session: session.connection.execute(sql)).result()

    assert len(vault.read(lambda reading: reading.accesses()).result()) == 1


def details(vault):
    return [entry.detail for entry in vault.read(lambda reading: reading.accesses()).result()]


def test_a_look_is_kept_once_for_each_record_act_and_minute(vault, clock):
    clock.ms -= clock.ms % 60_000
    looks = [(b"s" * 16, b"r" * 16, "note"), (b"s" * 16, b"q" * 16, "note")]
    for _ in range(3):
        vault.write(lambda session: session.note_accesses("view", looks)).result()
        clock.ms += 10_000
    vault.write(lambda session: session.note_accesses("list", looks[:1])).result()
    assert len(details(vault)) == 3

    clock.ms += 30_000
    vault.write(lambda session: session.note_accesses("view", looks)).result()

    assert len(details(vault)) == 5


def test_a_clock_set_back_loses_no_look(vault, clock):
    look = [(b"s" * 16, None, "person")]
    vault.write(lambda session: session.note_accesses("view", look)).result()
    clock.ms -= 10 * 365 * 24 * 60 * 60 * 1000

    for _ in range(2):
        vault.write(lambda session: session.note_accesses("view", look)).result()

    assert len(details(vault)) == 2


def test_ten_thousand_looks_of_one_minute_are_written_down_once(vault):
    looks = [(number.to_bytes(16, "big"), None, "person") for number in range(10_000)]
    for _ in range(2):
        vault.write(lambda session: session.note_accesses("list", looks)).result()

    assert len(details(vault)) == 10_000
