"""Whether a save took place of which nobody heard, or may have."""

from __future__ import annotations

from concurrent.futures import Future, wait

from app.errors import YarrowError

_DOUBTFUL = ("vault.damaged", "vault.not_stored")
"""A disk can say that it failed, and have kept what was written."""


def may_be_stored(answer: Future[bytes] | None, failure: BaseException) -> bool:
    """Whether it was stored or may have been, once that is known; None for a save of whose asking
    nobody was told.

    Who stops waiting, as by Ctrl+C, does not stop a save that is under way; and a stop can come
    after it was asked for, before that is told.
    """
    if answer is None:
        return not isinstance(failure, Exception)
    wait([answer])
    if answer.cancelled():
        return False
    why = answer.exception()
    return why is None or (isinstance(why, YarrowError) and why.code in _DOUBTFUL)
