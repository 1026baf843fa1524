"""What took over the drawing process opens nothing, even where it lets go of a pipe first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[4]
_TAKEN_OVER = """
import os, socket, sys
from app.wiring.drawing.limits import confine, open_nothing_more
confine()
open_nothing_more()
os.close(2)
for each in (lambda: os.open("/etc/passwd", os.O_RDONLY), socket.socket, os.pipe):
    try:
        each()
    except OSError:
        continue
    print("opened")
print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_nothing_can_be_opened_in_the_place_of_a_closed_pipe() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _TAKEN_OVER],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )

    assert ended.stdout == b"done\n"
