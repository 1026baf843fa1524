"""A service called as a function, and as many PCs as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.exchange.offices import PC, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "service.db")
    yield opened
    opened.close()


@pytest.fixture
def new_pc(tmp_path: Path, office: Office) -> Iterator[Callable[..., PC]]:
    """Make a PC by its person's name, or open the one that is there."""
    opened: list[PC] = []

    def make(name: str = "Wren Pepperday", *, training: bool = True) -> PC:
        pc = PC(tmp_path / name.split()[0].lower(), office, name, training=training)
        opened.append(pc)
        return pc

    yield make
    for pc in opened:
        pc.close()


@pytest.fixture
def team(new_pc: Callable[..., PC]) -> tuple[PC, PC]:
    """Wren's and Linnet's PCs in one space, both synced."""
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    a.found()
    b.join(a.invite())
    a.sync()
    b.sync()
    return a, b
