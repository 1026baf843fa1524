"""A question that is asked one at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from app.errors import YarrowError
from ui.jobs import Jobs

T = TypeVar("T")


class OneAtATime(Generic[T]):
    """Asks and hands the answer on; asked again meanwhile, it asks once more after the answer.

    So however often something changes, one answer is on its way, and the last one given is of
    after the last change. `owner` is whom the answers are for; once it is deleted they are dropped.
    """

    def __init__(
        self,
        ask: Callable[[], Future[T]],
        jobs: Jobs,
        owner: QObject,
        *,
        done: Callable[[T], object],
        failed: Callable[[YarrowError], object],
    ) -> None:
        self._ask, self._jobs, self._owner = ask, jobs, owner
        self._done, self._failed = done, failed
        self._is_asking = self._asks_again = False

    def ask(self) -> None:
        """Ask now; while an answer is on its way, once more after it."""
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        self._jobs.when_done(
            self._ask(),
            self._owner,
            done=self._on_answer,
            failed=self._on_failure,
            ended=self._on_end,
        )

    def look(self) -> None:
        """Ask unless an answer is on its way: of whoever only comes to look nothing is new."""
        if not self._is_asking:
            self.ask()

    def _on_end(self) -> None:
        """Also after a failure that nobody expected: what is asked later has an answer again."""
        self._is_asking = False

    def _on_answer(self, answer: T) -> None:
        self._done(answer)
        self._go_on()

    def _on_failure(self, error: YarrowError) -> None:
        self._failed(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._asks_again:
            self.ask()
