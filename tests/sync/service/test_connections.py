from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

import pytest
import uvicorn

from sync.service.connections import BoundedConnection, BoundedListener

ASK = b"POST /%s HTTP/1.1\r\nhost: service.invalid\r\ncontent-length: 4\r\n\r\nbody"
SLOW_S = 0.9


class Hasty(BoundedConnection):
    """The same with less patience than a test has."""

    head_seconds = 0.6
    whole_seconds = 1.5


async def echo(scope: Any, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    """Answers with the body that it was sent; at `/slow` later than a head may take."""
    body, more = b"", True
    while more:
        part = await receive()
        body += part.get("body", b"")
        more = part.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(SLOW_S)
    length = str(len(body)).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]}
    )
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    """Where a server with connections of this kind listens."""
    config = uvicorn.Config(echo, http=Hasty, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    running = threading.Thread(target=server.run, args=([listener],))
    running.start()
    yield listener.getsockname()
    server.should_exit = True
    running.join()


@contextmanager
def connected(place: tuple[str, int]) -> Iterator[socket.socket]:
    with socket.create_connection(place, timeout=10) as plain:
        yield plain


def is_dropped(plain: socket.socket) -> bool:
    """Whether the other side ends the connection without a word."""
    try:
        return plain.recv(1) == b""
    except ConnectionError:
        return True


def drip(plain: socket.socket, byte: bytes) -> None:
    """Send a byte every now and then until the other side ends it; it may have 10 seconds."""
    plain.settimeout(0.05)
    for _ in range(200):
        try:
            plain.sendall(byte)
            if plain.recv(1) == b"":
                return
        except TimeoutError:
            continue
        except ConnectionError:
            return
    raise AssertionError("still connected")


def answered(answers: BinaryIO) -> bytes:
    """The body of the next answer, which has four bytes."""
    head = b"".join(iter(answers.readline, b"\r\n"))
    assert head.startswith(b"HTTP/1.1 200")
    return answers.read(4)


def test_a_connection_that_says_nothing_is_dropped(place: Any) -> None:
    with connected(place) as plain:
        assert is_dropped(plain)


def test_a_head_that_comes_byte_by_byte_is_not_waited_for(place: Any) -> None:
    with connected(place) as plain:
        plain.sendall(b"POST / HTTP/1.1\r\nx: ")

        drip(plain, b"x")


def test_a_body_that_comes_byte_by_byte_is_not_waited_for(place: Any) -> None:
    with connected(place) as plain:
        plain.sendall(b"POST / HTTP/1.1\r\nhost: service.invalid\r\ncontent-length: 9999\r\n\r\n")

        drip(plain, b"x")


def test_an_answer_that_takes_longer_than_a_head_may_arrives(place: Any) -> None:
    with connected(place) as plain, plain.makefile("rb") as answers:
        plain.sendall(ASK % b"slow")

        assert answered(answers) == b"body"


def test_a_connection_serves_one_request_after_the_other_and_is_dropped_when_idle(
    place: Any,
) -> None:
    with connected(place) as plain, plain.makefile("rb") as answers:
        for _ in range(3):
            plain.sendall(ASK % b"")
            assert answered(answers) == b"body"

        assert is_dropped(plain)


@pytest.fixture
def listener() -> Iterator[BoundedListener]:
    with BoundedListener(socket.create_server(("127.0.0.1", 0)), 2) as bounded:
        bounded.settimeout(10)
        yield bounded


def test_one_address_holds_only_so_many_connections_and_others_still_come(
    listener: BoundedListener,
) -> None:
    with ExitStack() as held:

        def arrive(host: str = "127.0.0.1") -> socket.socket:
            made = socket.create_connection(
                listener.getsockname(), timeout=10, source_address=(host, 0)
            )
            return held.enter_context(made)

        arrive(), arrive()
        first, second = (held.enter_context(listener.accept()[0]) for _ in range(2))
        beyond = arrive()
        with pytest.raises(ConnectionAbortedError):
            listener.accept()
        assert is_dropped(beyond)

        arrive("127.0.0.2")
        assert held.enter_context(listener.accept()[0]).getpeername()[0] == "127.0.0.2"

        first.close()
        arrive()
        assert held.enter_context(listener.accept()[0]).fileno() >= 0
        assert second.fileno() >= 0


def test_a_worker_is_handed_the_same_place_with_the_same_limit(listener: BoundedListener) -> None:
    make, given = listener.__reduce__()

    with make(*given) as handed, ExitStack() as held:
        assert handed.getsockname() == listener.getsockname()
        handed.settimeout(10)
        for _ in range(3):
            held.enter_context(connected(handed.getsockname()))
        for _ in range(2):
            held.enter_context(handed.accept()[0])
        with pytest.raises(ConnectionAbortedError):
            handed.accept()


def test_a_worker_that_begins_never_makes_another_wait_for_a_connection() -> None:
    # As a second worker is handed the place while the first looks for connections: whether a
    # socket waits belongs to what both share.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        first = BoundedListener(listening.dup(), 2)
        first.setblocking(False)
        handed_on = socket.socket(fileno=os.dup(listening.fileno()))
        with first, BoundedListener(handed_on, 2), pytest.raises(BlockingIOError):
            first.accept()


def test_once_closed_nothing_listens_any_more(listener: BoundedListener) -> None:
    place = listener.getsockname()

    listener.close()

    with pytest.raises(ConnectionError):
        socket.create_connection(place, timeout=10)
