"""A note being written, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.domain.encoding import Value
from app.errors import YarrowError
from app.forms import library
from ui.composer.view_model import ComposerViewModel
from ui.forms.drafts import DraftCalls, KeptPage
from ui.jobs import Jobs

NOW = datetime(2026, 11, 17, 9, 46, 10, tzinfo=UTC)


@dataclass
class NoteDesk:
    """Signs notes and keeps drafts, on another thread."""

    lane: ThreadPoolExecutor
    signed: list[tuple[list[Value], bytes | None]] = field(default_factory=list)
    drafts: dict[bytes, KeptPage] = field(default_factory=dict)
    failure: YarrowError | None = None

    def sign(self, lines: list[Value], draft: bytes | None) -> Future[None]:
        return self.lane.submit(self._sign, lines, draft)

    def calls(self) -> DraftCalls:
        return DraftCalls(self.keep, self.drop, lambda: b"d" * 16, lambda: NOW)

    def keep(self, page: KeptPage) -> Future[None]:
        return self.lane.submit(self.drafts.__setitem__, page.id, page)

    def drop(self, id: bytes) -> Future[None]:
        return self.lane.submit(lambda: self.drafts.pop(id, None) and None)

    def _sign(self, lines: list[Value], draft: bytes | None) -> None:
        if self.failure is not None:
            raise self.failure
        self.signed.append((lines, draft))
        if draft is not None:
            self.drafts.pop(draft, None)


@pytest.fixture
def desk() -> Iterator[NoteDesk]:
    with ThreadPoolExecutor(1) as lane:
        yield NoteDesk(lane)


@pytest.fixture
def model(qtbot: QtBot, desk: NoteDesk) -> Iterator[ComposerViewModel]:
    form = library.latest("note")
    jobs = Jobs()
    made = ComposerViewModel(form, b"s" * 16, desk.sign, desk.calls(), jobs)
    yield made
    made.stop()
