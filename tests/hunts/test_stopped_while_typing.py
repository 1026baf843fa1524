"""Locked, killed, or cut off from its disk in the middle of a sentence: what comes back.

`YARROW_LOCKS` is how many moments each way of stopping is tried at, `YARROW_SEED` a number that
gives other moments and other words.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.ports import Draft
from storage.opening import open_vault
from tests.app.wiring.recording import ANSWERS
from tests.hunts.program import PASSPHRASE, Program, Surroundings
from tests.vaults import once_opened

LOCKS = int(os.environ.get("YARROW_LOCKS", "2"))
SEED = os.environ.get("YARROW_SEED", "")
MOST_LOST_S = 2.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz     éæß€\u05d0\U0001f33f"
_NEW, _NOTE, _BOX = "new", "note", "box"
_PLACES = {_NEW: "new", _NOTE: "person", _BOX: "person"}


@dataclass
class Sentence:
    """What was typed in one place since the last sentence began, and what came back of it."""

    chance: random.Random
    kept: str = ""
    typed: list[tuple[str, float]] = field(default_factory=list)

    def strokes(self) -> list[tuple[str, float]]:
        """The next letters, each with its pause; a person now and then stops to think."""
        pauses = (0.01, 0.04, 0.08, 0.15, 0.15, 0.4)
        return [(self.chance.choice(_LETTERS), self.chance.choice(pauses)) for _ in range(400)]

    def lost_s(self, came_back: str, stopped: float) -> float:
        """The age that the first letter lost had when it stopped; fails if any was altered."""
        whole = self.kept + "".join(letter for letter, _ in self.typed)
        assert whole.startswith(came_back), (whole, came_back)
        assert came_back.startswith(self.kept), (self.kept, came_back)
        lost = self.typed[len(came_back) - len(self.kept) :]
        self.kept, self.typed = came_back, []
        return stopped - lost[0][1] if lost else 0.0


def begin_in(program: Program, place: str) -> None:
    """Go to a field that nothing stands in yet: own words, a new note, or the reason in a box."""
    program.do("press", "Ctrl+N")
    if place == _NEW:
        program.do("go_to_own_words")
        return
    program.do("describe", "Tansy Bramblewick", ANSWERS)
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: bool(program.do("subject")))
    if place == _BOX:
        program.do("open_box", True)
    else:
        program.wait_until(lambda: program.do("go_to_note"))
        program.do("press", "Alt+1")


def type_for_a_while(program: Program, sentence: Sentence) -> None:
    """Let it type by itself, and come back at a random moment while it still does."""
    program.typed.clear()
    program.do("type_on", sentence.strokes())
    time.sleep(sentence.chance.uniform(0.05, 2.5))


def take_stock(program: Program, sentence: Sentence) -> None:
    """Note all that was typed before it stopped."""
    sentence.typed = list(program.typed)


def words_of(program: Program, place: str) -> tuple[str, int]:
    """What stands under the caret after unlocking, once the draft is there again."""
    assert program.unlock() == _PLACES[place]
    program.wait_until(lambda: program.do("words")[0] != "")
    words, caret = program.do("words")
    return words, caret


def at_the_end(words: str, caret: int) -> bool:
    """Whether the caret, which counts as Qt does, stands behind the last letter."""
    return caret == len(words.encode("utf-16-le")) // 2


def report(capsys: pytest.CaptureFixture[str], how: str, lost: list[float]) -> None:
    """Print the figures of a long run; a short one needs none."""
    with capsys.disabled():
        if LOCKS >= 10:
            middle, worst = sorted(lost)[len(lost) // 2], max(lost)
            print(f"\n{how}: {len(lost)} moments, lost {middle:.2f} s, at worst {worst:.2f} s")  # noqa: T201


@pytest.mark.parametrize("place", list(_PLACES))
def test_after_a_lock_nothing_typed_is_missing_and_the_caret_is_where_it_was(
    program: Program, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence, lost = Sentence(random.Random(f"{place}{SEED}")), []
    program.unlock()
    begin_in(program, place)
    for _ in range(-(-LOCKS // len(_PLACES))):
        type_for_a_while(program, sentence)
        pressed = program.lock()
        take_stock(program, sentence)
        words, caret = words_of(program, place)
        lost.append(sentence.lost_s(words, pressed))
        assert lost[-1] == 0.0
        assert at_the_end(words, caret)
    report(capsys, f"locked while typing in {place}", lost)


@pytest.mark.parametrize("place", [_NEW, _NOTE])
def test_after_a_kill_at_most_two_seconds_are_missing(
    start_program: Callable[[], Program], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence, lost = Sentence(random.Random(f"kill {place}{SEED}")), []
    program = start_program()
    program.unlock()
    begin_in(program, place)
    # A kill before the very first draft leaves no place to come back to: begin with a word kept.
    program.do("type", "so")
    sentence.kept = "so"
    program.do("press", "Ctrl+S")
    time.sleep(0.3)
    for _ in range((LOCKS + 1) // 2):
        type_for_a_while(program, sentence)
        killed = program.kill()
        take_stock(program, sentence)
        program = start_program()
        program.unlock()
        take_up(program, place)
        words, caret = program.do("words")
        lost.append(sentence.lost_s(words, killed))
        assert lost[-1] <= MOST_LOST_S
        assert at_the_end(words, caret)
    report(capsys, f"killed while typing in {place}", lost)


def take_up(program: Program, place: str) -> None:
    """Open the draft again as a person would, from Today."""
    program.wait_until(lambda: program.do("take_up_draft"))
    program.wait_for(_PLACES[place])
    program.wait_until(lambda: program.do("words")[0] != "")


def test_a_disk_cut_off_while_typing_holds_what_was_kept_until_then(
    program: Program,
    surroundings: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    sentence, lost = Sentence(random.Random(f"cut{SEED}")), []
    program.unlock()
    begin_in(program, _NEW)
    program.do("type_on", [stroke for _ in range(1 + LOCKS // 20) for stroke in sentence.strokes()])
    time.sleep(1.5)
    for number in range(LOCKS):
        time.sleep(sentence.chance.uniform(0.05, 1.0))
        program.pause()
        cut, typed = time.monotonic(), "".join(letter for letter, _ in program.typed)
        times = [moment for _, moment in program.typed]
        image = surroundings.root / f"image{number}"
        shutil.copytree(surroundings.vaults / "first", image)
        program.go_on()
        cut_log(image, sentence.chance, surroundings.root / f"torn{number}")
        words = own_words(image)
        assert typed.startswith(words)
        lost.append(cut - times[len(words)] if len(words) < len(times) else 0.0)
        assert lost[-1] <= MOST_LOST_S
        torn = own_words(surroundings.root / f"torn{number}")
        assert words.startswith(torn)
        shutil.rmtree(image)
        shutil.rmtree(surroundings.root / f"torn{number}")
    report(capsys, "disk cut off while typing", lost)


def cut_log(image: Path, chance: random.Random, torn: Path) -> None:
    """A copy of an image whose log ends at any byte."""
    shutil.copytree(image, torn)
    log = torn / "records.db-wal"
    os.truncate(log, chance.randrange(log.stat().st_size + 1))


def own_words(folder: Path) -> str:
    """The person's own words in the draft of an image, opened as after a power cut."""
    with open_vault(folder, PASSPHRASE) as vault:
        drafts: list[Draft] = list(vault.read(lambda reading: reading.drafts()).result())
        assert vault.verify() == []
    return "".join(str(draft.answers.get("their_words", "")) for draft in drafts)
