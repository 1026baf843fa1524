"""A way to stop work that takes long, from another thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from app.errors import Refused
from storage.connection import Connection


class Stop:
    """Asked for once; whoever works looks at it now and then by `watch`."""

    def __init__(self) -> None:
        self._asked = Event()
        self._turn = Lock()
        self._connection: Connection | None = None

    def ask(self) -> None:
        """End the work soon; what it has begun is taken away again."""
        self._asked.set()
        with self._turn:
            if self._connection is not None:
                self._connection.interrupt()

    def watch(self) -> None:
        """Raise Refused `backup.stopped` once it was asked for."""
        if self._asked.is_set():
            raise Refused("backup.stopped")

    @contextmanager
    def interrupting(self, connection: Connection) -> Iterator[Connection]:
        """Let `ask` stop the statement that runs on this connection, and close it at the end."""
        with self._turn:
            self._connection = connection
        try:
            self.watch()
            yield connection
        finally:
            with self._turn:
                self._connection = None
            connection.close()
