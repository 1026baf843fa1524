"""Python's collector of garbage, which has no business in a page that is being taken in."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Let nobody look for garbage in this block.

    Of the tens of thousands of values that a page is made of none is garbage before its end, and
    after it all are gone without being looked for: to go over them again and again was a twelfth of
    a first sync. It rests for a page alone, since it is the whole program's.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
