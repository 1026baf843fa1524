"""Two programs never have one vault open, and a crash locks nobody out."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.errors import Refused
from storage.process_lock import ProcessLock

HOLD = """
import sys
import time
from pathlib import Path
from storage.process_lock import ProcessLock
lock = ProcessLock.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_program(tmp_path):
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert program.stdout.readline() == b"held\n"
    yield program
    program.kill()
    program.communicate()


def test_a_second_program_is_refused(tmp_path, other_program):
    with pytest.raises(Refused, match=r"vault\.in_use"):
        ProcessLock.take(tmp_path)


def test_a_killed_program_holds_nothing(tmp_path, other_program):
    other_program.kill()
    other_program.wait()

    ProcessLock.take(tmp_path).release()


def test_one_that_let_go_holds_nothing(tmp_path):
    lock = ProcessLock.take(tmp_path)
    with pytest.raises(Refused, match=r"vault\.in_use"):
        ProcessLock.take(tmp_path)

    lock.release()
    lock.release()

    ProcessLock.take(tmp_path).release()


def test_the_second_is_told_which_pc_has_it_open_and_since_when(tmp_path):
    held = ProcessLock.take(tmp_path, now_ms=lambda: 1_795_000_000_000)

    with pytest.raises(Refused) as refused:
        ProcessLock.take(tmp_path)

    held.release()
    assert refused.value.code == "vault.in_use"
    assert refused.value.facts["computer"] == platform.node()
    assert refused.value.facts["process"] == os.getpid()
    assert "2026-11-18" in str(refused.value.facts["since"])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"since": 1e400}', b"\xff" * 40])
def test_a_lock_file_that_says_nothing_still_keeps_the_second_out(tmp_path, body):
    held = ProcessLock.take(tmp_path)
    (tmp_path / "lock").write_bytes(body)

    with pytest.raises(Refused, match=r"vault\.in_use_unknown"):
        ProcessLock.take(tmp_path)
    held.release()


def elsewhere(folder, minutes_ago):
    """What another PC writes where the drive gives one lock twice."""
    file = folder / "lock"
    file.write_text(json.dumps({"computer": "WARD-7", "process": 1, "since": 1}))
    then = time.time() - minutes_ago * 60
    os.utime(file, (then, then))


def test_on_a_network_drive_another_pc_counts_while_it_is_heard_from(tmp_path):
    elsewhere(tmp_path, 2)

    with pytest.raises(Refused, match=r"vault\.in_use"):
        ProcessLock.take(tmp_path, is_remote=lambda path: True)
    ProcessLock.take(tmp_path).release()

    elsewhere(tmp_path, 12)
    ProcessLock.take(tmp_path, is_remote=lambda path: True).release()


def test_a_holder_is_heard_from_once_a_minute_at_most(tmp_path):
    now = [1_795_000_000_000]
    held = ProcessLock.take(tmp_path, now_ms=lambda: now[0])
    os.utime(tmp_path / "lock", (1, 1))

    held.refresh()
    assert (tmp_path / "lock").stat().st_mtime == 1
    now[0] += 60_000
    held.refresh()
    assert (tmp_path / "lock").stat().st_mtime > 1
    held.release()
