"""Hear that a space's log has grown, so that an ordinary exchange fetches it at once.

What is heard proves nothing and changes nothing kept here: it is a number without a signature,
and all that follows from it is an exchange as at any other time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING

from app.errors import Untrusted, YarrowError
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange import connect
from sync.exchange.talk import Report, begin
from sync.protocol.wire import Ask, Nothing, space_path, to_body
from sync.schedule import wait_seconds
from sync.steps import Connect, Post

if TYPE_CHECKING:
    from sync.transport import Transport

Opening = Callable[[], AbstractContextManager["Transport"]]
_STEADY_SECONDS = 30.0
_SOON_SECONDS = 0.2
_LONGEST_LINE = 64
_DATA = b"data: "
_MOST_DIGITS = 16


def positions(parts: Iterator[bytes]) -> Iterator[int]:
    """The positions in a stream of events; raises Untrusted `exchange.not_our_service`.

    Of the format of server-sent events only what the service writes is understood: lines
    `data: <number>`, and comments.
    """
    rest = b""
    for part in parts:
        *lines, rest = (rest + part).split(b"\n")
        if len(rest) > _LONGEST_LINE or any(len(line) > _LONGEST_LINE for line in lines):
            raise Untrusted("exchange.not_our_service")
        yield from (_number(line) for line in lines if line and not line.startswith(b":"))


def ask(store: SpaceStore, means: Means) -> tuple[Connect, Post]:
    """Where to listen, and the signed request for it; what only the vault knows is read here."""
    talk = begin(store, means, Report())
    path = space_path(talk.space, Ask.EVENTS)
    body = to_body(Nothing())
    return connect.address(talk), Post(path, body, talk.line.sign(path, body))


class Listener:
    """Listens to one space on a thread of its own until `stop`; `heard` is called on it.

    `heard` is given each position, at the start of a stream the one that the log has then.
    After a stream that ended early the next waits as `sync.schedule` says.
    """

    def __init__(
        self,
        store: SpaceStore,
        means: Means,
        *,
        opening: Opening,
        heard: Callable[[int], object],
    ) -> None:
        self._store, self._means, self._opening, self._heard = store, means, opening, heard
        self._turn = threading.Lock()
        self._again, self._stopped = threading.Event(), threading.Event()
        self._hears = threading.Event()
        self._transport: Transport | None = None
        self._thread = threading.Thread(target=self._run, name="yarrow-events", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether its thread has not ended yet."""
        return self._thread.is_alive()

    @property
    def is_listening(self) -> bool:
        """Whether the stream under way has told a position."""
        return self._hears.is_set()

    def try_now(self) -> None:
        """Wait no longer before the next stream: the network is back."""
        self._again.set()

    def stop(self) -> None:
        """End, without waiting for it: nothing that may hang stands between this and a lock."""
        with self._turn:
            self._stopped.set()
            transport = self._transport
        self._again.set()
        if transport is not None:
            transport.hang_up()

    def _run(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            began, has_ended = time.monotonic(), False
            # What is wrong is for the next exchange to say; here it only means to wait.
            with suppress(YarrowError):
                self._listen()
                has_ended = True
            is_steady = time.monotonic() - began >= _STEADY_SECONDS
            failures = 1 if is_steady else failures + 1
            is_renewed = is_steady and has_ended
            wait = _SOON_SECONDS if is_renewed else wait_seconds(failures, self._chance())
            self._again.wait(wait)
            self._again.clear()

    def _listen(self) -> None:
        where, request = ask(self._store, self._means)
        with self._opening() as transport:
            with self._turn:
                self._transport = None if self._stopped.is_set() else transport
            try:
                self._follow(transport, where, request)
            finally:
                self._hears.clear()
                with self._turn:
                    self._transport = None

    def _follow(self, transport: Transport, where: Connect, request: Post) -> None:
        if self._stopped.is_set():
            return
        transport.connect(where.url, where.pins)
        parts = transport.stream(request.path, request.body, request.headers)
        for position in positions(parts):
            if self._stopped.is_set():
                return
            self._hears.set()
            self._heard(position)

    def _chance(self) -> float:
        return int.from_bytes(self._means.random(4), "big") / 2**32


def _number(line: bytes) -> int:
    digits = line.removeprefix(_DATA)
    if line == digits or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        raise Untrusted("exchange.not_our_service")
    return int(digits)
