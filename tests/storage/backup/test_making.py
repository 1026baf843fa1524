"""A backup is whole, sealed, checked, and in nobody's way; or it is not there."""

from __future__ import annotations

import errno
import hashlib
import json
import stat
import threading
import zipfile

import pytest

from app.errors import Damaged, Refused
from storage.backup import container, making
from storage.backup.making import make_backup
from storage.backup.stopping import Stop
from tests.storage.backup.conftest import NOW_MS, harm, put_object, write_note

NAME = "0f" * 16


def test_it_holds_the_vault_and_its_objects_with_their_hashes(opened, tmp_path):
    file = tmp_path / "b.yarrow"
    with opened() as vault:
        write_note(vault, "Came to Willowmere")
        put_object(vault.path, NAME, b"sealed")
        put_object(vault.path, "half.part", b"se")
        made = make_backup(vault, file, made_ms=NOW_MS)

    assert (made.file, made.is_whole, made.size) == (file, True, file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        listed = json.loads(archive.read("backup.json"))
        assert set(archive.namelist()) == {*listed["files"], "backup.json"}
        assert set(listed["files"]) == {"vault.json", "records.db", f"objects/{NAME}"}
        assert (listed["format"], listed["made"], listed["whole"]) == (1, NOW_MS, True)
        for name, (size, digest) in listed["files"].items():
            content = archive.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (size, digest)


def test_nothing_that_was_typed_can_be_read_in_it(opened, tmp_path):
    file = tmp_path / "b.yarrow"
    with opened() as vault:
        write_note(vault, "Quillfeather")
        make_backup(vault, file, made_ms=NOW_MS)

    content = file.read_bytes()
    for words in ("Quillfeather", "Wren Pepperday"):
        for encoding in ("utf-8", "utf-16-le"):
            assert words.encode(encoding) not in content
    assert b"SQLite format 3" not in content


def test_people_save_while_it_is_made(opened, tmp_path, monkeypatch):
    with opened() as vault:
        write_note(vault, "before")
        saved = []
        write = container.write

        def write_slowly(*arguments, **named):
            saved.append(write_note(vault, "meanwhile"))
            write(*arguments, **named)

        monkeypatch.setattr(container, "write", write_slowly)
        make_backup(vault, tmp_path / "b.yarrow", made_ms=NOW_MS)

        assert vault.read(lambda r: r.record(saved[0])).result() is not None


@pytest.mark.parametrize("name", ["b.yarrow", "missing/b.yarrow"])
def test_it_never_writes_over_a_file_nor_makes_folders(opened, tmp_path, name):
    (tmp_path / "b.yarrow").write_bytes(b"older")

    with opened() as vault, pytest.raises(Refused, match=r"backup\.(exists|no_folder)"):
        make_backup(vault, tmp_path / name, made_ms=NOW_MS)

    assert (tmp_path / "b.yarrow").read_bytes() == b"older"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "backup.no_room"), (errno.EIO, "backup.not_written")],
)
def test_a_disk_that_fails_leaves_no_file_and_the_vault_goes_on(
    opened, tmp_path, monkeypatch, number, code
):
    def fail(*_arguments, **_named):
        raise OSError(number, "")

    place = tmp_path / "drive"
    place.mkdir()
    monkeypatch.setattr(making.container, "write", fail)
    with opened() as vault:
        with pytest.raises(Refused) as refused:
            make_backup(vault, place / "b.yarrow", made_ms=NOW_MS)
        write_note(vault, "after")

    assert refused.value.code == code
    assert list(place.iterdir()) == []


def test_what_the_disk_gives_back_altered_is_no_backup(opened, tmp_path, monkeypatch):
    as_written = container.Opened.require_as_written
    place = tmp_path / "drive"
    place.mkdir()

    def alter(self, watch):
        part = next(place.glob("*.part"))
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 1
        part.write_bytes(content)
        as_written(self, watch)

    monkeypatch.setattr(container.Opened, "require_as_written", alter)
    with opened() as vault, pytest.raises(Damaged, match=r"backup\.not_as_written"):
        make_backup(vault, place / "b.yarrow", made_ms=NOW_MS)

    assert list(place.iterdir()) == []


def test_it_can_be_stopped_and_leaves_nothing(opened, tmp_path, monkeypatch):
    place, stop = tmp_path / "drive", Stop()
    place.mkdir()
    copy_records = making.copy_records

    def copy_and_ask(*arguments):
        copy_records(*arguments)
        asker = threading.Thread(target=stop.ask)
        asker.start()
        asker.join()

    monkeypatch.setattr(making, "copy_records", copy_and_ask)
    with opened() as vault, pytest.raises(Refused, match=r"backup\.stopped"):
        make_backup(vault, place / "b.yarrow", made_ms=NOW_MS, stop=stop)

    assert list(place.iterdir()) == []


def test_what_an_interrupted_one_left_is_taken_away_by_the_next(opened, tmp_path):
    place = tmp_path / "drive"
    place.mkdir()
    for name in ("b.yarrow.part", ".b.yarrow.copy", ".b.yarrow.copy-wal"):
        (place / name).write_bytes(b"half")

    with opened() as vault:
        make_backup(vault, place / "b.yarrow", made_ms=NOW_MS)

    assert [each.name for each in place.iterdir()] == ["b.yarrow"]


def test_of_a_damaged_vault_what_can_be_read_is_backed_up_and_called_a_part(opened, path, tmp_path):
    with opened() as vault:
        ids = [write_note(vault, f"note {number} " * 100) for number in range(30)]
    size = (path / "records.db").stat().st_size // 4096
    harm(path, size, size - 3)

    with opened() as vault:
        vault.verify()
        assert vault.is_read_only
        made = make_backup(vault, tmp_path / "b.yarrow", made_ms=NOW_MS)

    assert not made.is_whole
    with container.Opened(tmp_path / "b.yarrow") as backup:
        assert not backup.contents.is_whole
    assert len(ids) == 30
