"""No other user of a PC reads a vault, even where its folder is open."""

from __future__ import annotations

import os
import sys

import pytest

from storage.private_files import keep_private

# Windows has no such modes; there the folder's list of who may do what holds.
PRIVATE = 0o600 if sys.platform != "win32" else 0o666


def modes(folder):
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir() if file.is_file()}


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def test_every_file_of_a_vault_is_its_users_alone(open_umask, vault, save):
    save("task", {"a": 1})

    found = modes(vault.path)

    assert {"records.db", "records.db-wal", "records.db-shm", "vault.json"} <= set(found)
    assert set(found.values()) == {PRIVATE}


def test_files_that_others_could_read_are_closed_when_the_vault_is_opened(vault, new_vault):
    vault.close()
    (vault.path / "records.db").chmod(0o644)
    (vault.path / "records.db-wal").touch(0o644)

    again = new_vault()

    found = modes(again.path)
    assert (found["records.db"], found["records.db-wal"]) == (PRIVATE, PRIVATE)


def test_what_is_there_is_left_as_it_is(tmp_path):
    file = tmp_path / "records.db"
    file.write_bytes(b"kept")

    keep_private(file)
    keep_private(tmp_path / "gone" / "records.db")

    assert file.read_bytes() == b"kept"
    assert [each.name for each in tmp_path.iterdir()] == ["records.db"]
