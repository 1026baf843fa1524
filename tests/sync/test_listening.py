"""Events of a real service over TLS, and streams that lie, hang or never end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import YarrowError
from sync.listening import Listener, positions
from sync.runner import open_transport
from sync.transport import Transport
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC
from tests.sync.listener import Listener as Imitation

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"


def until(what: Callable[[], object], seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.005)


def pair(new_pc: Callable[..., PC], service: RunningService) -> tuple[PC, PC]:
    """Two PCs in one space that talk to a service in another process."""
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    for pc in (a, b):
        pc.close()
        pc.transport = open_transport
        pc.open()
    a.found(url=service.url)
    b.join(a.invite(), url=service.url)
    a.sync(), b.sync(), a.sync()
    return a, b


@pytest.fixture
def over_tls(new_pc: Callable[..., PC], shared_service: RunningService) -> tuple[PC, PC]:
    return pair(new_pc, shared_service)


@pytest.fixture
def hear(request: pytest.FixtureRequest) -> Iterator[Callable[[PC], list[int]]]:
    """Listen to a PC's space; the positions as they come."""
    listeners: list[Listener] = []

    def start(pc: PC) -> list[int]:
        heard: list[int] = []
        store = pc.spaces.space(pc.spaces.spaces()[0])
        listeners.append(Listener(store, pc.means, opening=open_transport, heard=heard.append))
        return heard

    yield start
    for each in listeners:
        each.stop()


def test_the_position_now_is_told_and_then_each_new_one(
    over_tls: tuple[PC, PC], hear: Callable[[PC], list[int]]
) -> None:
    a, b = over_tls
    heard = hear(b)
    until(lambda: heard)
    now = heard[0]
    assert now == a.sync().position

    for _ in range(2):
        a.note()
        a.sync()
        until(lambda: heard[-1] == a.sync().position)

    assert heard == [now, now + 1, now + 2]


def test_a_colleagues_change_brings_an_exchange_forward_and_nothing_else_does(
    over_tls: tuple[PC, PC],
) -> None:
    a, b = over_tls
    news = threading.Event()
    b.lane.listen(news.set)
    b.sync()
    time.sleep(0.3)
    assert not news.is_set()
    assert b.lane.seconds_to_next(1, idle=60) == 60

    note = a.note()
    a.sync()

    assert news.wait(5)
    assert b.lane.seconds_to_next(1, idle=60) < 1
    b.sync()
    assert b.has(note)
    assert b.lane.seconds_to_next(1, idle=60) == 60


def test_a_service_with_open_streams_ends_at_once_and_listeners_find_the_next(
    new_pc: Callable[..., PC], hear: Callable[[PC], list[int]], running_service: RunningService
) -> None:
    a, b = pair(new_pc, running_service)
    heard = hear(b)
    until(lambda: heard)
    began = time.monotonic()

    assert running_service.stop() in (0, -signal.SIGTERM)

    assert time.monotonic() - began < 5
    running_service.start()
    a.note()
    position = a.sync().position
    until(lambda: heard[-1] >= position)


def test_whoever_is_no_member_hears_nothing(
    over_tls: tuple[PC, PC], hear: Callable[[PC], list[int]]
) -> None:
    a, _ = over_tls
    a.alter("update membership set device = ?", bytes(16))

    heard = hear(a)
    a.lane.try_now()
    time.sleep(0.5)

    assert heard == []


@pytest.mark.parametrize(
    "lie",
    [
        b"data: x\n\n",
        b"data: -1\n\n",
        b"data: " + b"9" * 17 + b"\n",
        b"event: position\n",
        b"x" * 65,
    ],
)
def test_what_the_service_never_writes_ends_the_stream(lie: bytes) -> None:
    with pytest.raises(YarrowError):
        list(positions(iter([b":\n\ndata: 4\n\n", lie])))


def test_positions_come_out_of_any_parts() -> None:
    stream = b":\n\ndata: 4\n\ndata: 15\n\n"

    assert list(positions(bytes([each]) for each in stream)) == [4, 15]
    assert list(positions(iter([stream]))) == [4, 15]


@pytest.fixture
def imitation(tmp_path: Path) -> Iterator[Callable[..., Imitation]]:
    made: list[Imitation] = []

    def start(answer: bytes, **options: Any) -> Imitation:
        made.append(Imitation(tmp_path, answer, **options))
        return made[-1]

    yield start
    for each in made:
        each.close()


def test_a_stream_that_hangs_holds_up_no_exchange_and_no_end(
    team: tuple[PC, PC], imitation: Callable[..., Imitation]
) -> None:
    a, _ = team
    there = imitation(HEAD, drip=b":")

    class Led(Transport):
        """Goes where the imitation is, as if that were the service."""

        def connect(self, _url: str, _pins: tuple[bytes, ...]) -> None:
            super().connect(there.url, (there.pin,))

    store = a.spaces.space(a.spaces.spaces()[0])
    listener = Listener(store, a.means, opening=Led, heard=lambda _position: None)
    until(lambda: b"/events" in there.heard)
    time.sleep(0.2)
    assert listener.is_alive

    began = time.monotonic()
    a.note()
    a.sync()
    listener.stop()

    assert time.monotonic() - began < 1
    until(lambda: not listener.is_alive, 2)


def test_a_stream_that_lies_changes_nothing_here_and_costs_few_exchanges(
    team: tuple[PC, PC],
) -> None:
    a, _ = team
    digest, news = a.digest(), threading.Event()
    lies = (b"data: %d\n\n" % (10**15 + number) for number in range(10**6))

    def stream(_path: str, _body: bytes, _headers: object) -> Iterator[bytes]:
        for lie in lies:
            yield lie
            time.sleep(0.001)

    vars(a.wire).update(stream=stream, hang_up=lambda: None)
    a.lane.listen(news.set)
    a.sync()
    a.wire.asked.clear()
    ends = time.monotonic() + 1

    while time.monotonic() < ends:
        if news.wait(0.01):
            time.sleep(a.lane.seconds_to_news)
            news.clear()
            a.sync()

    assert set(a.wire.asked) == {"hello"}
    assert 1 <= len(a.wire.asked) <= 6
    assert a.digest() == digest


def test_nobody_there_is_tried_again_at_once_when_the_network_is_back(
    new_pc: Callable[..., PC], running_service: RunningService
) -> None:
    _, b = pair(new_pc, running_service)
    running_service.stop()
    store = b.spaces.space(b.spaces.spaces()[0])
    heard: list[int] = []
    tried: list[float] = []

    def opening() -> Any:
        tried.append(time.monotonic())
        return open_transport()

    listener = Listener(store, b.means, opening=opening, heard=heard.append)
    until(lambda: len(tried) >= 3)
    running_service.start()
    listener.try_now()
    until(lambda: heard)
    listener.stop()
    until(lambda: not listener.is_alive)
