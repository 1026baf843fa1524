"""A real vault in a folder of its own, with a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.keys import FLOOR
from storage.making import make_vault

PASSPHRASE = "seven wrens nest in the yew"
NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


class Clock:
    """The PC's clock as the test sets it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return int(self.now.timestamp() * 1000)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def vault(tmp_path, clock):
    made = make_vault(
        tmp_path / "vault",
        name="Wren Pepperday",
        passphrase=PASSPHRASE,
        training=True,
        calibrate=lambda: FLOOR,
        clock=clock,
    )
    yield made
    made.close()


@pytest.fixture
def save(vault):
    """Run a use case in the write lane and give what it returns."""
    return lambda work: vault.write(work).result()


@pytest.fixture
def read(vault):
    """Look into the vault on the read lane."""
    return lambda look: vault.read(look).result()
