"""A running program with hands, seen from outside: asked, timed, killed, looked into."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).parents[2]
PASSPHRASE = "gravel tunnel pewter oblong"
_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
_PATIENCE_S = 150.0


class Surroundings:
    """Folders of its own for a person's profile, and the environment that leads there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            **{name: str(root / folder) for name, folder in _FOLDERS.items()},
        }
        root.mkdir(exist_ok=True)
        for folder in _FOLDERS.values():
            (root / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.vaults = root / _FOLDERS["XDG_DATA_HOME"] / "Yarrow" / "vaults"
        self.errors = root / "stderr"


class Program:
    """One process, which a lock replaces by another under the same number.

    `typed` has each letter with the moment it was typed, on the clock of `time.monotonic`.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.typed: list[tuple[str, float]] = []
        self._said: queue.Queue[list[Any]] = queue.Queue()
        self._told: list[list[Any]] = []
        with surroundings.errors.open("ab") as errors:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "tests.hunts.hands"],
                cwd=ROOT,
                env=surroundings.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert self._running.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self._running.stdout,))
        self._reader.start()
        self.hear("up")
        self.wait_for("lock")

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.pid

    def worked_s(self) -> float:
        """The processor's seconds that it took so far, those before a lock too."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def tell(self, *words: object) -> None:
        """Ask for an act without waiting for it."""
        assert self._running.stdin is not None
        self._running.stdin.write(json.dumps(words).encode() + b"\n")
        self._running.stdin.flush()

    def do(self, *words: object) -> Any:
        """Ask for an act, and give what it gave."""
        self.tell(*words)
        return self.hear("did", words[0])[-1]

    def hear(self, *beginning: object) -> list[Any]:
        """The next line that begins like this; what comes before it is passed over."""
        until = time.monotonic() + _PATIENCE_S
        while True:
            said = self._said.get(timeout=max(0.0, until - time.monotonic()))
            if said[: len(beginning)] == list(beginning):
                return said
            if said[0] == "broke":
                raise RuntimeError(said)
            self._told.append(said)

    def heard(self, name: str) -> list[Any]:
        """What was told by this name since it was last asked for, on the way to something else."""
        told = next(each for each in reversed(self._told) if each[0] == name)
        self._told.clear()
        return told

    def wait_for(self, state: str) -> None:
        """Wait for the lock screen or a place."""
        self.wait_until(lambda: self.do("state") == state)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Ask again and again."""
        until = time.monotonic() + _PATIENCE_S
        while not is_so():
            assert time.monotonic() < until, self.surroundings.errors.read_text()
            time.sleep(0.02)

    def unlock(self, passphrase: str = PASSPHRASE) -> str:
        """Unlock with the passphrase and give the place that came up."""
        self.do("unlock", passphrase)
        self.wait_until(lambda: self.do("state") not in ("", "lock"))
        place: str = self.do("state")
        return place

    def lock(self) -> float:
        """Press Ctrl+L, wait for the fresh process, and give the moment of the key."""
        pressed = time.monotonic()
        self.tell("press", "Ctrl+L")
        self.hear("up")
        self.wait_for("lock")
        return pressed

    def close(self) -> None:
        """Close its window, and wait until the process is gone."""
        self.tell("close")
        self._running.wait(timeout=_PATIENCE_S)

    def kill(self) -> float:
        """End it as a power cut would, and give the moment."""
        moment = time.monotonic()
        self._running.send_signal(signal.SIGKILL)
        self.end()
        return moment

    def pause(self) -> None:
        """Hold every thread of it."""
        self._running.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again."""
        self._running.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Let go of it; its standard input ends, and so does it."""
        assert self._running.stdin is not None
        self._running.stdin.close()
        self._running.wait(timeout=_PATIENCE_S)
        self._reader.join()

    def _read(self, output: BinaryIO) -> None:
        for line in output:
            said = json.loads(line)
            if said[0] == "typed":
                self.typed.append((said[1], said[2]))
            else:
                self._said.put(said)
        output.close()
