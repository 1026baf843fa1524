"""Kills a child at its Nth call on the disk, by strace, so that a step is cut short everywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,unlinkat,mkdir,rmdir"
# With the filter only these calls stop the child, not every call there is.
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq")


def has_strace() -> bool:
    return shutil.which("strace") is not None


def run(script: str, *arguments: object, die_at: int = 0) -> None:
    """Run a script, which finds its arguments in `sys.argv[1:]`, to its end or to this call."""
    inject = f"inject={CALLS}:signal=KILL:when={die_at}"
    traced = [*STRACE, "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject]
    child = [sys.executable, "-c", script, *map(str, arguments)]
    ended = _ended([*traced, *child] if die_at else child)
    assert ended.returncode in (0, -9, 137), ended.stderr


def count_calls(script: str, *arguments: object, log: Path) -> int:
    """The most calls that one thread of the script makes: strace counts for each thread."""
    traced = [*STRACE, "-o", str(log), "-e", f"trace={CALLS}"]
    ended = _ended([*traced, sys.executable, "-c", script, *map(str, arguments)])
    assert ended.returncode == 0, ended.stderr
    threads: dict[str, int] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        if "resumed" not in line and "+++" not in line:
            threads[line.split()[0]] = threads.get(line.split()[0], 0) + 1
    return max(threads.values())


def _ended(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
