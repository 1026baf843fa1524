"""Start-up: the command line if there is one, else the desktop."""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

from storage.hardening import keep_memory_private


def main() -> None:
    """Run Yarrow and end the process with its exit code.

    Only what the first screen needs is imported: without arguments the desktop, and with them
    the one command that was asked for.
    """
    keep_memory_private()
    module = "app.cli.program" if sys.argv[1:] else "app.wiring.desktop"
    try:
        code = _imported(module).run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was told as saved is safe.\n")
        code = 1
    except Exception as error:
        sys.stderr.write(f"{_neutral(error)}\n")
        code = 1
    if code and sys.argv[1:]:
        _wait_for_no_thread(code)
    sys.exit(code)


def _wait_for_no_thread(code: int) -> None:
    """End at once if one still waits for the network; what is kept was closed before."""
    if threading.active_count() == 1:
        return
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):
            stream.flush()
    os._exit(code)


def _imported(name: str) -> ModuleType:
    """A module with all it needs; nothing of that is garbage, so nobody looks for any."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.enable()


def _neutral(error: Exception) -> str:
    """Where a fault of ours happened, without a word of what was being worked on."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {Path(at.filename).stem}, line {at.lineno}"
    return f"Yarrow met a fault of its own and stopped. What was saved is safe. Code {place}."


if __name__ == "__main__":
    main()
