"""Joins Sync: the lane that talks to the service by itself, the page, and the chip."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import YarrowError
from app.wiring.attachments.travelling import small_bytes
from app.wiring.desk import Desk
from app.wiring.passing import reshaped
from app.wiring.referrals.taking import take_in
from app.wiring.sync import facts as sync_facts
from app.wiring.team.leases import LeaseWiring
from app.wiring.team.panel import INVITE_BOX, TeamWiring
from storage.reading import VaultReading
from storage.spaces import outgoing
from storage.spaces.clashing import await_everywhere
from storage.spaces.store import VaultSpaces
from sync.founding import Met, Wish
from sync.runner import SyncLane
from sync.totals import Totals
from ui.frame.place import Place
from ui.sync.asking import SpaceAsking
from ui.sync.facts import SyncFacts
from ui.sync.page import SyncPage, SyncParts
from ui.sync.view_model import SyncCalls, SyncViewModel
from ui.team.panel import INVITE, TeamPanel
from ui.turns import Steps

IDLE_S = 60.0
_LOOKS_WAIT_MS = 3_600_000
_AFTER_SAVE_MS = 100

FOUND, JOIN = "found", "join"


class SyncWiring(QObject):
    """The place Sync, and an exchange at the start, every minute, after a save, on request, and at
    once when the service tells of something new or the network is back.

    Nothing waits for it. Signals: `arrived()` when something came from colleagues; `paused(int)`
    after each exchange with how many clashes wait for a person's word, 0 for none;
    `team_wanted()` when the folded panel of the team is to be seen.
    """

    arrived = Signal()
    paused = Signal(int)
    team_wanted = Signal()
    _news = Signal()

    def __init__(self, desk: Desk, lane: SyncLane | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        small = small_bytes(desk.site)
        self.lane = lane or SyncLane(VaultSpaces(desk.vault, small=small, take_in=take_in))
        self._calls = SyncCalls(
            facts=self._facts,
            exchange=self._exchange,
            check_receipt=lambda: desk.read(sync_facts.check_receipt),
            send_again=self._send_again,
            meet=self._meet,
            found=self._found,
            join=self.join,
            now=desk.now,
            address=desk.site.service_url,
            words_for=desk.site.words_for,
        )
        self.model = SyncViewModel(self._calls, desk.jobs, parent=self)
        self.leases = LeaseWiring(desk)
        self.team = TeamWiring(desk, self.lane, self.leases, exchange=self.model.exchange)
        self._parts = SyncParts(desk.theme, owner=self)
        self.place = Place(
            *("sync", "Sync", "sync", 7, lambda: self.page),
            panel=lambda: self.panel,
            parts=self._parts.grow,
        )
        self._asked_wait, self._goes_on = 0.0, False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.model.exchange)
        self._saved = QTimer(self)
        self._saved.setSingleShot(True)
        self._saved.setInterval(_AFTER_SAVE_MS)
        self._saved.timeout.connect(self.model.exchange)
        self._is_first = True
        self._connect()

    @cached_property
    def page(self) -> SyncPage:
        """How it stands."""
        page = SyncPage(self.model, self._desk.theme, parts=self._parts)
        page.found_wanted.connect(self._ask_to_found)
        page.join_wanted.connect(self._ask_to_join)
        page.team_wanted.connect(self.team_wanted)
        return page

    @property
    def panel(self) -> TeamPanel:
        """The team and its devices."""
        return self.team.panel

    def start(self) -> None:
        """Read how it stands, then talk to the service for the first time."""
        self.model.refresh()
        self.team.model.refresh()
        self.lane.listen(self._tell_news)
        self._desk.turns.add(Steps(self._watch_network()))

    def _watch_network(self) -> Iterator[None]:
        from app.wiring.sync.network import NetworkWatch

        self._network = NetworkWatch(self)
        self._network.returned.connect(self._on_network)
        yield

    def stop(self) -> None:
        """Begin no more exchanges, and listen no more."""
        self._next.stop()
        self._saved.stop()
        self.lane.hush()

    def _connect(self) -> None:
        self._desk.saved.connect(self._on_saved)
        self.model.changed.connect(self._on_changed)
        self.model.exchanged.connect(self._plan_next)
        self.model.exchanged.connect(self.team.model.refresh)
        self.leases.opened.connect(self.model.refresh)
        self._news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)

    def _on_saved(self, _subject: object) -> None:
        self.model.refresh()
        self._saved.start()

    def _on_changed(self) -> None:
        if self._is_first and self.model.facts.is_set_up:
            self._is_first = False
            self.model.exchange()

    def _tell_news(self) -> None:
        """Called on the threads that listen."""
        if shiboken6.isValid(self):
            self._news.emit()

    def _on_news(self) -> None:
        """What comes while an exchange runs is looked at when that has ended."""
        wait = round(self.lane.seconds_to_news * 1000)
        is_sooner = not self._next.isActive() or wait < self._next.remainingTime()
        if is_sooner and not self.model.is_running:
            self._next.start(wait)

    def _on_network(self) -> None:
        self.lane.try_now()
        self.model.exchange()

    def _plan_next(self) -> None:
        if self._goes_on:  # contents of attachments are left, and records go between their turns
            self._goes_on = False
            self._next.start(0)
            return
        wait = self.lane.seconds_to_next(random.random(), idle=IDLE_S, asked=self._asked_wait)
        self._next.start(round(wait * 1000))

    def _exchange(self) -> Future[object]:
        answer: Future[object] = reshaped(self.lane.sync(patience_ms=_LOOKS_WAIT_MS), _itself)
        self._desk.jobs.when_done(answer, self, done=self._look_at, failed=self._leave)
        return answer

    def _look_at(self, totals: object) -> None:
        if isinstance(totals, Totals):
            self.paused.emit(_clashes_in(totals.problems))
            self._asked_wait = float(totals.wait)
            self._goes_on = totals.chunks_left
            if totals.received or totals.chunks:
                self.arrived.emit()

    def take_clashes(self) -> None:
        """Take in what was paused because of its many clashes."""

        def done(_nothing: None) -> None:
            self.model.exchange()

        answer = self._desk.write(lambda session: await_everywhere(session.connection))
        self._desk.jobs.when_done(answer, self, done=done, failed=self._desk.refused.emit)

    def _leave(self, _error: YarrowError) -> None:
        """The view-model tells of it."""

    def _facts(self) -> Future[SyncFacts]:
        vault = self._desk.vault

        def work(reading: VaultReading) -> SyncFacts:
            try:
                facts = sync_facts.facts(reading)
            except YarrowError:
                if not vault.is_read_only:
                    raise
                facts = SyncFacts(is_set_up=True)  # what stands there cannot be read
            return replace(facts, is_read_only=vault.is_read_only)

        return self._desk.read(work, behind=True)

    def _send_again(self) -> Future[object]:
        return self._desk.write(lambda session: outgoing.release_all(session.connection))

    def _meet(self, url: str) -> Future[Sequence[str]]:
        return reshaped(self.lane.meet(url.strip()), _words)

    def _found(self, title: str, url: str, words: str) -> Future[object]:
        wish = Wish(title.strip(), url.strip(), words)
        return reshaped(self.lane.found(wish), _itself)

    def join(self, code: str, url: str) -> Future[object]:
        """Join the space that a code invites to; a Future that fails as `sync.joining` does."""
        return reshaped(self.lane.join(code.strip(), url.strip()), _itself)

    def open_box(self, kind: str) -> bool:
        """Open a box again; False if there is nothing to ask in it any more."""
        if kind == INVITE_BOX and self.team.model.space is not None:
            self.team.do(INVITE)
        elif kind == FOUND and not self.model.facts.is_set_up:
            self._ask_to_found()
        elif kind == JOIN:
            self._ask_to_join()
        else:
            return False
        return True

    def _ask_to_found(self) -> None:
        asking = self._asking()
        if asking is not None:
            self._desk.hold_box(asking.found(), FOUND, subject=None)

    def _ask_to_join(self) -> None:
        asking = self._asking()
        if asking is not None:
            self._desk.hold_box(asking.join(), JOIN, subject=None)

    def _asking(self) -> SpaceAsking | None:
        desk = self._desk
        if desk.host is None:
            return None
        return SpaceAsking(
            desk.host, desk.theme, desk.jobs, calls=self._calls, done=self._on_in_space
        )

    def _on_in_space(self, words: str) -> None:
        self._desk.told.emit(words)
        self._is_first = True
        self.model.refresh()
        self.team.model.refresh()


def _clashes_in(problems: Sequence[YarrowError]) -> int:
    """How many clashes a pause is about, 0 where there was none."""
    paused = (each for each in problems if each.code == "exchange.many_clashes")
    return next((int(each.facts["count"]) for each in paused), 0)


def _itself(result: object) -> object:
    return result


def _words(met: Met) -> Sequence[str]:
    return met.words
