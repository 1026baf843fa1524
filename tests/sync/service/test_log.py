from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import Engine, null, update

from sync.service import log
from sync.service.schema import groups
from sync.service.store import NewEntry, Store, Tip, append, begin

SPACE = bytes(range(32))
DEVICE = b"d" * 16
FIRST, SECOND = b"i" * 8, b"j" * 8


def entry(name: bytes, **numbers: object) -> NewEntry:
    return NewEntry(name, hashlib.sha256(name).digest(), DEVICE, taken=7, **numbers)  # type: ignore[arg-type]


@pytest.fixture
def kept(store: Store) -> Tip:
    """A statement, two segments of one incarnation, a statement, a segment of another."""
    with store.writing() as connection:
        at = begin(connection, SPACE)
        for new in (
            entry(b"create"),
            entry(b"one", incarnation=FIRST, seq=1, groups=(b"a" * 50, b"b" * 50)),
            entry(b"two", incarnation=FIRST, seq=2, groups=(b"c" * 50,)),
            entry(b"invite"),
            entry(b"three", incarnation=SECOND, seq=1),
        ):
            at = append(connection, at, new)
    return at


def test_a_segment_is_found_under_its_number(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        found = log.by_number(connection, SPACE, device=DEVICE, incarnation=FIRST, seq=2)
        other = log.by_number(connection, SPACE, device=DEVICE, incarnation=SECOND, seq=2)

    assert found is not None
    assert (found.position, found.hash) == (3, entry(b"two").hash)
    assert other is None


def test_an_entry_is_found_by_its_hash(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        found = log.by_hash(connection, SPACE, entry(b"invite").hash)

        assert found is not None
        assert found.position == 4
        assert log.by_hash(connection, SPACE, bytes(32)) is None


def test_the_last_segment_is_of_any_incarnation_and_no_statement(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        assert log.last_segment(connection, SPACE, DEVICE) == entry(b"three").hash
        assert log.last_segment(connection, SPACE, b"e" * 16) is None


def test_the_last_number_is_that_of_the_incarnation(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        numbers = [
            log.last_seq(connection, SPACE, device=DEVICE, incarnation=incarnation)
            for incarnation in (FIRST, SECOND, b"k" * 8)
        ]

    assert numbers == [2, 1, 0]


def test_statements_are_read_in_order_between_two_positions(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        both = log.statements(connection, SPACE, after=0, up_to=5)
        none = log.statements(connection, SPACE, after=1, up_to=3)

    assert both == [(1, b"create"), (4, b"invite")]
    assert none == []


def test_a_page_holds_entries_with_their_groups_in_order(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        page = log.page(connection, kept, after=0, most=10**6)

    assert page.entries[:3] == [
        (b"create", []),
        (b"one", [b"a" * 50, b"b" * 50]),
        (b"two", [b"c" * 50]),
    ]
    assert page.last == 5


@pytest.mark.parametrize(
    ("after", "most", "last"), [(0, 109, 2), (0, 108, 1), (1, 1, 2), (5, 9, 5)]
)
def test_a_page_ends_before_it_is_too_large_but_has_one_entry(
    store: Store, kept: Tip, after: int, most: int, last: int
) -> None:
    with store.reading() as connection:
        assert log.page(connection, kept, after=after, most=most).last == last


def test_a_group_that_was_erased_is_told_apart_from_an_empty_one(
    store: Store, kept: Tip, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(
            update(groups).where(groups.c.position == 2, groups.c.place == 1).values(sealed=null())
        )

    with store.reading() as connection:
        page = log.page(connection, kept, after=1, most=1)

    assert page.entries == [(b"one", [b"a" * 50, None])]


def test_the_running_hash_is_known_at_each_position_and_not_above(store: Store, kept: Tip) -> None:
    with store.reading() as connection:
        assert log.running_at(connection, kept, 0) == SPACE
        assert log.running_at(connection, kept, 5) == kept.running
        assert log.running_at(connection, kept, 6) is None
