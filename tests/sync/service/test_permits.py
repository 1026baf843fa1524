from __future__ import annotations

from pathlib import Path

from sync.service.permits import keep_permit, use_permit
from sync.service.store import Store


def test_a_permit_is_good_once(store: Store) -> None:
    with store.writing() as connection:
        keep_permit(connection, "AB12-CD34", made=0)
        used = [use_permit(connection, "AB12-CD34") for _ in range(2)]

    assert used == [True, False]


def test_a_permit_never_made_is_no_good(store: Store) -> None:
    with store.writing() as connection:
        assert not use_permit(connection, "AB12-CD34")


def test_a_permit_typed_in_small_letters_is_good(store: Store) -> None:
    with store.writing() as connection:
        keep_permit(connection, "AB12-CD34", made=0)

        assert use_permit(connection, " ab12-cd34\n")


def test_the_permit_itself_is_not_kept(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        keep_permit(connection, "AB12-CD34", made=0)

    assert all(b"AB12" not in file.read_bytes() for file in tmp_path.glob("kept.db*"))
