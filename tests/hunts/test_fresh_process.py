"""What the process after a lock is given of the one before: its streams, and nothing else."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hunts.program import Program
from tests.hunts.words import MARK

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into Linux' /proc")

SET_BY_QT = b"PYSIDE6_OPTION_PYTHON_ENUM=True"
"""PySide6 sets it as it is imported, long before anybody is in."""


def open_files(pid: int) -> list[str]:
    """What each open handle leads to, but for the standard streams and what closes meanwhile."""
    found = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append((int(handle.name), str(handle.readlink())))
    return [target for number, target in found if number > 2]


def of_process(pid: int, name: str) -> list[bytes]:
    return sorted(Path(f"/proc/{pid}/{name}").read_bytes().split(b"\0"))


def test_the_next_process_is_given_no_handle_word_or_setting_of_the_one_before(
    program: Program,
) -> None:
    command, environment = (of_process(program.pid, name) for name in ("cmdline", "environ"))
    handles_at_start = len(open_files(program.pid))
    program.unlock()
    assert any("records.db" in target for target in open_files(program.pid))
    # Something of the session that could be handed on by mistake.
    program.do("set_environment", "YARROW_PASSPHRASE_FILE", MARK)
    program.do("set_environment", "LEFT_BY_A_SESSION", MARK)
    program.do("press", "Ctrl+N")
    program.do("go_to_own_words")
    program.do("type", MARK)

    program.lock()

    assert of_process(program.pid, "cmdline") == command
    assert set(of_process(program.pid, "environ")) - set(environment) <= {SET_BY_QT}
    assert [target for target in open_files(program.pid) if "vaults" in target] == []
    # What is read ahead for the next unlock is open for a moment; what was handed on stays.
    program.wait_until(lambda: len(open_files(program.pid)) <= handles_at_start)


def test_closing_the_window_ends_the_process_that_held_the_keys_whatever_waits_on_its_threads(
    program: Program,
) -> None:
    program.unlock()
    program.do("wait_on_a_thread")

    program.close()


def test_what_is_typed_before_the_lock_screen_can_be_seen_is_no_try_and_is_told(
    program: Program,
) -> None:
    program.unlock()
    program.tell("press", "Ctrl+L")
    program.hear("up")
    program.tell("type", "the end of a passphrase")
    program.tell("press", "Return")

    program.wait_for("lock")

    assert "does not count as a try" in program.do("problem")
    assert program.do("words") == ["", 0]
    program.unlock()
