"""How time passes on this PC, whatever its clock is set to, and how long of it it slept."""

from __future__ import annotations

import ctypes
import sys
import time


def now_s() -> float:
    """Seconds since some moment; they go on while the PC sleeps and no one can set them."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        # macOS, unlike Linux, counts sleep in this one.
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        seconds = time.monotonic()
    return seconds


def slept_s() -> float:
    """How long the PC has slept since it was started; 0 where it does not tell."""
    if sys.platform == "win32":
        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        slept = time.monotonic() - awake.value / 10_000_000
    else:
        # On Linux and macOS alike this one stands still while the PC sleeps.
        slept = now_s() - time.monotonic()
    return slept
