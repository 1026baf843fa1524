"""What was sealed at a ward PC is there after a crash; a page that was left goes to the team."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from app.domain.encoding import encode
from app.errors import Refused
from app.ports.door import DoorState, SealedRecord
from storage.door import record_file
from storage.door.folder import DoorFolder, SetUp, is_door
from storage.door.record_file import name_of

DAY = 24 * 60 * 60 * 1000
NOW = 20_601 * DAY


def made(path, *, shared=False):
    folder = DoorFolder(path, SetUp("Fernhollow", "4711", is_training=True, shared=shared))
    folder.make()
    return folder


def record(number=1, *, whole=True, sealed=b"ciphertext"):
    return SealedRecord(bytes([number]) * 16, 1, sealed, NOW, whole)


def test_a_record_only_goes_forward_and_is_let_go_of_once_it_was_taken_in(tmp_path):
    records = made(tmp_path).records
    records.put(record())
    records.put(record(2))

    records.keep_state(record().id, DoorState.RECEIVED)
    records.keep_state(record().id, DoorState.REFUSED)
    assert [row.state for row in records.rows()] == [DoorState.WAITING, DoorState.RECEIVED]
    assert records.sealed(DoorState.WAITING) == [record(2)]
    records.keep_state(record().id, DoorState.TAKEN)
    records.keep_state(record().id, DoorState.REFUSED)
    assert [row.state for row in records.rows()] == [DoorState.WAITING, DoorState.TAKEN]
    kept = tmp_path / "records" / f"{record().id.hex()}.record"
    assert b"ciphertext" not in kept.read_bytes()

    records.tidy(NOW + 29 * DAY)
    assert len(records.rows()) == 2
    records.tidy(NOW + 31 * DAY)
    assert [row.id for row in records.rows()] == [record(2).id]


def test_a_disk_that_takes_nothing_leaves_the_moments_for_the_next_turn_and_stops_no_sending(
    tmp_path, monkeypatch
):
    records = made(tmp_path).records
    records.put(record())
    for number in (1, 2):
        old = replace(record(number), at_ms=NOW + 1)  # as a version before wrote it
        record_file.write(
            tmp_path / "records" / name_of(old.id), old, DoorState.WAITING, "", shared=False
        )

    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as full:
        full.setattr("storage.door.files.write_new", refuse)
        full.setattr("pathlib.Path.unlink", refuse)
        assert records.tidy(NOW + DAY) == 0
    assert {each.at_ms for each in records.sealed(DoorState.WAITING)} == {NOW + 1}

    records.tidy(NOW + DAY)

    assert {each.at_ms for each in records.sealed(DoorState.WAITING)} == {NOW}
    assert [*tmp_path.rglob("newest")] == []


KILLED = """
import os, sys
from pathlib import Path
from tests.storage.door.test_records import made, record
page = made(Path(sys.argv[1])).records.open_page()
page.keep(record(whole=False))
page.keep(record(whole=False, sealed=b"later"))
print("kept", flush=True)
sys.stdin.readline()
os._exit(9)
"""


def test_a_page_that_is_open_is_nobodys_and_one_whose_process_has_gone_is_sent(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdout.readline() == "kept\n"
        records = DoorFolder(tmp_path, None).records
        assert (records.tidy(NOW), records.rows()) == (0, [])
        writer.communicate("\n")

    assert records.tidy(NOW) == 1
    assert records.sealed(DoorState.WAITING) == [record(whole=False, sealed=b"later")]
    assert list((tmp_path / "records").glob("open-*")) == []


def test_what_was_saved_or_thrown_away_is_not_sent_a_second_time(tmp_path):
    records = made(tmp_path).records
    page = records.open_page()
    page.keep(record(whole=False))
    page.save(record())
    page.keep(record(2, whole=False))
    page.drop(record(2).id)
    page.close()

    assert records.sealed(DoorState.WAITING) == [record()]


def spoil(path):
    path.write_bytes(path.read_bytes()[:-9])


def test_a_damaged_file_hides_none_of_the_others_and_is_shown_as_one(tmp_path):
    records = made(tmp_path).records
    records.put(record())
    records.put(record(2))
    flipped = tmp_path / "records" / f"{record().id.hex()}.record"
    flipped.write_bytes(flipped.read_bytes().replace(b"ciphertext", b"cipherteXt"))

    shown = {row.id: row.state for row in records.rows()}
    assert shown == {record().id: DoorState.DAMAGED, record(2).id: DoorState.WAITING}
    assert records.sealed(DoorState.WAITING) == [record(2)]


def test_what_is_damaged_of_a_page_that_was_left_is_kept_beside_the_rest(tmp_path):
    records = made(tmp_path).records
    page = records.open_page()
    (folder,) = (tmp_path / "records").glob("open-*")
    for number in (1, 2, 3):
        page.keep(record(number, whole=False))
    spoil(folder / f"{record().id.hex()}.record")
    before = (folder / f"{record().id.hex()}.record").read_bytes()
    # Saved, and spoilt by the disk since: what was kept before goes in its place.
    records.put(record(3))
    spoil(tmp_path / "records" / f"{record(3).id.hex()}.record")

    page.close()

    assert not folder.exists()
    left = [record(2, whole=False), record(3, whole=False)]
    assert records.sealed(DoorState.WAITING) == left
    damaged = {row.id for row in records.rows() if row.state is DoorState.DAMAGED}
    assert damaged == {record().id, record(3).id}
    assert before in [path.read_bytes() for path in (tmp_path / "records").glob("*.record")]


def full(_path, _content):
    raise OSError(errno.ENOSPC, "full")


def test_a_disk_that_takes_nothing_leaves_a_page_of_a_dead_process_for_the_next_time(
    tmp_path, monkeypatch
):
    records = made(tmp_path).records
    folder = tmp_path / "records" / "open-0"
    folder.mkdir()
    left = record(whole=False)
    record_file.write(folder / name_of(left.id), left, DoorState.WAITING, "", shared=False)

    with monkeypatch.context() as patched:
        patched.setattr("storage.door.files.write_new", full)
        assert records.tidy(NOW) == 0
    assert records.tidy(NOW) == 1
    assert records.sealed(DoorState.WAITING) == [left]


def test_a_pc_stops_being_a_ward_pc_only_once_all_of_it_has_left(tmp_path):
    folder = made(tmp_path)
    (tmp_path / "door").write_bytes(encode({"space": b"s" * 32}))
    page = folder.records.open_page()
    refuses(folder, "door.page_open")
    page.keep(record())
    page.close()
    refuses(folder, "door.still_waits")
    folder.keep_state(record().id, DoorState.RECEIVED)

    DoorFolder(tmp_path).take_away()

    assert not is_door(tmp_path)
    assert [row.state for row in folder.rows()] == [DoorState.RECEIVED]


def refuses(folder, code):
    with pytest.raises(Refused, match=code):
        folder.take_away()


def test_in_a_shared_folder_others_write_records_and_cannot_change_who_it_is(tmp_path):
    folder = made(tmp_path / "ward", shared=True)
    folder.records.put(record())

    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "ward").rglob("*")}
    told = {f"{record().id.hex()}.record": 0o666, "newest": 0o666}
    assert modes == {"records": 0o777, **told}
    assert (tmp_path / "ward").stat().st_mode & 0o777 == 0o755


def test_a_disk_that_takes_nothing_is_said_so_and_leaves_what_was_there(tmp_path, monkeypatch):
    records = made(tmp_path).records
    records.put(record())

    monkeypatch.setattr("storage.door.files.write_new", full)
    with pytest.raises(Refused, match="vault.disk_full"):
        records.put(record(2))
    with pytest.raises(Refused, match="vault.disk_full"):
        records.keep_state(record().id, DoorState.RECEIVED)
    assert records.sealed(DoorState.WAITING) == [record()]
    assert list((tmp_path / "records").glob("*.new")) == []


def test_the_hour_of_a_record_is_told_for_a_short_while_and_kept_nowhere(tmp_path):
    records, five_hours = made(tmp_path).records, 5 * 60 * 60 * 1000
    at_ms = NOW + five_hours
    records.put(replace(record(), at_ms=at_ms))
    assert records.newest().at_ms == at_ms

    records.tidy(at_ms + 29 * 60_000)
    assert records.newest().at_ms == at_ms
    records.tidy(at_ms + 31 * 60_000)
    assert records.newest() is None
    assert [row.at_ms for row in records.rows()] == [NOW]
    (kept,) = [path for path in (tmp_path / "records").iterdir() if path.is_file()]
    assert kept.stat().st_mtime_ns % (DAY * 1_000_000) == 0
    assert kept.parent.stat().st_mtime_ns % (DAY * 1_000_000) == 0
    assert at_ms.to_bytes(8, "big") not in kept.read_bytes()

    # One that a version before this wrote
    record_file.write(kept, replace(record(), at_ms=at_ms), DoorState.RECEIVED, "", shared=False)
    records.tidy(at_ms)
    assert [(row.at_ms, row.state) for row in records.rows()] == [(NOW, DoorState.RECEIVED)]
    assert kept.stat().st_mtime_ns % (DAY * 1_000_000) == 0


def test_what_a_power_cut_left_half_written_goes_and_what_is_being_written_stays(tmp_path):
    folder = made(tmp_path)
    left = [tmp_path / "door.0.new", tmp_path / "records" / "log.1.new"]
    written = tmp_path / "records" / "log.2.new"
    for path in (*left, written):
        path.write_bytes(b"half")
    now_ms = written.stat().st_mtime_ns // 1_000_000
    for path in left:
        os.utime(path, (now_ms / 1000 - 7200,) * 2)

    folder.tidy(now_ms)
    assert [path.exists() for path in (*left, written)] == [False, False, True]
