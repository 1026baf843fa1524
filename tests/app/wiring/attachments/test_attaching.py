"""The whole way of an attachment, with a disk that fails and a process that is killed on it."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import wait
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.errors import Damaged, NotFound, Refused
from app.usecases import attachments, recording
from app.wiring.attachments import attaching
from app.wiring.attachments.attaching import Attaching
from storage.acknowledged import Acknowledged
from storage.objects.folder import Objects
from storage.opening import pc_clock
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from tests.app.wiring.drawing import planted
from tests.vaults import build

KILLS = int(os.environ.get("YARROW_CRASHES", "3"))
CONTENT = VaultFile(b"vault-id-16bytes", (), "WP", is_training=True)
GIVEN = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}


def make(folder: Path) -> bytes:
    """A vault with one person in it; gives the file."""
    folder.mkdir()
    build(folder, CONTENT, name="Wren Pepperday", **GIVEN)
    with unlock(folder, CONTENT, **GIVEN) as vault:
        about = {"name": "Tansy Bramblewick"}
        return vault.write(lambda each: recording.record(each, "person", about)).result().subject


@pytest.fixture
def subject(tmp_path: Path) -> bytes:
    return make(tmp_path / "vault")


@pytest.fixture
def vault(tmp_path: Path, subject: bytes):
    with unlock(tmp_path / "vault", CONTENT, **GIVEN) as opened:
        yield opened


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "wrist.png"
    path.write_bytes(planted.png())
    return path


def names(vault: Path) -> list[str]:
    folder = vault / "objects"
    return [each.name for each in folder.iterdir()] if folder.exists() else []


def attached(vault: Vault) -> list[bytes]:
    records = vault.read(lambda each: each.rows(each.list_ids("attachment"))).result()
    return [record.id for record in records]


def test_a_record_that_is_not_taken_leaves_no_object(vault, subject, picture, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise Refused("vault.disk_full")

    with monkeypatch.context() as planted_fault:
        planted_fault.setattr(attaching.attachments, "record", refuse)
        with pytest.raises(Refused, match="vault.disk_full"):
            Attaching(vault).take_in(subject, picture, {})
    assert names(vault.path) == [] and attached(vault) == []

    Attaching(vault).take_in(subject, picture, {})
    assert len(names(vault.path)) == len(attached(vault)) == 1


def test_whoever_stops_waiting_while_it_is_stored_has_the_record_and_its_content(
    vault, subject, picture, monkeypatch
) -> None:
    write = vault.write

    def stopped_while_waiting(work, **given):
        answer = write(work, **given)
        wait([answer])
        if attached(vault):  # the record is stored, and nobody has heard of it yet
            monkeypatch.setattr(answer, "result", stop)
        return answer

    def stop() -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "write", stopped_while_waiting)
    with pytest.raises(KeyboardInterrupt):
        Attaching(vault).take_in(subject, picture, {})

    (id,) = attached(vault)
    _, _, sealed = Attaching(vault).find(id)
    assert Objects(vault.path).has(sealed.object)


def test_a_stop_between_the_asking_and_the_answer_leaves_the_record_its_content(
    vault, subject, picture, monkeypatch
) -> None:
    write = vault.write

    def stopped_once_asked(work, **given):
        answer = write(work, **given)
        wait([answer])
        if attached(vault):
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr(vault, "write", stopped_once_asked)
    with pytest.raises(KeyboardInterrupt):
        Attaching(vault).take_in(subject, picture, {})

    (id,) = attached(vault)
    _, _, sealed = Attaching(vault).find(id)
    assert Objects(vault.path).has(sealed.object)


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(
    vault, subject, picture, monkeypatch
) -> None:
    monkeypatch.setattr(attaching, "_size_of", lambda file: picture.stat().st_size + 10)

    with pytest.raises(Refused, match="attachment.not_readable"):
        Attaching(vault).take_in(subject, picture, {})
    assert names(vault.path) == [] and attached(vault) == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with names")
def test_a_pipe_that_never_ends_is_not_begun(vault, subject, tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")

    with pytest.raises(Refused, match="attachment.not_readable"):
        Attaching(vault).take_in(subject, tmp_path / "pipe.jpg", {})


def test_a_disk_that_fails_in_the_middle_leaves_nothing(
    vault, subject, picture, monkeypatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "planted")

    with monkeypatch.context() as planted_fault:
        planted_fault.setattr("storage.objects.folder.os.fsync", fail)
        with pytest.raises(Refused, match="attachment.disk_full"):
            Attaching(vault).take_in(subject, picture, {})

    assert names(vault.path) == [] and attached(vault) == []


def test_a_content_stays_whose_record_is_there_though_the_disk_said_that_it_failed(
    vault, subject, picture, monkeypatch
) -> None:
    record, one = attachments.record, Attaching(vault)

    def fail_after_it_was_done(*_given: object) -> None:
        raise dbapi2.OperationalError("disk I/O error")

    with monkeypatch.context() as planted_fault:

        def on_a_failing_disk(*given, **more) -> bytes:
            planted_fault.setattr(Acknowledged, "keep", fail_after_it_was_done)
            return record(*given, **more)

        planted_fault.setattr(attachments, "record", on_a_failing_disk)
        with pytest.raises(Refused, match=r"vault\.not_stored"):
            one.take_in(subject, picture, {})

    (kept,) = attached(vault)
    _, _, sealed = one.find(kept)
    assert len(b"".join(one.content(sealed))) == sealed.size


def test_an_attachment_that_is_gone_or_damaged_gives_no_copy(vault, subject, picture) -> None:
    one = Attaching(vault)
    id = one.take_in(subject, picture, {})
    file = vault.path / "objects" / names(vault.path)[0]
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    _, _, sealed = one.find(id)
    with pytest.raises(Damaged, match="attachment.damaged"):
        one.check(id)
    with pytest.raises(Damaged, match="attachment.damaged"):
        b"".join(one.content(sealed))

    file.unlink()
    with pytest.raises(NotFound, match="attachment.not_here"):
        b"".join(one.content(sealed))


def test_what_is_stopped_leaves_nothing_and_takes_nothing_more(vault, subject, tmp_path) -> None:
    long = tmp_path / "words.txt"
    long.write_bytes(b"She wrote this. " * 4_000_000)
    one = Attaching(vault)
    threading.Timer(0.35, one.stop).start()

    with pytest.raises(Refused):
        for _ in range(100):
            one.take_in(subject, long, {})
    left = attached(vault)
    assert len(names(vault.path)) == len(left)
    with pytest.raises(Refused, match="vault.closed"):
        one.take_in(subject, long, {})
    assert attached(vault) == left


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from app.wiring.attachments.attaching import Attaching
from storage.unlocked import unlock
from tests.app.wiring.attachments.test_attaching import CONTENT, GIVEN
with unlock(Path(sys.argv[2]), CONTENT, **GIVEN) as vault:
    one = Attaching(vault)
    print("ready", flush=True)
    while True:
        print(one.take_in(bytes.fromhex(sys.argv[3]), Path(sys.argv[4]), {}).hex(), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as posix does")
def test_killed_at_any_moment_each_told_attachment_is_whole_and_no_half_one_shows(
    tmp_path: Path,
) -> None:
    chance, folder = random.Random(7), tmp_path / "killed"
    subject, told = make(folder), []
    words = tmp_path / "words.txt"
    words.write_bytes(b"She wrote this. " * 200_000)
    root = str(Path(attaching.__file__).parents[3])
    for _ in range(KILLS):
        command = [sys.executable, "-c", _WRITER, root, str(folder), subject.hex(), str(words)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.1, 0.9))
            writer.send_signal(signal.SIGKILL)
            told += [line.strip() for line in writer.stdout if len(line) == 65]

    with unlock(folder, CONTENT, **GIVEN) as vault:
        found = attached(vault)
        assert {bytes.fromhex(each) for each in told} <= set(found)
        assert vault.verify() == vault.verify_objects() == []
        assert vault.statistics()["objects_not_here"] == 0


def test_a_copy_of_what_is_not_here_has_it_fetched_with_the_next_exchange(
    vault, subject, picture
) -> None:
    one = Attaching(vault)
    id = one.take_in(subject, picture, {})
    (vault.path / "objects" / names(vault.path)[0]).unlink()

    with pytest.raises(NotFound, match="attachment.not_here"):
        one.check(id)

    wanted = vault.read(
        lambda reading: reading.connection.execute("select wanted_ms from object_travel").fetchall()
    ).result()
    assert len(wanted) == 1 and wanted[0][0] > 0
