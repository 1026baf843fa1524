"""The connection of each space, kept for a little while between one conversation and the next.

Each space has its own: on a shared one the service would see that the same PC is in both. Nothing
is believed because of it: requests and answers are signed as ever, and the key that was pinned
when it was made is compared again with the pins of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

from app.errors import YarrowError
from sync.asking import Means

if TYPE_CHECKING:
    from sync.transport import Reply, Transport

KEPT_SECONDS = 15.0  # the service closes one that is idle for 20
Opening = Callable[[], AbstractContextManager["Transport"]]


class BrokenOff(Exception):
    """A conversation was given up; whether the last request was carried out is not known."""


class Connection:
    """Opened when a conversation first says whom to talk to; `is_sound` until something fails."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._opened = ExitStack()
        self._transport: Transport | None = None
        self._address: tuple[str, tuple[bytes, ...]] | None = None
        self._is_kept = self._is_over = False
        self.is_sound = True

    def connect(self, url: str, pins: tuple[bytes, ...]) -> None:
        """Talk to this address from now on, as `Transport.connect`.

        One that was kept is used only for the same address and pins.
        """
        if self._is_kept and self._address != (url, pins):
            self.close()
        self._is_kept = False
        self._address = (url, pins)
        with self._watched():
            self._open().connect(url, pins)

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Post one request and read all of its answer, as `Transport.ask`."""
        with self._watched():
            return self._open().ask(path, body, headers)

    def keep(self) -> None:
        """The conversation is over, another may follow."""
        self._is_kept = True

    def break_off(self) -> None:
        """Give up what is waited for, from another thread: who asks gets BrokenOff from now on."""
        self._is_over = True
        transport = self._transport
        if transport is not None:
            transport.hang_up()

    def close(self) -> None:
        """End it; what asks next opens another."""
        self._transport = None
        self._opened.close()

    def _open(self) -> Transport:
        if self._transport is None:
            self._transport = self._opened.enter_context(self._opening())
        return self._transport

    @contextmanager
    def _watched(self) -> Iterator[None]:
        self._go_on()
        try:
            yield
        except YarrowError:
            self.is_sound = False
            self._go_on()
            raise
        self._go_on()

    def _go_on(self) -> None:
        if self._is_over:
            raise BrokenOff


class Connections:
    """Those that are kept, by space."""

    def __init__(self, opening: Opening, means: Means) -> None:
        self._opening, self._means = opening, means
        self._kept: dict[bytes, tuple[Connection, float, int]] = {}
        self._under_way: Connection | None = None
        self._is_over = False

    @contextmanager
    def to(self, space: bytes) -> Iterator[Connection]:
        """The connection for one conversation about a space.

        It is kept afterwards unless something failed.
        """
        connection = self._taken(space) or Connection(self._opening)
        self._under_way = connection
        if self._is_over:
            connection.break_off()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if connection.is_sound:
            connection.keep()
            self._kept[space] = (connection, self._means.seconds(), self._means.now_ms())
        else:
            connection.close()

    @contextmanager
    def once(self) -> Iterator[Connection]:
        """A connection for one conversation alone."""
        connection = Connection(self._opening)
        try:
            yield connection
        finally:
            connection.close()

    def break_off(self) -> None:
        """Give up the conversation about a space that is under way, from another thread."""
        self._is_over = True
        under_way = self._under_way
        if under_way is not None:
            under_way.break_off()

    def drop(self) -> None:
        """Keep none: the network is another than it was, or nothing more is to be said."""
        for space in list(self._kept):
            kept = self._kept.pop(space, None)
            if kept is not None:
                kept[0].close()

    def _taken(self, space: bytes) -> Connection | None:
        """The one kept, if it is young by both clocks: one of them stands while a PC sleeps."""
        connection, seconds, ms = self._kept.pop(space, (None, 0.0, 0))
        if connection is None:
            return None
        passed = self._means.seconds() - seconds, (self._means.now_ms() - ms) / 1000
        if min(passed) >= 0 and max(passed) < KEPT_SECONDS:
            return connection
        connection.close()
        return None
