"""A lead with a team of her own, and a ward PC of that team."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


@pytest.fixture
def door(tmp_path: Path, office: Office, lead: PC) -> WardPC:
    made = WardPC(tmp_path / "ward", office)
    made.join(lead.invite(name="Fernhollow", role="writer"))
    return made
