"""A ward PC taken apart: no word of what was recorded at it, in memory or on its disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.domain.ward_door import unpack
from tests.app.wiring.recording import ANSWERS
from tests.doors import SHORT_CODE, DoorOnDisk, put_door
from tests.hunts.memory import words_in_memory
from tests.hunts.program import Program, Surroundings
from tests.hunts.words import MARK, Words

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0,
    reason="only root may read the memory of a process that is not dumpable",
)
RECORDS = int(os.environ.get("YARROW_DOORS", "1"))
TYPED = ("free_text", "their_words", "hark_safety_note", "where_now")


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path / "profile")


@pytest.fixture
def door(surroundings: Surroundings) -> DoorOnDisk:
    return put_door(surroundings.vaults.parent / "ward")


def begin(program: Program, words: Words) -> None:
    """The page behind the door, with words in every field that takes any."""
    program.do("open_door", SHORT_CODE)
    program.wait_for("door")
    answers = {**ANSWERS, **{name: words.take(6) for name in TYPED}}
    program.do("write_at_door", words.take(2), answers)


def words_on_disk(root: Path) -> set[Path]:
    marks = [MARK.encode(form) for form in ("utf-8", "utf-16-le", "utf-32-le")]
    files = [path for path in root.rglob("*") if path.is_file()]
    return {path for path in files if any(mark in path.read_bytes() for mark in marks)}


def test_a_ward_pc_taken_apart_holds_no_word_of_what_was_recorded_at_it(
    door: DoorOnDisk, program: Program, surroundings: Surroundings, words: Words
) -> None:
    for number in range(RECORDS):
        begin(program, words)
        if number == 0:
            assert words_in_memory(program.pid, MARK) & set(words.where)
            assert words_on_disk(surroundings.root) == set()
        program.tell("press", "Ctrl+Return")
        program.hear("up")
        program.wait_for("lock")
        assert words_in_memory(program.pid, MARK) == set()
        assert words_on_disk(surroundings.root) == set()

    begin(program, words)
    kept = door.folder.path / "records"
    program.wait_until(lambda: bool(list(kept.glob("open-*/*.record"))))
    program.kill()
    assert words_on_disk(surroundings.root) == set()
    door.folder.records.tidy(0)

    told = [said for said in map(unpack, door.opened()) if said is not None]
    # Which of them came first is not kept there.
    assert sorted(said.is_whole for said in told) == [False, *[True] * RECORDS]
    kept = {word for said in told for name in TYPED for word in said.answers[name].split()}
    named = {word for said in told for word in said.about["name"].split()}
    assert kept | named == set(words.where)
