"""Whether a save took place of which nobody heard, or may have."""

from __future__ import annotations

from concurrent.futures import Future, wait

from app.errors import YarrowError

_DOUBTFUL = ("vault.damaged", "vault.not_stored")
"""A disk can say that it failed, and have kept what was written."""


def may_be_stored(answer: Future[bytes] | None) -> bool:
    """Whether it was stored or may have been, once that is known; None for a save that was not
    asked for yet.

    Who stops waiting, as by Ctrl+C, does not stop a save that is under way.
    """
    if answer is None:
        return False
    wait([answer])
    if answer.cancelled():
        return False
    failure = answer.exception()
    return failure is None or (isinstance(failure, YarrowError) and failure.code in _DOUBTFUL)
