"""Listeners are told by one look at the database, and only of what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import OperationalError

from sync.service import events
from sync.service.events import EventStream, Listener, Seats
from sync.service.limits import Limits
from sync.service.watching import Watch

SPACE, OTHER = b"s" * 32, b"o" * 32


class Logs:
    """Positions of logs; `looks` counts how often they were asked for."""

    def __init__(self) -> None:
        self.positions = {SPACE: 4, OTHER: 9}
        self.looks = 0
        self.is_down = False

    def __call__(self, spaces: list[bytes]) -> dict[bytes, int]:
        self.looks += 1
        if self.is_down:
            raise OperationalError("", None, Exception())
        return {space: self.positions[space] for space in spaces}


def run(work: Callable[[Watch, Logs], Awaitable[None]], *, seconds: float = 0.01) -> Logs:
    logs = Logs()

    async def whole() -> None:
        watch = Watch(logs, seconds=seconds)
        looking = asyncio.create_task(watch.run())
        async with asyncio.timeout(5):
            await work(watch, logs)
        looking.cancel()

    asyncio.run(whole())
    return logs


def test_the_position_now_comes_first_and_then_what_is_new() -> None:
    async def work(watch: Watch, logs: Logs) -> None:
        with watch.waiting(SPACE) as waiter:
            await waiter.grown.wait()
            assert waiter.position == 4
            waiter.grown.clear()
            logs.positions[OTHER] = 10
            await asyncio.sleep(0.03)
            assert not waiter.grown.is_set()
            logs.positions[SPACE] = 5
            await waiter.grown.wait()
            assert waiter.position == 5

    run(work)


def test_woken_it_looks_at_once_and_for_many_it_looks_once() -> None:
    async def work(watch: Watch, logs: Logs) -> None:
        with watch.waiting(SPACE) as one, watch.waiting(SPACE) as two:
            await one.grown.wait()
            one.grown.clear(), two.grown.clear()
            looked, logs.positions[SPACE] = logs.looks, 5
            watch.wake()
            await one.grown.wait(), await two.grown.wait()
            assert logs.looks == looked + 1

    run(work, seconds=60)


def test_while_nobody_listens_the_database_is_left_alone() -> None:
    async def work(watch: Watch, logs: Logs) -> None:
        watch.wake()
        await asyncio.sleep(0.05)
        assert logs.looks == 0

    run(work)


def test_a_database_that_is_down_for_a_while_is_asked_again() -> None:
    async def work(watch: Watch, logs: Logs) -> None:
        logs.is_down = True
        with watch.waiting(SPACE) as waiter:
            await asyncio.sleep(0.05)
            logs.is_down = False
            await waiter.grown.wait()

    run(work)


def test_one_who_was_removed_hears_no_more_and_silence_is_filled(monkeypatch: Any) -> None:
    monkeypatch.setattr(events, "_ALIVE_SECONDS", 0.03)
    sent: list[bytes] = []
    members = [True, False]

    async def send(message: Any) -> None:
        sent.append(message.get("body", b"start"))

    async def work(watch: Watch, logs: Logs) -> None:
        seats = Seats(Limits(address_listeners=1))
        listener = Listener("192.0.2.1", SPACE, lambda: members.pop(0))
        streaming = asyncio.create_task(EventStream(listener, watch, seats).stream_response(send))
        while b":\n\n" not in sent:
            await asyncio.sleep(0.005)
        assert not seats.has_room("192.0.2.1")
        assert seats.has_room("192.0.2.2")
        logs.positions[SPACE] = 5
        await streaming
        assert seats.has_room("192.0.2.1")

    run(work)

    assert sent[:2] == [b"start", b"data: 4\n\n"]
    assert b"data: 5\n\n" not in sent
    assert sent[-1] == b""
