"""A team and a service that answers when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from ui.jobs import Jobs
from ui.team.facts import (
    DeviceFacts,
    InvitationFacts,
    InviteWish,
    JoinedFacts,
    PersonFacts,
    SpaceFacts,
    TeamFacts,
)
from ui.team.view_model import Compared, TeamCalls, TeamViewModel

NOW = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WORDS = ("gravel", "tunnel", "pewter", "oblong", "sixty", "copper")

OWN = DeviceFacts(b"a", "WGH-ED-07", "lead", is_own=True, added_ms=NOW_MS - 30 * DAY_MS)
QUIET = DeviceFacts(b"b", "Laptop 2", "member", heard_ms=NOW_MS - 9 * DAY_MS)
HEARD = DeviceFacts(b"c", "Laptop 5", "member", heard_ms=NOW_MS - HOUR_MS)
WREN = PersonFacts("Wren Pepperday", True, (OWN,))
LINNET = PersonFacts("Linnet Marrowby", False, (HEARD, QUIET))
HOME = SpaceFacts(
    id=b"home",
    title="Willowmere IDVA team",
    url="https://yarrow.example:8443",
    is_lead=True,
    people=(WREN, LINNET),
    invitations=(InvitationFacts(b"i", "Perpetua Finchley", "member", NOW_MS + HOUR_MS),),
    joined=(JoinedFacts("Robin Saltmarsh", "Laptop 9", NOW_MS - HOUR_MS, 17),),
)
APART = SpaceFacts(id=b"apart", title="Case 12", is_home=False, is_lead=True, people=(WREN,))


Answering = Callable[..., Callable[..., Future[Any]]]


class Service:
    """Notes what it was asked; `answers` are the Futures it gave, newest last."""

    def __init__(self) -> None:
        self.facts = TeamFacts((HOME,))
        self.asked: list[tuple[object, ...]] = []
        self.answers: list[Future[Any]] = []

    def note(self, *what: object) -> Future[Any]:
        self.asked.append(what)
        self.answers.append(Future())
        return self.answers[-1]

    def read(self) -> Future[TeamFacts]:
        answer: Future[TeamFacts] = Future()
        answer.set_result(self.facts)
        return answer

    def words(self, space: bytes, position: int | None) -> Future[Compared]:
        self.asked.append(("words", space, position))
        answer: Future[Compared] = Future()
        answer.set_result(Compared(position or 212, WORDS, 212))
        return answer

    def device_words(self, space: bytes, device: bytes) -> Future[tuple[str, ...]]:
        self.asked.append(("device_words", space, device))
        answer: Future[tuple[str, ...]] = Future()
        answer.set_result(WORDS)
        return answer

    def invite(self, space: bytes, wish: InviteWish) -> Future[Any]:
        return self.note("invite", space, wish)

    def calls(self) -> TeamCalls:
        return TeamCalls(
            facts=self.read,
            invite=self.invite,
            invite_own=lambda space: self.note("invite_own", space),
            cancel=lambda space, invite: self.note("cancel", space, invite),
            known=lambda space, position: self.note("known", space, position),
            words=self.words,
            new_space=lambda wish: self.note("new_space", wish),
            device_words=self.device_words,
            admit=lambda space, device, words: self.note("admit", space, device, words),
            cut_off=lambda space, device: self.note("cut_off", space, device),
            set_role=lambda space, device, role: self.note("role", space, device, role),
            now=lambda: NOW,
        )


@pytest.fixture
def host(show: Show) -> QWidget:
    """What a box lies over."""
    host = QWidget()
    host.resize(900, 700)
    show(host)
    return host


@pytest.fixture
def asked() -> list[tuple[Any, ...]]:
    """What was asked of whoever stands behind a box, in order."""
    return []


@pytest.fixture
def answering(asked: list[tuple[Any, ...]]) -> Answering:
    """Notes each question by its first word and answers at once, with what is given for it."""

    def answering(**answers: object) -> Callable[..., Future[Any]]:
        def note(*what: object) -> Future[Any]:
            asked.append(what)
            answer: Future[Any] = Future()
            answer.set_result(answers.get(str(what[0])))
            return answer

        return note

    return answering


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.deleteLater()


@pytest.fixture
def model(service: Service, jobs: Jobs, qtbot: QtBot) -> Iterator[TeamViewModel]:
    model = TeamViewModel(service.calls(), jobs)
    with qtbot.waitSignal(model.changed):
        model.refresh()
    yield model
    model.deleteLater()
