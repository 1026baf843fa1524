from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.forms.drafts import DraftCalls, DraftKeeper, KeptPage
from ui.jobs import Jobs


class Vault:
    """Keeps drafts as the vault does, and can be told to refuse."""

    def __init__(self) -> None:
        self.drafts: dict[bytes, KeptPage] = {}
        self.failure: Exception | None = None
        self.made = 0

    def keep(self, page: KeptPage) -> Future[None]:
        self.drafts[page.id] = page
        return self._done()

    def drop(self, id: bytes) -> Future[None]:
        self.drafts.pop(id, None)
        return self._done()

    def new_id(self) -> bytes:
        self.made += 1
        return bytes([self.made])

    def _done(self) -> Future[None]:
        future: Future[None] = Future()
        if self.failure is not None:
            future.set_exception(self.failure)
        else:
            future.set_result(None)
        return future


class Page:
    """What is being typed."""

    def __init__(self) -> None:
        self.words = ""

    def now(self, id: bytes) -> KeptPage | None:
        if not self.words:
            return None
        return KeptPage(id, "note/1", None, {"lines": self.words}, "lines:0")


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def keeper(qtbot: QtBot, vault: Vault, page: Page) -> DraftKeeper:
    calls = DraftCalls(
        vault.keep, vault.drop, vault.new_id, lambda: datetime(2026, 11, 17, 9, 41, 58, tzinfo=UTC)
    )
    jobs = Jobs()
    return DraftKeeper(page.now, calls, jobs, parent=jobs)


def test_a_change_is_kept_within_a_second(
    qtbot: QtBot, keeper: DraftKeeper, vault: Vault, page: Page
) -> None:
    clock = QElapsedTimer()
    page.words = "first"
    clock.start()

    with qtbot.waitSignal(keeper.kept, timeout=1000) as told:
        keeper.touch()

    assert clock.elapsed() < 1000
    assert told.args == ["09:41:58"]
    assert [draft.answers for draft in vault.drafts.values()] == [{"lines": "first"}]


def test_steady_typing_does_not_put_it_off(
    qtbot: QtBot, keeper: DraftKeeper, vault: Vault, page: Page
) -> None:
    page.words = "typing"
    clock = QElapsedTimer()
    clock.start()

    def type_on() -> bool:
        keeper.touch()
        return bool(vault.drafts)

    qtbot.waitUntil(type_on, timeout=1000)

    assert clock.elapsed() < 1000
    keeper.stop()


def test_the_same_page_keeps_its_id(keeper: DraftKeeper, vault: Vault, page: Page) -> None:
    page.words = "one"
    keeper.keep_now()
    page.words = "two"
    keeper.keep_now()

    assert [draft.answers for draft in vault.drafts.values()] == [{"lines": "two"}]


def test_a_page_that_became_blank_is_dropped(keeper: DraftKeeper, vault: Vault, page: Page) -> None:
    page.words = "one"
    keeper.keep_now()
    page.words = ""
    keeper.keep_now()

    assert vault.drafts == {}
    assert keeper.id is None


def test_after_forgetting_the_next_page_has_an_id_of_its_own(
    keeper: DraftKeeper, vault: Vault, page: Page
) -> None:
    page.words = "one"
    keeper.keep_now()
    keeper.forget()
    page.words = "another"
    keeper.keep_now()

    assert len(vault.drafts) == 2


def test_a_draft_that_cannot_be_kept_is_told(
    qtbot: QtBot, keeper: DraftKeeper, vault: Vault, page: Page
) -> None:
    page.words = "one"
    vault.failure = Refused("vault.full")

    with qtbot.waitSignal(keeper.failed) as told:
        keeper.keep_now()

    assert told.args == [vault.failure]


def test_what_is_dropped_is_not_called_kept(keeper: DraftKeeper, page: Page) -> None:
    told: list[str] = []
    keeper.kept.connect(told.append)
    page.words = "first"
    keeper.keep_now()
    page.words = ""

    keeper.keep_now()

    assert told[-1:] == [""]
