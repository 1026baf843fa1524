"""The page over made-up figures."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.months import Span
from app.domain.overview import Overview
from tests.ui.reports.figures import SHOWN
from ui.jobs import Jobs
from ui.reports.view_model import ReportCalls, ReportsViewModel

NOW = datetime(2026, 11, 17, 16, 2, tzinfo=UTC)


@pytest.fixture
def asked() -> list[Span]:
    """The spans that were asked for."""
    return []


@pytest.fixture
def model(qapp: QApplication, asked: list[Span]) -> Iterator[ReportsViewModel]:
    """Figures that are there at once, the same for every span."""

    def load(span: Span) -> Future[Overview]:
        asked.append(span)
        found: Future[Overview] = Future()
        found.set_result(SHOWN)
        return found

    jobs = Jobs()
    yield ReportsViewModel(ReportCalls(load, lambda: NOW), jobs)
    jobs.deleteLater()
