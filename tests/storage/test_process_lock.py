"""Two programs never have one vault open, and a crash locks nobody out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Refused
from storage.process_lock import ProcessLock

HOLD = """
import sys
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
