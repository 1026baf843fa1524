"""A real database in a temporary folder, and a log with something in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sync.service.database import open_database, sqlite_address
from sync.service.store import Store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(sqlite_address(tmp_path / "kept.db"))
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)
