"""Server-sent events: the newest position of one space's log, and nothing else about it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

from sync.service.limits import Limits
from sync.service.watching import Waiter, Watch

MEDIA_TYPE = "text/event-stream"
# Below `BoundedConnection.whole_seconds`; whoever listened asks again, and proves itself again.
STREAM_SECONDS = 240.0
_ALIVE_SECONDS = 15.0
_ALIVE = b":\n\n"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


class Seats:
    """How many may listen at once: in all, and from one address. Counted in each worker."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._taken: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many listen now."""
        return self._taken.total()

    def has_room(self, address: str) -> bool:
        """Whether one more from this address may listen."""
        limits = self._limits
        is_room = self._taken.total() < limits.listeners
        return is_room and self._taken[address] < limits.address_listeners

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Sit in this block."""
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            self._taken += Counter()  # forgets addresses that nobody listens from


@dataclass(frozen=True)
class Listener:
    """One who was admitted: where from, and to which space.

    `belongs` reads the database: whoever was removed meanwhile hears no more.
    """

    address: str
    space: bytes
    belongs: Callable[[], bool]


class EventStream(StreamingResponse):
    """The answer to a listener: the position now, then each that is new, for `STREAM_SECONDS`."""

    def __init__(self, listener: Listener, watch: Watch, seats: Seats) -> None:
        super().__init__((), media_type=MEDIA_TYPE, headers=_HEADERS)
        self._listener, self._watch, self._seats = listener, watch, seats

    async def stream_response(self, send: Send) -> None:
        """Send until the time is up, whoever listens is gone, or the service ends."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        found, clock = self._listener, asyncio.get_running_loop().time
        ends = clock() + STREAM_SECONDS
        with (
            self._seats.taken(found.address),
            self._watch.waiting(found.space) as waiter,
        ):
            await send(start)
            while (left := ends - clock()) > 0:
                if not await _has_grown(waiter, min(left, _ALIVE_SECONDS)):
                    await _say(send, _ALIVE)
                elif await run_in_threadpool(found.belongs):
                    await _say(send, _event(waiter.position))
                else:
                    break
        await _say(send, b"", more=False)


async def _say(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _has_grown(waiter: Waiter, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await waiter.grown.wait()
    except TimeoutError:
        return False
    waiter.grown.clear()
    return True


def _event(position: int) -> bytes:
    return b"data: %d\n\n" % position
