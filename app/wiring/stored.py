"""Whether a save took place of which nobody heard."""

from __future__ import annotations

from concurrent.futures import Future, wait


def was_stored(answer: Future[bytes] | None) -> bool:
    """Whether it was stored, once that is known; None for a save that was not asked for yet.

    Who stops waiting, as by Ctrl+C, does not stop a save that is under way.
    """
    if answer is None:
        return False
    wait([answer])
    return not answer.cancelled() and answer.exception() is None
