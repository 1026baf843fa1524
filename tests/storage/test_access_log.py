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
