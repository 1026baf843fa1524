"""A request under way, and what the PC does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def both(asked: Callable[[], T], meanwhile: Callable[[], object]) -> T:
    """Ask on a thread of its own, do the other thing here; gives the answer once both are done.

    Nothing is left behind on the connection: whatever fails, the answer has come first. Raises what
    fails here, else what fails there.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-ask") as thread:
        answer = thread.submit(asked)
        meanwhile()
    return answer.result()
