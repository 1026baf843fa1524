"""Whether a key fits is seen in any page that is whole, and in no other way."""

from __future__ import annotations

import os

import pytest

from storage.backup.fitting import fits
from storage.record_key import RecordKey
from tests.storage.backup.conftest import ID, KEY, harm


@pytest.fixture
def pages(path):
    return (path / "records.db").stat().st_size // 4096


def test_the_key_of_a_vault_fits_and_no_other_does(path):
    assert fits(RecordKey(KEY, ID), path / "records.db")
    assert not fits(RecordKey(os.urandom(32), ID), path / "records.db")
    assert not fits(RecordKey(KEY, b"another-vault-16"), path / "records.db")


def test_one_whole_page_is_enough_wherever_it_is(path, pages):
    harm(path, *range(1, pages))
    assert fits(RecordKey(KEY, ID), path / "records.db")

    harm(path, pages)
    assert not fits(RecordKey(KEY, ID), path / "records.db")


def test_a_file_that_is_lost_or_empty_fits_nothing(path):
    (path / "records.db").write_bytes(b"")
    assert not fits(RecordKey(KEY, ID), path / "records.db")
    (path / "records.db").unlink()
    assert not fits(RecordKey(KEY, ID), path / "records.db")
