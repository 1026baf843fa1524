"""Copies of the office's database as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import copy_database
from tests.sync.exchange.offices import Office


@pytest.fixture
def copied(office: Office) -> Callable[[], Path]:
    def copy() -> Path:
        office.close()
        kept = office.database.with_name("copy.db")
        copy_database(office.database, kept)
        office.restart()
        return kept

    return copy
