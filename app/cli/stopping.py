"""A stop that is asked for, kept waiting for the moment it takes to save something and say so.

Ctrl-C, and what a system sends to a program that it ends or whose terminal is gone.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_ASKS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def stop_later() -> Iterator[None]:
    """Let what is in the block come to its end; a stop asked for meanwhile comes right after it.

    So nothing is saved of which nobody was told.
    """
    asked: list[int] = []
    with _answered(lambda number, _: asked.append(number)):
        yield
    if asked:
        raise KeyboardInterrupt


@contextmanager
def every_stop_alike() -> Iterator[None]:
    """Let each of them end what runs as Ctrl-C does, so that the vault is closed."""
    with _answered(signal.default_int_handler):
        yield


@contextmanager
def _answered(answer: Callable[[int, Any], Any]) -> Iterator[None]:
    """One that whoever started this wants ignored, as `nohup` does, stays ignored."""
    before = {ask: signal.getsignal(ask) for ask in _ASKS}
    heard = [ask for ask in _ASKS if before[ask] is not signal.SIG_IGN]
    for ask in heard:
        signal.signal(ask, answer)
    try:
        yield
    finally:
        for ask in heard:
            signal.signal(ask, before[ask])
