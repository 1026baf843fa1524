"""What the drawing process takes from itself before it reads a byte from anywhere."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from storage.hardening import keep_memory_private

if sys.platform != "win32":
    import resource

MEMORY = 1536 * 1024 * 1024
CPU_S = 600


def confine() -> None:
    """Keep memory private, and bound memory and time. Nothing inherited but the pipes stays open.

    Of what `resource` knows Windows has nothing: there only the parent's clock bounds it.
    """
    keep_memory_private()
    if sys.platform == "win32":
        return
    os.closerange(3, 256)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, CPU_S)
    _limit(resource.RLIMIT_FSIZE, 0)


def open_nothing_more() -> None:
    """Once every module is loaded, no file, socket or process can be opened any more.

    What is open stays so under a limit of none; under one of three, closing a pipe would make room.
    """
    if sys.platform != "win32":
        _limit(resource.RLIMIT_NOFILE, 0)
        _limit(resource.RLIMIT_NPROC, 0)


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # one already lower stays
        resource.setrlimit(what, (most, most))
