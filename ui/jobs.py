"""Brings what other threads have worked out home to the thread of the screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.errors import YarrowError

_Result = TypeVar("_Result")
_Landing = Callable[[], None]


class Jobs(QObject):
    """Calls back in its own thread when a future is done. Lives in the thread of the screen.

    An expected failure goes to `failed`; anything else is raised there, where the program's hook
    for what nobody expected meets it. A future that was cancelled, or whose owner has been
    deleted meanwhile, is dropped without a word.
    """

    # A number, never the thing itself: what another thread is the last to hold is destroyed there.
    _landed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, _Landing] = {}
        self._numbers = count()
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def when_done(
        self,
        future: Future[_Result],
        owner: QObject,
        *,
        done: Callable[[_Result], object],
        failed: Callable[[YarrowError], object],
        ended: Callable[[], object] | None = None,
    ) -> None:
        """Call `done` or `failed` when the future has its result, if `owner` is still there.

        Before them, and also where neither is called, `ended`.
        """

        number = next(self._numbers)
        self._waiting[number] = _landing(future, owner, done, failed, ended)

        def bring_home(_finished: Future[_Result]) -> None:
            if shiboken6.isValid(self):
                self._landed.emit(number)

        future.add_done_callback(bring_home)

    def _land(self, number: int) -> None:
        self._waiting.pop(number)()


def _landing(
    future: Future[Any],
    owner: QObject,
    done: Callable[[Any], object],
    failed: Callable[[YarrowError], object],
    ended: Callable[[], object] | None,
) -> _Landing:
    def land() -> None:
        if not shiboken6.isValid(owner):
            return
        if ended is not None:
            ended()
        if future.cancelled():
            return
        failure = future.exception()
        if isinstance(failure, YarrowError):
            failed(failure)
        else:
            done(future.result())

    return land
