"""The first frame after the key that hides or locks: not one pixel of it is anybody's."""

from __future__ import annotations

import os
from statistics import median

import pytest

from tests.app.wiring.recording import ANSWERS
from tests.hunts.program import Program

COVERS = int(os.environ.get("YARROW_COVERS", "1"))
NAME = "Tansy Bramblewick"
FRAME_MS = 1000 / 60
OVER_IT = {
    "nothing": (),
    "a box": (("open_box", True),),
    "a menu": (("open_menu", NAME),),
    "a hint": (("open_hint", NAME),),
    "a window": (("open_window", NAME),),
    "the palette": (("press", "Ctrl+K"), ("type", "tansy")),
    "a hint over a box": (("open_box", False), ("open_hint", NAME)),
}


def open_file(program: Program) -> None:
    """The file of someone, with a note begun."""
    program.unlock()
    program.do("press", "Ctrl+N")
    program.do("describe", NAME, ANSWERS)
    program.do("press", "Ctrl+Return")
    program.wait_until(lambda: bool(program.do("subject")))
    program.wait_until(lambda: program.do("go_to_note"))
    program.do("type", "planted words in a note")


def report(capsys: pytest.CaptureFixture[str], key: str, taken: list[float]) -> None:
    """Print the times from the key to the frame."""
    middle, worst = median(taken) * 1000, max(taken) * 1000
    with capsys.disabled():
        print(f"\n{key} to the cover: {len(taken)} times, {middle:.1f} ms, at worst {worst:.1f} ms")  # noqa: T201


def test_f9_covers_every_window_in_one_paint(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    open_file(program)
    program.do("watch_cover")
    taken: dict[str, list[float]] = {what: [] for what in OVER_IT}
    for number in range(max(COVERS, 1) * len(OVER_IT)):
        what = list(OVER_IT)[number % len(OVER_IT)]
        for act in OVER_IT[what]:
            program.do(*act)
        program.do("paint")
        assert program.do("frame") > 1000, what

        program.do("press", "F9")

        _, seconds, foreign = program.heard("covered")
        assert foreign == 0, what
        assert program.do("frame") == 0, what
        taken[what].append(seconds)
        program.do("come_back")
    report(capsys, "F9", [each for times in taken.values() for each in times])


@pytest.mark.parametrize("what", ["a box", "a menu", "a hint", "a window"])
def test_ctrl_l_covers_every_window_before_it_ends(program: Program, what: str) -> None:
    open_file(program)
    program.do("watch_cover")
    for act in OVER_IT[what]:
        program.do(*act)
    program.do("paint")
    assert program.do("frame") > 1000

    program.lock()

    _, _, foreign = program.heard("covered")
    assert foreign == 0
