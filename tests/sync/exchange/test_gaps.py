"""An entry read without a group that an erasure took, and the service then loses that erasure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sync.erasing
from app.ports.erasing import Target
from tests.sync.exchange.going_on import let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, put_back

FILE = b"f" * 16
_PARKED = "select count(*) from log where state = 'parked'"
Team = tuple[PC, PC]


class Cut(Exception):
    """The exchange was ended."""


@pytest.fixture
def read_with_a_gap(
    team: Team, office: Office, copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> tuple[bytes, Path]:
    """A note of Wren's that is erased by the time Linnet reads its entry, and a copy of before.

    Both exchanges end before they come to the erasure.
    """
    a, b = team
    all_sync(a, b)
    note = a.note("about the file that is erased", subject=FILE)
    a.sync()
    a.note("of another file, behind it")
    a.sync()
    kept = copied()
    a.wire.before = lambda name: _until_all_are_used(name, iter(()))
    erase = a.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(FILE), "Asked for", means)
    )
    with pytest.raises(Cut):
        erase.result()
    a.wire.before = None
    assert a.has(note)
    with monkeypatch.context() as small:
        small.setattr("sync.exchange.pull.PAGE_BYTES", 1)
        pages = iter(range(2))
        b.wire.before = lambda name: _until_all_are_used(name, pages)
        with pytest.raises(Cut):
            b.sync()
    b.wire.before = None
    assert not b.has(note)
    assert b.rows("select 1 from log where why = 'group_gone'")
    assert not b.rows("select 1 from erasure")
    return note, kept


def _until_all_are_used(name: str, pages: object) -> None:
    if name == "log" and next(pages, None) is None:  # type: ignore[call-overload]
        raise Cut


def test_what_came_back_with_the_older_copy_comes_to_who_had_read_over_it(
    team: Team, office: Office, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, kept = read_with_a_gap
    put_back(office, kept)
    let_go_on(a)
    a.sync()

    assert codes(b.sync()) == []

    assert a.has(note)
    assert b.has(note)
    assert b.rows(_PARKED) == [(0,)]
    all_sync(a, b)
    assert a.digest() == b.digest()
    assert b.vault.verify() == []


def test_where_nothing_was_lost_the_erasure_says_why_and_nothing_is_asked_for_again(
    team: Team, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, _ = read_with_a_gap

    all_sync(a, b)

    assert not b.has(note)
    assert b.rows(_PARKED) == [(0,)]
    assert a.digest() == b.digest()
    b.wire.asked.clear()
    b.sync()
    assert b.wire.asked == ["hello"]


def test_a_group_that_stays_away_keeps_its_entry_parked_and_is_told_until_it_comes(
    team: Team, office: Office, read_with_a_gap: tuple[bytes, Path]
) -> None:
    a, b = team
    note, kept = read_with_a_gap
    put_back(office, kept)
    let_go_on(a)
    a.sync()
    with office.engine.begin() as connection:
        groups = connection.exec_driver_sql("select position, sealed from groups").all()
        connection.exec_driver_sql("update groups set sealed = null")

    assert "exchange.parked" in codes(b.sync())

    assert not b.has(note)
    with office.engine.begin() as connection:
        for group in groups:
            connection.exec_driver_sql(
                "update groups set sealed = ?2 where position = ?1", tuple(group)
            )
    assert codes(b.sync()) == []
    assert b.has(note)
    assert a.digest() == b.digest()
