"""The demonstration without a display, in stages: one process for each person who unlocks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.errors import Unreachable
from app.wiring.demo.acts import ACTS
from app.wiring.demo.hands import Hands
from app.wiring.demo.pictures import Pictures
from app.wiring.demo.stage import Stage
from app.wiring.demo.window import start_of
from app.wiring.desktop import Desktop, dressed
from ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Play:
    """What every stage is told: where the vaults are, their passphrase, where pictures go."""

    home: Path
    passphrase: str
    screens: Path


def play_all(play: Play) -> int:
    """Play every stage, each in a fresh process as after a lock; gives the number of pictures.

    Raises Unreachable `demo.stuck` if one did not come to its end.
    """
    first = 1
    for name in ACTS:
        words = [name, str(play.home), play.passphrase, str(play.screens), str(first)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-m", __name__, *words],
            env=environment,
            capture_output=True,  # the offscreen platform says what it cannot do, at length
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Unreachable("demo.stuck", place=name)
        first = int(done.stdout)
    return first - 1


def play_stage(name: str, play: Play, *, first: int) -> int:
    """Play one stage to its lock in this process; gives the number of the next picture."""
    application = QApplication(["Yarrow"])
    theme = dressed(application)
    pictures = Pictures(play.screens, theme, application, first)
    with _desktop(application, theme, play) as (desktop, has_locked):
        stage = Stage(play.home, desktop, Hands(application), pictures, play.passphrase, has_locked)
        try:
            ACTS[name](stage)
        except Unreachable as error:
            pictures.take("stuck", application.activeWindow() or stage.session.window)
            sys.stderr.write(f"stopped at {error.facts}\n")
            raise
    return pictures.number


@contextmanager
def _desktop(
    application: QApplication, theme: Theme, play: Play
) -> Iterator[tuple[Desktop, Callable[[], bool]]]:
    """The desktop as `yarrow demo` opens it; a lock is noted where a fresh process would begin."""
    locked: list[bool] = []
    start = start_of(play.home, play.passphrase)
    desktop = Desktop(application, theme, start, replace=lambda: locked.append(True))
    try:
        yield desktop, lambda: bool(locked)
    finally:
        desktop.end()


if __name__ == "__main__":
    _, stage_name, home, passphrase, screens, number = sys.argv
    whole = Play(Path(home), passphrase, Path(screens))
    sys.stdout.write(str(play_stage(stage_name, whole, first=int(number))))
    sys.stdout.flush()
