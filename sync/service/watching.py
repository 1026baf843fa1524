"""Wakes whoever waits for a log to grow, asking the database once for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.service.logs import REQUESTS

Positions = Callable[[list[bytes]], Mapping[bytes, int]]


@dataclass(eq=False)
class Waiter:
    """One who waits for a space; `grown` is set once its log reaches beyond `position`."""

    space: bytes
    position: int = 0
    grown: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """Looks for new positions while somebody waits: every `seconds`, and at once when woken.

    Another worker's entries are seen by looking, this worker's own by `wake`, which like all of
    this belongs to the loop's own thread.
    """

    def __init__(self, positions: Positions, *, seconds: float) -> None:
        self._positions = positions
        self._seconds = seconds
        self._waiters: set[Waiter] = set()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look now."""
        self._woken.set()

    @contextmanager
    def waiting(self, space: bytes) -> Iterator[Waiter]:
        """Wait for a space while in this block; the position now is told at once."""
        waiter = Waiter(space)
        self._waiters.add(waiter)
        self.wake()
        try:
            yield waiter
        finally:
            self._waiters.discard(waiter)

    async def run(self) -> None:
        """Look until cancelled; a database that is silent for a while is asked again."""
        while True:
            await self._pause()
            spaces = sorted({waiter.space for waiter in self._waiters})
            if not spaces:
                continue
            try:
                self._tell(await run_in_threadpool(self._positions, spaces))
            except SQLAlchemyError as error:
                REQUESTS.warning("database: %s", type(error).__name__)

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._seconds if self._waiters else None):
                await self._woken.wait()
        self._woken.clear()

    def _tell(self, positions: Mapping[bytes, int]) -> None:
        for waiter in self._waiters:
            position = positions.get(waiter.space, 0)
            if position > waiter.position:
                waiter.position = position
                waiter.grown.set()
