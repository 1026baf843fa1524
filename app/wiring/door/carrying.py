"""Carries what a ward PC says to the service, on a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from storage.door.folder import DoorFolder
from sync.door.joining import approve, join_as_door
from sync.door.sending import DoorReport, send
from sync.runner import drive, open_transport, pc_means
from sync.steps import Conversation

T = TypeVar("T")


class DoorLane:
    """One thread for one folder; `close` it, or use it in a `with` statement."""

    def __init__(self, folder: DoorFolder) -> None:
        self._folder = folder
        self._means = pc_means(os.fsencode(folder.path))
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-door")

    def join(self, code: str, url: str, *, name: str, training: bool) -> Future[None]:
        """Become a ward PC by a code."""
        return self._carry(
            lambda: join_as_door(self._folder, code, url, self._means, name=name, training=training)
        )

    def send(self) -> Future[DoorReport]:
        """Post what waits, pages that were left among it, and hear what was taken in."""

        def begin() -> Conversation[DoorReport]:
            self._folder.records.tidy(self._means.now_ms())
            return send(self._folder, self._means)

        return self._carry(begin)

    def approve(self, code: str) -> Future[None]:
        """Whether a lead of the team made this code just now."""
        return self._carry(lambda: approve(self._folder, code, self._means))

    def close(self) -> None:
        """End what is under way, and the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> DoorLane:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _carry(self, begin: Callable[[], Conversation[T]]) -> Future[T]:
        def work() -> T:
            with open_transport() as transport:
                return drive(begin(), transport)

        return self._thread.submit(work)
