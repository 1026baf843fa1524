"""Nothing is ever opened, or made, as plain text."""

from __future__ import annotations

import sqlite3

import pytest

from app.errors import Damaged, Refused
from storage.connection import open_records, require_sound

KEY, SALT = b"k" * 32, b"s" * 16


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def filled(path):
    connection = open_records(path, key=KEY, salt=SALT)
    connection.execute("create table note (text)")
    connection.execute("insert into note values ('Bruised arm')")
    connection.close()
    return path


def test_what_was_stored_is_read_with_the_key(filled):
    connection = open_records(filled, key=KEY, salt=SALT)

    assert connection.execute("select text from note").fetchall() == [("Bruised arm",)]
    connection.close()


@pytest.mark.parametrize(("key", "salt"), [(b"K" * 32, SALT), (KEY, b"S" * 16), (bytes(32), SALT)])
def test_a_wrong_key_opens_nothing_and_says_nothing(filled, key, salt, capfd):
    with pytest.raises(Damaged, match=r"vault\.damaged"):
        open_records(filled, key=key, salt=salt)

    assert capfd.readouterr() == ("", "")


def test_an_sqlite_without_the_codec_is_refused_before_it_writes(path):
    with pytest.raises(Refused, match=r"vault\.no_cipher"):
        open_records(path, key=KEY, salt=SALT, connect=sqlite3.connect)

    assert not path.exists() or path.read_bytes() == b""


def test_an_sqlite_without_the_codec_leaves_an_encrypted_file_alone(filled):
    before = filled.read_bytes()

    with pytest.raises((Refused, Damaged)):
        open_records(filled, key=KEY, salt=SALT, connect=sqlite3.connect)

    assert filled.read_bytes() == before


def test_a_plain_file_in_its_place_is_refused(path):
    with sqlite3.connect(path) as plain:
        plain.execute("create table note (text)")
    plain.close()
    before = path.read_bytes()

    with pytest.raises(Damaged, match=r"vault\.plain"):
        open_records(path, key=KEY, salt=SALT)

    assert path.read_bytes() == before


def test_the_file_and_its_log_begin_like_no_database(filled):
    connection = open_records(filled, key=KEY, salt=SALT)
    connection.execute("insert into note values ('Bruised arm')")

    for each in filled.parent.iterdir():
        content = each.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert b"Bruised" not in content
    connection.close()


def test_every_setting_that_keeps_records_safe_is_on(path):
    connection = open_records(path, key=KEY, salt=SALT)

    found = {
        name: str(connection.execute(f"pragma {name}").fetchone()[0])
        for name in (
            "journal_mode",
            "synchronous",
            "secure_delete",
            "temp_store",
            "mmap_size",
            "foreign_keys",
            "cipher_use_hmac",
            "cipher_page_size",
            "trusted_schema",
        )
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": "2",
        "secure_delete": "1",
        "temp_store": "2",
        "mmap_size": "0",
        "foreign_keys": "0",
        "cipher_use_hmac": "1",
        "cipher_page_size": "4096",
        "trusted_schema": "0",
    }
    connection.close()


def test_on_another_machines_disk_a_rollback_journal_takes_the_place_of_the_log(path):
    connection = open_records(path, key=KEY, salt=SALT, is_remote=lambda path: True)

    connection.execute("create table note (text)")

    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    assert {each.name for each in path.parent.iterdir()} == {"records.db"}
    connection.close()


def test_a_reading_connection_takes_no_writes(filled):
    connection = open_records(filled, key=KEY, salt=SALT, query_only=True)

    with pytest.raises(Exception, match="readonly"):
        connection.execute("insert into note values ('x')")
    connection.close()


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_an_sqlite_that_can_corrupt_a_vault_is_refused(version):
    with pytest.raises(Refused, match=r"vault\.old_sqlite"):
        require_sound(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "3.100.0", "4.0.0"])
def test_an_sqlite_without_that_fault_is_taken(version):
    require_sound(version)
