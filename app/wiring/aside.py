"""Work that may take its time and needs no vault: a thread of its own that holds nobody up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def run_aside(work: Callable[[], T]) -> Future[T]:
    """Do this on a thread that dies with the process, as a disk that hangs would never end it."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            answer.set_exception(error)

    threading.Thread(target=run, name="yarrow-aside", daemon=True).start()
    return answer
