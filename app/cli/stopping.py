"""Ctrl-C, kept waiting for the moment it takes to save something and say so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_later() -> Iterator[None]:
    """Let what is in the block come to its end; a stop asked for meanwhile comes right after it.

    So nothing is saved of which nobody was told.
    """
    asked = []
    before = signal.signal(signal.SIGINT, lambda *_: asked.append(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
