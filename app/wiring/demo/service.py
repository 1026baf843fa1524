"""The demonstration's own central service: a process on loopback, as an administrator starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import Unreachable

_SERVICE = [sys.executable, "-m", "sync.service.cli"]
_SECONDS_TO_END = 5


@contextmanager
def running_service(folder: Path, *, port: int = 0) -> Iterator[str]:
    """Run the service of this folder, made if it is not there, and give its address.

    `port` 0 takes one that is free. Raises Unreachable `demo.no_service`.
    """
    if not folder.exists():
        subprocess.run([*_SERVICE, "init", str(folder)], check=True, capture_output=True)
    process = subprocess.Popen(
        [*_SERVICE, "serve", str(folder), "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    """The address it says it serves on, once it does."""
    said = process.stdout.readline() if process.stdout is not None else ""
    words = said.split()
    if not words or not words[-1].startswith("https://"):
        raise Unreachable("demo.no_service")
    return words[-1]
