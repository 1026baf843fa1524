"""One thread for each connection: functions go in, Futures come out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from app.errors import Refused
from storage.connection import Connection
from storage.failures import told

T = TypeVar("T")


class Lane:
    """Runs functions of one connection, one after the other, each in a transaction of its own.

    `begin` is how the transaction begins; `after` is called with the connection once it is
    committed, before the answer is given.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        name: str,
        begin: str,
        after: Callable[[Connection], None] | None = None,
    ) -> None:
        self._connection = connection
        self._begin = begin
        self._after = after
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._turn = Lock()
        self._is_working = False
        self._is_closed = False

    def run(self, work: Callable[[Connection], T]) -> Future[T]:
        """Ask for work to be done; its failure arrives in the Future, and undoes all of it.

        Raises Refused `vault.closed`.
        """
        if self._is_closed:
            raise Refused("vault.closed")
        return self._thread.submit(self._do, work)

    def drop(self, answer: Future[Any]) -> None:
        """Stop work that nobody wants any more; it ends cancelled or with `vault.stopped`."""
        if answer.cancel():
            return
        with self._turn:
            # Both hold only within this answer's own work, and its end waits for the lock.
            if self._is_working and answer.running():
                self._connection.interrupt()

    def close(self) -> None:
        """Finish what was asked for, then close the connection."""
        if not self._is_closed:
            self._is_closed = True
            self._thread.shutdown(wait=True)
            self._connection.close()

    def _do(self, work: Callable[[Connection], T]) -> T:
        self._set_working(working=True)
        try:
            return self._in_transaction(work)
        finally:
            self._set_working(working=False)

    def _set_working(self, *, working: bool) -> None:
        with self._turn:
            self._is_working = working

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with told():
            self._connection.execute(self._begin)
            try:
                result = work(self._connection)
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
            if self._after is not None:
                self._after(self._connection)
        return result
