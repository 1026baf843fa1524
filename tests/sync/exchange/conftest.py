"""Copies of the office's database as it stands, and two teams for a whole file of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.databases import copy_database
from tests.sync.exchange.offices import PC, Office
from tests.sync.exchange.parcel_scene import Scene
from tests.sync.exchange.two_teams import introduce, let_take


@pytest.fixture
def copied(office: Office) -> Callable[[], Path]:
    def copy() -> Path:
        office.close()
        kept = office.database.with_name("copy.db")
        copy_database(office.database, kept)
        office.restart()
        return kept

    return copy


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("bent")
    office = Office(folder / "service.db")
    names = ("Wren Pepperday", "Sorrel Ashgate", "Tansy Bramblewick")
    team, clinic, second = (PC(folder / name, office, name) for name in names)
    with patch("sync.founding.service_words", lambda *_given: ("six",) * 6):  # a second each
        team.found()
        clinic.found(title="Ashgate Surgery")
    second.join(clinic.invite())
    introduce(team, clinic)
    second.sync()
    made = Scene(office, team, clinic, second, let_take(team))
    yield made
    for pc in (team, clinic, second):
        pc.close()
    office.close()


@pytest.fixture
def scene(shared: Scene) -> Iterator[Scene]:
    yield shared
    for pc in (shared.team, shared.clinic, shared.second):
        pc.wire.bend = pc.wire.before = None
        pc.wire.asked.clear()
