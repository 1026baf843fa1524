"""What this process holds in memory stays there: no copy of it in a file, no look from outside."""

from __future__ import annotations

import ctypes
import sys

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4
# SetErrorMode: no box for a critical error (0x1), none of error reporting after a crash (0x2).
_NO_ERROR_BOXES = 0x0001 | 0x0002
# WerSetFlags: a report of a crash holds no heap.
_NO_HEAP = 0x0001


def keep_memory_private() -> None:
    """Let a crash leave no memory behind, nor another program of the same user read it.

    Once is enough until the process ends or another takes its place by exec. Under Linux
    prctl(PR_SET_DUMPABLE) also covers systems that pipe core dumps to a program, which
    RLIMIT_CORE does not. An administrator can look all the same.
    """
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_ERROR_BOXES)
        kernel.WerSetFlags(_NO_HEAP)
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        none = ctypes.c_ulong(0)
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, none, none, none, none)
