from __future__ import annotations

from sync.service.marks import find_mark, keep_mark, marks_of_others
from sync.service.store import Store

SPACE = b"s" * 32
WREN, LINNET = b"w" * 16, b"l" * 16


def test_only_a_devices_newest_mark_is_kept(store: Store) -> None:
    with store.writing() as connection:
        keep_mark(connection, SPACE, device=WREN, mark=b"old")
        keep_mark(connection, SPACE, device=WREN, mark=b"new")

        assert find_mark(connection, SPACE, WREN) == b"new"
        assert find_mark(connection, SPACE, LINNET) is None


def test_a_device_is_given_the_marks_of_the_others_in_its_space(store: Store) -> None:
    with store.writing() as connection:
        keep_mark(connection, SPACE, device=WREN, mark=b"of Wren")
        keep_mark(connection, SPACE, device=LINNET, mark=b"of Linnet")
        keep_mark(connection, b"t" * 32, device=LINNET, mark=b"elsewhere")

        assert marks_of_others(connection, SPACE, WREN) == [b"of Linnet"]
