"""What stays in memory after a lock: no key, no passphrase, no word. A crash leaves no file."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from storage import vault_file
from storage.keys import open_slot, sub_key
from tests.hunts.memory import MAY_LOOK, found_in_memory, spellings, words_in_memory
from tests.hunts.planting import DAILY, plant
from tests.hunts.program import PASSPHRASE, Program, Surroundings
from tests.hunts.words import MARK, Words
from tests.vaults import put_vault

pytestmark = pytest.mark.skipif(
    not MAY_LOOK,
    reason="only root may read the memory of a process that is not dumpable",
)
NAME, SECOND = "Sorrel Hathersage", "Linnet Marrowby"
OTHER_PASSPHRASE = "lantern orchid velvet quarry"


def keys_of(folder: Path) -> dict[str, bytes]:
    """The vault key and what is derived of it, raw and as SQLCipher is handed them."""
    content = vault_file.read(folder)
    key = open_slot(PASSPHRASE, content.slots[0], vault=content.vault)
    records = sub_key(key, "records", vault=content.vault)
    return {"key": key, "records": records, "records in hex": records.hex().encode()}


def secrets_of(folder: Path) -> dict[str, bytes]:
    """Keys, passphrase and name, in each form that they could be there in."""
    return {**keys_of(folder), **spellings(PASSPHRASE), **spellings(NAME)}


def test_a_locked_program_and_the_next_persons_hold_nothing_of_the_first(
    program: Program, surroundings: Surroundings, words: Words
) -> None:
    put_vault(surroundings.vaults / "linnet", SECOND, OTHER_PASSPHRASE)
    program.do("choose", "SH")
    program.unlock()
    plant(program, words, DAILY)  # the words of every act: tests/hunts/test_planted_words.py
    secrets = secrets_of(surroundings.vaults / "first")
    assert {"records in hex", f"{NAME} in utf-16-le"} <= found_in_memory(program.pid, secrets)
    assert set(words.where) & words_in_memory(program.pid, MARK)

    program.lock()
    assert words_in_memory(program.pid, MARK) == set()
    assert found_in_memory(program.pid, secrets) == set()

    program.do("choose", "LM")
    program.unlock(OTHER_PASSPHRASE)
    assert words_in_memory(program.pid, MARK) == set()
    assert found_in_memory(program.pid, secrets) == set()


def test_a_crash_leaves_no_picture_of_memory(program: Program, tmp_path: Path) -> None:
    for state in ("locked", "unlocked"):
        if state == "unlocked":
            program.unlock()
        assert resource.prlimit(program.pid, resource.RLIMIT_CORE) == (0, 0), state
        assert program.do("is_dumpable") == 0, state

    os.kill(program.pid, signal.SIGABRT)
    program.end()

    assert [path for path in tmp_path.rglob("*core*") if path.is_file()] == []
    assert list(Path(__file__).parents[2].glob("core*")) == []
