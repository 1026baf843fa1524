"""The sync lane: carries conversations over the network, on a thread of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.errors import Refused
from app.ports.entering import EnteringStore
from app.ports.exchange import SpaceStore
from app.ports.parcels import ParcelStore
from sync.announcements import Announcements
from sync.asking import Means
from sync.cancelling import cancel
from sync.connections import Connections
from sync.driving import drive as drive
from sync.exchange.stages import exchange
from sync.founding import Founded, Met, Wish, found, meet
from sync.inviting import invite, invite_own
from sync.joining import join
from sync.listening import Listener
from sync.protocol.recovery import RecoverySet
from sync.protocol.statements import Role
from sync.recovering import set_recovery
from sync.schedule import wait_seconds
from sync.steps import Conversation
from sync.totals import Totals as Totals

if TYPE_CHECKING:
    from sync.transport import Transport

T = TypeVar("T")
_MS = 1_000_000


def pc_means(place: bytes) -> Means:
    """The PC's own clock, chance and stopwatch."""
    return Means(lambda: time.time_ns() // _MS, os.urandom, time.perf_counter, place)


def open_transport() -> AbstractContextManager[Transport]:
    """A way to the network, loaded when it is first needed."""
    from sync.transport import Transport

    return Transport()


class SyncLane:
    """One thread that talks to the service; `close` it, or use it in a `with` statement.

    Work comes back as a Future whose exception is the failure.
    """

    def __init__(
        self,
        store: EnteringStore,
        *,
        means: Means | None = None,
        transport: Callable[[], AbstractContextManager[Transport]] = open_transport,
    ) -> None:
        self._store = store
        self._means = means or pc_means(store.place())
        self._transport = transport
        self._connections = Connections(transport, self._means)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-sync")
        self._failures, self._is_closing, self._is_broken_off = 0, False, False
        self._news = Announcements()
        self._listeners: dict[bytes, Listener] = {}
        self._on_news: Callable[[], object] | None = None

    def sync(self, *, patience_ms: int = 0) -> Future[Totals]:
        """One exchange for each space; raises Refused `space.none` where there is none.

        Of attachments' contents it moves what fits into a turn; lines of the access log go along
        once the oldest is `patience_ms` old.
        """
        return self._thread.submit(self._sync, patience_ms)

    def sync_whole(self) -> Future[Totals]:
        """The same again and again until no content of an attachment is left to move."""
        return self._thread.submit(self._sync_whole)

    def meet(self, url: str) -> Future[Met]:
        """Who answers at an address, with the six words to compare before a space is made."""
        return self._submit(lambda: meet(url, self._means))

    def found(self, wish: Wish) -> Future[Founded]:
        """Make a space."""
        return self._submit(lambda: found(self._store, wish, self._means))

    def invite(
        self,
        *,
        role: Role = "member",
        name: str = "",
        distance: bool = False,
        is_lasting: bool = False,
        space: bytes | None = None,
    ) -> Future[str]:
        """The code for one person, for the home space unless another is named."""

        def begin() -> Conversation[str]:
            store = self._store.space(self._chosen(space))
            return invite(
                store,
                self._means,
                role=role,
                name=name,
                distance=distance,
                is_lasting=is_lasting,
            )

        return self._submit(begin)

    def invite_own(self, *, space: bytes | None = None) -> Future[str]:
        """The code for another PC of this person."""
        name = self._store.person().name
        return self._submit(
            lambda: invite_own(self._store.space(self._chosen(space)), self._means, name=name)
        )

    def cancel(self, invite: bytes, *, space: bytes | None = None) -> Future[None]:
        """End an invitation by its hash."""
        return self._submit(
            lambda: cancel(self._store.space(self._chosen(space)), invite, self._means)
        )

    def set_recovery(self, made: RecoverySet, *, space: bytes | None = None) -> Future[None]:
        """Put a recovery set in force, for the home space unless another is named."""
        return self._submit(
            lambda: set_recovery(self._store.space(self._chosen(space)), made, self._means)
        )

    def about(
        self,
        carried: Callable[[SpaceStore, Means], Conversation[T]],
        *,
        space: bytes | None = None,
    ) -> Future[T]:
        """Carry a conversation about one space, the home space unless another is named."""
        return self._submit(lambda: carried(self._store.space(self._chosen(space)), self._means))

    def introducing(
        self,
        carried: Callable[[SpaceStore, ParcelStore, Means], Conversation[T]],
        *,
        space: bytes | None = None,
    ) -> Future[T]:
        """The same for one about another team."""

        def begin() -> Conversation[T]:
            id = self._chosen(space)
            return carried(self._store.space(id), self._store.parcels(id), self._means)

        return self._submit(begin)

    def join(self, code: str, url: str) -> Future[bytes]:
        """Join the space that a code invites to; gives its id."""
        return self._submit(lambda: join(self._store, code, url, self._means))

    def listen(self, news: Callable[[], object]) -> None:
        """From the next exchange on hear of each space's new positions.

        `news` is called, on threads of their own, when an exchange may find something; when that
        should be, `seconds_to_news` says.
        """
        self._on_news = news

    def try_now(self) -> None:
        """The network is back: listen again at once, and connect anew."""
        self._connections.drop()
        for listener in list(self._listeners.values()):
            listener.try_now()

    def hush(self) -> None:
        """Listen no more, without waiting for anything."""
        self._on_news = None
        for listener in list(self._listeners.values()):
            listener.stop()

    @property
    def is_listening(self) -> bool:
        """Whether some space's news can be heard now."""
        return any(listener.is_listening for listener in list(self._listeners.values()))

    @property
    def seconds_to_news(self) -> float:
        """How long an exchange for the sake of news should wait: longer after false ones."""
        return self._news.wait

    def seconds_to_next(self, chance: float, *, idle: float, asked: float = 0.0) -> float:
        """When to sync again by itself: after `idle` seconds, sooner for news that came meanwhile,
        sooner or later after failures.
        """
        if self._failures:
            return wait_seconds(self._failures, chance, asked=asked)
        return min(idle, self._news.wait) if self._news.is_behind else idle

    def break_off(self) -> None:
        """Give up the exchange under way and begin no other; its Future raises BrokenOff, soon.

        What a page brought is kept whole or not at all, as after a cut of the power, and the next
        exchange goes on there. A thread that waits for a name or a first answer is not waited for.
        """
        self._is_closing = self._is_broken_off = True
        self._connections.break_off()

    def close(self) -> None:
        """Finish the exchange under way, begin no other, and end the thread."""
        self._is_closing = True
        self.hush()
        self._thread.shutdown(wait=not self._is_broken_off, cancel_futures=True)
        self._connections.drop()
        self.hush()  # what the last exchange began to listen to

    def __enter__(self) -> SyncLane:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _submit(self, begin: Callable[[], Conversation[T]]) -> Future[T]:
        return self._thread.submit(lambda: self._carry(begin()))

    def _sync(self, patience_ms: int = 0) -> Totals:
        totals, reports = Totals(), {}
        self._news.begin()
        for space in self._every_space():
            store, contents = self._store.space(space), self._store.objects(space)
            log = self._store.looks(space, patience_ms=patience_ms)
            parcels = self._store.parcels(space)
            talk = exchange(store, self._means, contents=contents, log=log, parcels=parcels)
            with self._connections.to(space) as connection:
                reports[space] = drive(talk, connection)
            totals.add(reports[space])
        known = {space: report.position for space, report in reports.items()}
        self._news.end(known, was_reached=totals.was_reached)
        self._keep_listening([space for space, report in reports.items() if report.was_reached])
        if totals.was_reached and self._failures:
            self.try_now()
        self._failures = 0 if totals.was_reached else self._failures + 1
        return totals

    def _keep_listening(self, spaces: Sequence[bytes]) -> None:
        """Listen to each of these spaces; the clocks are known once one was reached.

        One that was left by the exchange itself is there no more.
        """
        here = set(self._store.spaces())
        for left in self._listeners.keys() - here:
            self._listeners.pop(left).stop()
        for space in here.intersection(spaces):
            if self._on_news is not None and space not in self._listeners:
                self._listeners[space] = Listener(
                    self._store.space(space),
                    self._means,
                    opening=self._transport,
                    heard=partial(self._hear, space),
                )

    def _hear(self, space: bytes, position: int) -> None:
        is_news = self._news.hear(space, position)
        on_news = self._on_news
        if on_news is not None and (is_news or self._failures):
            on_news()

    def _sync_whole(self) -> Totals:
        totals = self._sync()
        while totals.chunks_left and not self._is_closing:
            totals = totals.followed_by(self._sync())
        return totals

    def _every_space(self) -> list[bytes]:
        spaces = self._store.spaces()
        if not spaces:
            raise Refused("space.none")
        return spaces

    def _chosen(self, space: bytes | None) -> bytes:
        return self._every_space()[0] if space is None else space

    def _carry(self, conversation: Conversation[T]) -> T:
        with self._connections.once() as connection:
            return drive(conversation, connection)
