"""Room for what is being typed, given up when the disk is full and made again."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from app.errors import Refused
from app.ports import Draft
from storage import drafts, reserve

DRAFT = Draft(b"d" * 16, "note/1", None, {"text": "half a sentence"}, "", 1)


@pytest.fixture
def full_disk(vault, monkeypatch):
    """A disk that is full while the reserve is there."""
    keep = drafts.keep

    def keep_if_room(connection, draft):
        if (vault.path / "reserve").exists() or not full_disk_state["helps"]:
            raise dbapi2.OperationalError("database or disk is full")
        keep(connection, draft)

    full_disk_state = {"helps": True}
    monkeypatch.setattr(drafts, "keep", keep_if_room)
    vault.keep_reserve()
    return full_disk_state


def test_it_takes_two_mebibytes_that_no_disk_can_compress_away(tmp_path):
    reserve.keep(tmp_path)

    content = (tmp_path / "reserve").read_bytes()
    assert len(content) == reserve.SIZE == 2 * 1024 * 1024
    assert len(set(content)) == 256


def test_a_draft_that_meets_a_full_disk_is_kept_by_giving_it_up(vault, full_disk):
    vault.write(lambda session: session.keep_draft(DRAFT), spare=True).result()

    assert vault.read(lambda reading: reading.drafts()).result() == [DRAFT]
    assert not (vault.path / "reserve").exists()
    vault.keep_reserve()
    assert (vault.path / "reserve").stat().st_size == reserve.SIZE


def test_a_save_does_not_take_the_room_of_the_draft(vault, full_disk):
    with pytest.raises(Refused, match=r"vault\.disk_full"):
        vault.write(lambda session: session.keep_draft(DRAFT)).result()

    assert (vault.path / "reserve").exists()


def test_where_even_that_is_not_enough_it_is_told(vault, full_disk):
    full_disk["helps"] = False

    with pytest.raises(Refused, match=r"vault\.disk_full"):
        vault.write(lambda session: session.keep_draft(DRAFT), spare=True).result()


def test_a_disk_without_room_for_it_goes_without(tmp_path, monkeypatch):
    def fail(path, content):
        path.write_bytes(content[:100])
        raise OSError(28, "")

    monkeypatch.setattr(reserve, "write_new", fail)
    reserve.keep(tmp_path)

    assert list(tmp_path.iterdir()) == []
