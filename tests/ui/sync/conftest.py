"""A service that answers when the test says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Untrusted
from ui.jobs import Jobs
from ui.sync.facts import ExchangeFacts, ItemFacts, ReceiptFacts, SyncFacts, Where
from ui.sync.view_model import SyncCalls, SyncViewModel

NOW = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
WORDS = ("gravel", "tunnel", "pewter", "oblong", "sixty", "copper")
RECEIPT = ReceiptFacts("7F3A91C20B5ED418", NOW_MS - 60_000, 3)
FACTS = SyncFacts(
    title="Willowmere IDVA team",
    url="https://yarrow.example:8443",
    is_set_up=True,
    is_lead=True,
    only_here=1,
    oldest_ms=NOW_MS - 3_600_000,
    tried_ms=NOW_MS,
    reached_ms=NOW_MS,
    exchange=ExchangeFacts(3, 12, 0, 420),
    receipt=RECEIPT,
    items=(
        ItemFacts("Note", "Y-2041", Where.WAITING, NOW_MS - 1),
        ItemFacts("Record", "Y-2063", Where.RECEIVED, NOW_MS - 2),
        ItemFacts("Draft record", "nobody yet", Where.DRAFT, NOW_MS - 3),
    ),
)


class Service:
    """Notes what it was asked; `answers` are the Futures it gave, newest last."""

    def __init__(self) -> None:
        self.facts = FACTS
        self.receipt = RECEIPT
        self.asked: list[tuple[str, ...]] = []
        self.answers: list[Future[object]] = []

    def _note(self, *what: str) -> Future[object]:
        self.asked.append(what)
        self.answers.append(Future())
        return self.answers[-1]

    def read(self) -> Future[SyncFacts]:
        answer: Future[SyncFacts] = Future()
        answer.set_result(self.facts)
        return answer

    def check(self) -> Future[ReceiptFacts]:
        self.asked.append(("check",))
        answer: Future[ReceiptFacts] = Future()
        if self.receipt.code:
            answer.set_result(self.receipt)
        else:
            answer.set_exception(Untrusted("exchange.receipt_unproved"))
        return answer

    def meet(self, url: str) -> Future[Sequence[str]]:
        self.asked.append(("meet", url))
        answer: Future[Sequence[str]] = Future()
        answer.set_result(WORDS)
        return answer

    def calls(self) -> SyncCalls:
        return SyncCalls(
            facts=self.read,
            exchange=lambda: self._note("exchange"),
            check_receipt=self.check,
            send_again=lambda: self._note("again"),
            meet=self.meet,
            found=lambda title, url, words: self._note("found", title, url, words),
            join=lambda code, url: self._note("join", code, url),
            now=lambda: NOW,
        )


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.deleteLater()


@pytest.fixture
def model(service: Service, jobs: Jobs, qtbot: QtBot) -> Iterator[SyncViewModel]:
    model = SyncViewModel(service.calls(), jobs)
    with qtbot.waitSignal(model.changed):
        model.refresh()
    yield model
    model.deleteLater()
