"""Keeps a curtain ready while a vault is open, and draws it before the process is replaced."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import app

_ROOT = Path(app.__file__).parents[1]
# Its parent ends at once, so that it is nobody's to wait for once this process was replaced.
_CODE = (
    "import os, sys; os.fork() and os._exit(0); sys.path.insert(0, sys.argv[1]); "
    "from app.wiring.curtain import child; child.main()"
)


class Curtain:
    """One process without keys, started in advance: to start one at a lock would take too long.

    It gets the environment of a fresh start, two pipes, and no other handle. When this process is
    replaced the pipes close here; over there that ends it unless it was drawn.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = False
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Start it, unless it is there; takes some milliseconds. Without one a lock goes on."""
        with self._lock, suppress(OSError):
            if self._is_over or (self._process is not None and not self._has_ended()):
                return
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _CODE, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                cwd=_ROOT.anchor,
                close_fds=True,
                start_new_session=True,
            )
            self._process.wait()

    def _has_ended(self) -> bool:
        """Its end of the pipe is closed: it could not reach the screen."""
        stdout = self._process.stdout if self._process is not None else None
        return stdout is None or bool(select.select([stdout], [], [], 0)[0])

    def draw(self, place: Sequence[int], *, scale: float, facts: Sequence[str]) -> None:
        """Ask for the cover at this place of the screen (x, y, width, height); does not wait."""
        stdin = self._process.stdin if self._process is not None else None
        if stdin is None:
            return
        asked = {"pid": os.getpid(), "place": list(place), "scale": scale, "facts": list(facts)}
        with suppress(OSError, ValueError):
            stdin.write(json.dumps(asked).encode() + b"\n")
            stdin.flush()

    def wait_s(self, most: float) -> bool:
        """Wait until it is on the screen, so long at most; whether it is."""
        stdout = self._process.stdout if self._process is not None else None
        if stdout is None:
            return False
        with suppress(OSError, ValueError):
            ready, _, _ = select.select([stdout], [], [], most)
            return bool(ready) and stdout.readline() == b"shown\n"
        return False

    def end(self) -> None:
        """Let it end, as nothing takes the place of this process; it is not drawn any more."""
        with self._lock:
            self._is_over = True
            process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
