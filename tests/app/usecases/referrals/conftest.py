"""A practice and the IDVA team that it refers to, new for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.usecases.conftest import Clock
from tests.app.usecases.referrals.two_teams import Side, both, closing


@pytest.fixture
def sides(tmp_path: Path, clock: Clock) -> Iterator[tuple[Side, Side]]:
    with closing(both(tmp_path, clock)) as pair:
        yield pair


@pytest.fixture
def practice(sides: tuple[Side, Side]) -> Side:
    return sides[0]


@pytest.fixture
def team(sides: tuple[Side, Side]) -> Side:
    return sides[1]
