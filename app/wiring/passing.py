"""Hands the end of one Future on to another, in another shape."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

From = TypeVar("From")
To = TypeVar("To")


def reshaped(source: Future[From], shape: Callable[[From], To]) -> Future[To]:
    """A Future that ends as `source` does, with its result in another shape."""
    answer: Future[To] = Future()

    def pass_on(ended: Future[From]) -> None:
        if ended.cancelled():
            answer.cancel()
            return
        failure = ended.exception()
        if failure is not None:
            answer.set_exception(failure)
        else:
            answer.set_result(shape(ended.result()))

    source.add_done_callback(pass_on)
    return answer
