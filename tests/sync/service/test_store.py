from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.protocol.heads import running
from sync.service import log
from sync.service.store import NewEntry, Store, append, begin, count_spaces, lock, tip

SPACE = bytes(range(32))
DEVICE = b"d" * 16


def segment(seq: int, *, device: bytes = DEVICE, groups: tuple[bytes, ...] = ()) -> NewEntry:
    entry = device + seq.to_bytes(8, "big")
    return NewEntry(
        entry,
        hashlib.sha256(entry).digest(),
        device,
        taken=0,
        incarnation=b"i" * 8,
        seq=seq,
        groups=groups,
    )


@pytest.fixture
def space(store: Store) -> bytes:
    with store.writing() as connection:
        begin(connection, SPACE)
    return SPACE


def test_a_new_log_stands_at_nothing_with_the_spaces_id(store: Store, space: bytes) -> None:
    with store.reading() as connection:
        found = tip(connection, space)

        assert found is not None
        assert (found.position, found.running, found.generation) == (0, space, 1)
        assert count_spaces(connection) == 1


def test_a_space_that_is_not_kept_has_no_tip(store: Store) -> None:
    with store.writing() as connection:
        assert tip(connection, SPACE) is None
        assert lock(connection, SPACE) is None


def test_positions_and_the_running_hash_go_on_without_a_gap(store: Store, space: bytes) -> None:
    expected = space
    for seq in (1, 2, 3):
        with store.writing() as connection:
            before = lock(connection, space)
            assert before is not None
            after = append(connection, before, segment(seq))
        expected = running(expected, segment(seq).hash)

        assert (after.position, after.running) == (seq, expected)
    with store.reading() as connection:
        assert tip(connection, space) == after


def test_what_an_error_interrupts_leaves_no_position_behind(store: Store, space: bytes) -> None:
    with pytest.raises(InterruptedError), store.writing() as connection:
        before = lock(connection, space)
        assert before is not None
        append(connection, before, segment(1, groups=(b"g",)))
        raise InterruptedError

    with store.reading() as connection:
        found = tip(connection, space)
        assert found is not None
        assert found.position == 0
        assert log.page(connection, found, after=0, most=1_000).entries == []


def test_four_at_once_get_gapless_positions_and_one_chain(store: Store, space: bytes) -> None:
    def push(device: bytes) -> None:
        for seq in range(1, 26):
            with store.writing() as connection:
                before = lock(connection, space)
                assert before is not None
                append(connection, before, segment(seq, device=device))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, [bytes([each]) * 16 for each in range(4)]))

    with store.reading() as connection:
        found = tip(connection, space)
        assert found is not None
        assert found.position == 100
        expected = space
        for position, (entry, _) in enumerate(
            log.page(connection, found, after=0, most=10**6).entries, 1
        ):
            expected = running(expected, hashlib.sha256(entry).digest())
            assert log.running_at(connection, found, position) == expected


def test_the_bytes_of_groups_count(store: Store, space: bytes) -> None:
    with store.writing() as connection:
        before = lock(connection, space)
        assert before is not None
        after = append(connection, before, segment(1, groups=(b"g" * 100, b"h")))

    assert after.bytes_kept == len(segment(1).entry) + 101
