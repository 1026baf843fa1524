"""One thread for each connection: functions go in, Futures come out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from enum import Enum
from threading import Lock, RLock
from typing import Any, NamedTuple, TypeVar

from sqlcipher3 import dbapi2

from app.errors import Damaged, Refused
from storage.connection import Connection
from storage.failures import told

T = TypeVar("T")
_GLANCE_S, _BROKEN_OFF_S = 0.005, 0.3
_DOUBTFUL = ("vault.damaged", "vault.not_stored")


class _Asked(NamedTuple):
    work: Callable[[Connection], Any]
    if_full: Callable[[], bool] | None
    answer: Future[Any]


class _Stage(Enum):
    """What the lane's own thread does."""

    IDLE = "idle"
    WAITS = "waits"  # for whoever works on a thread of his own
    WORKS = "works"
    UNWANTED = "unwanted"  # waits, and is to do nothing then


class Lane:
    """Runs functions of one connection, one after the other, each in a transaction of its own.

    `begin` is how the transaction begins; `before` is called with the connection when it is about
    to be committed, `after` once it is, before the answer is given. `reopen` gives a new connection
    after an error of the disk, of which the old one may know less than it believes; it may raise
    what it finds. `failed` is told why work failed, before whoever asked for it.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        name: str,
        begin: str,
        before: Callable[[Connection], None] | None = None,
        after: Callable[[Connection], None] | None = None,
        reopen: Callable[[], Connection] | None = None,
        failed: Callable[[Damaged | Refused], None] | None = None,
    ) -> None:
        self._connection = connection
        self._beginning = begin
        self._before = before
        self._after = after
        self._reopen = reopen
        self._failed = failed
        self._is_in_doubt = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._asked: deque[_Asked] = deque()
        self._behind: deque[_Asked] = deque()
        self._asking = RLock()  # held while it is asked and closed; a work may ask for another
        self._turn = Lock()
        self._using = Lock()
        self._stage = _Stage.IDLE
        self._is_closed = self._is_broken_off = False

    def run(
        self,
        work: Callable[[Connection], T],
        *,
        if_full: Callable[[], bool] | None = None,
        behind: bool = False,
    ) -> Future[T]:
        """Ask for work to be done; its failure arrives in the Future, and undoes all of it.

        `if_full` makes room on a full disk and says whether it did: then the work is done once
        more. What nobody looks at waits `behind` all that somebody does. Raises Refused
        `vault.closed`.
        """
        answer: Future[T] = Future()
        with self._asking:  # else it might be queued, and never done, while another thread closes
            if self._is_closed:
                raise Refused("vault.closed")
            (self._behind if behind else self._asked).append(_Asked(work, if_full, answer))
            self._thread.submit(self._do_next)
        return answer

    def run_here(self, work: Callable[[Connection], T]) -> T:
        """Do this now on the caller's thread, after what is under way and before what is queued.

        For who would only wait: going over to the lane's thread and back costs more than most work.
        Raises what the work does, and Refused `vault.closed`.
        """
        with self._using:
            if self._is_closed:
                raise Refused("vault.closed")
            return self._done(work, None)

    def drop(self, answer: Future[Any]) -> None:
        """Stop work that nobody wants any more; it ends cancelled or with `vault.stopped`."""
        if answer.cancel():
            return
        with self._turn:
            # The stage is this answer's own while it runs, and its end waits for the lock.
            if answer.running() and self._stage is _Stage.WORKS:
                self._connection.interrupt()
            elif answer.running() and self._stage is _Stage.WAITS:
                self._stage = _Stage.UNWANTED

    def wait_for(self, answer: Future[T]) -> T:
        """The answer of long work; whoever gives up waiting, as by Ctrl+C, stops it."""
        try:
            return answer.result()
        except BaseException:
            self.drop(answer)
            raise

    def close(self) -> None:
        """Finish what was asked for, then close the connection."""
        with self._asking:
            was_closed, self._is_closed = self._is_closed, True
        if not was_closed:
            self._thread.shutdown(wait=True)
            with self._using:
                self._connection.close()

    def break_off(self, *, latest_s: float = _BROKEN_OFF_S) -> None:
        """Do nothing more of what was asked for, and close the connection.

        Work that goes on all the same, as it is not in the database, has so long to end; after
        that its connection is left to the end of the process.
        """
        with self._asking:
            was_closed, self._is_closed, self._is_broken_off = self._is_closed, True, True
            unwanted = () if was_closed else (*self._asked, *self._behind)
            self._thread.shutdown(wait=False, cancel_futures=True)
        for each in unwanted:
            each.answer.cancel()
        if not was_closed and self._is_free(time.monotonic() + latest_s):
            self._connection.close()
            self._using.release()

    def _is_free(self, until: float) -> bool:
        """Interrupt what is under way over and over: between two steps an interrupt is lost."""
        while not self._using.acquire(timeout=_GLANCE_S):
            if time.monotonic() > until:
                return False
            with self._turn:
                self._connection.interrupt()
        return True

    def _do_next(self) -> None:
        """Called as often as work was asked for."""
        asked = (self._asked or self._behind).popleft()
        if not asked.answer.set_running_or_notify_cancel():
            return
        try:
            result = self._do(asked.work, asked.if_full)
        except BaseException as failure:  # noqa: BLE001 - it is whoever waits for it that it is for
            asked.answer.set_exception(failure)
            del asked  # else failure, its frame and the answer hold each other
        else:
            asked.answer.set_result(result)

    def _do(self, work: Callable[[Connection], T], if_full: Callable[[], bool] | None) -> T:
        self._set(_Stage.WAITS)
        with self._using:
            try:
                self._take_turn()
                return self._done(work, if_full)
            finally:
                self._set(_Stage.IDLE)

    def _take_turn(self) -> None:
        with self._turn:
            if self._is_broken_off or self._stage is _Stage.UNWANTED:
                raise Refused("vault.stopped")
            self._stage = _Stage.WORKS

    def _done(self, work: Callable[[Connection], T], if_full: Callable[[], bool] | None) -> T:
        try:
            with told():
                self._leave_doubt()
            return self._with_room(work, if_full)
        except (Damaged, Refused) as failure:
            # After one page that does not check SQLCipher refuses all others on its connection,
            # and after a write that failed what lies on the disk is not known.
            self._is_in_doubt |= failure.code in _DOUBTFUL
            if self._failed is not None:
                self._failed(failure)
            raise

    def _with_room(self, work: Callable[[Connection], T], if_full: Callable[[], bool] | None) -> T:
        try:
            return self._in_transaction(work)
        except Refused as failure:
            if failure.code != "vault.disk_full" or if_full is None or not if_full():
                raise
        return self._in_transaction(work)

    def _leave_doubt(self) -> None:
        if self._is_in_doubt and self._reopen is not None:
            fresh = self._reopen()
            with self._turn:
                old, self._connection = self._connection, fresh
            self._is_in_doubt = False
            with suppress(dbapi2.DatabaseError):
                old.close()

    def _set(self, stage: _Stage) -> None:
        with self._turn:
            self._stage = stage

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with told():
            self._connection.execute(self._beginning)
            try:
                result = work(self._connection)
                if self._before is not None:
                    self._before(self._connection)
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    with suppress(dbapi2.DatabaseError):
                        self._connection.execute("rollback")
                raise
            if self._after is not None:
                self._after(self._connection)
        return result
