"""Who may hold a connection open, and how long: so many an address, and none that says nothing."""

from __future__ import annotations

import asyncio
import socket
from typing import Any
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.protocol.wire import Ask

_LISTENING = f"/{Ask.EVENTS}"


class BoundedListener(socket.socket):
    """Takes only so many connections of one address at once, and closes what comes beyond.

    They are counted as they are accepted, so that those over the limit cost no handshake.
    asyncio's selector loop, which all systems but Windows use, accepts through here.
    """

    def __init__(self, listening: socket.socket, most: int) -> None:
        # Workers share whether it waits: `dup` would make it wait again, and a worker that looks
        # for one more connection just then stands still until it comes.
        listening.settimeout(0)
        fileno = listening.dup().detach()
        super().__init__(listening.family, listening.type, listening.proto, fileno=fileno)
        self._listening = listening
        self._most = most
        self._open: WeakKeyDictionary[socket.socket, str] = WeakKeyDictionary()

    def __reduce__(self) -> tuple[Any, ...]:
        """As a worker is handed it: the same place to listen at, with a count of its own."""
        return BoundedListener, (self._listening, self._most)

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection; ConnectionAbortedError if its address has enough of them."""
        connection, address = super().accept()
        others = self._open.items()
        if sum(host == address[0] and each.fileno() >= 0 for each, host in others) >= self._most:
            connection.close()
            raise ConnectionAbortedError
        self._open[connection] = address[0]
        return connection, address

    def close(self) -> None:
        """Listen no more."""
        super().close()
        self._listening.close()


class BoundedConnection(H11Protocol):
    """A connection that is dropped unless it asks, and takes its answer, in time.

    The head of a request has to be whole `head_seconds` after the connection or the last answer;
    from then on body and answer have `whole_seconds`. A byte now and then gains nothing.
    """

    head_seconds = 20.0
    whole_seconds = 300.0
    farewell_seconds = 1.0
    _is_asking = False
    _end: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._end = self.loop.call_later(self.head_seconds, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Read on; whoever completed the head of a request has time for the rest."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def shutdown(self) -> None:
        """End with the service: an answer under way is finished, one that waits for news is cut.

        Of an idle connection the other side need not say goodbye too: a PC that keeps one for its
        next exchange does not listen to it.
        """
        super().shutdown()
        is_under_way = self.cycle is not None and not self.cycle.response_complete
        if not is_under_way:
            self.loop.call_later(self.farewell_seconds, self.transport.abort)
        elif self.scope["path"].endswith(_LISTENING):
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._end.cancel()
        super().connection_lost(exc)

    def _watch(self) -> None:
        is_asking = self.cycle is not None and not self.cycle.response_complete
        if is_asking != self._is_asking:
            self._is_asking = is_asking
            self._end.cancel()
            seconds = self.whole_seconds if is_asking else self.head_seconds
            self._end = self.loop.call_later(seconds, self.transport.abort)
