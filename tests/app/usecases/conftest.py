"""A real vault in a folder of its own, with a clock that the test moves."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from storage.unlocked import unlock
from storage.vault_file import VaultFile
from tests.vaults import build

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
    folder = tmp_path / "vault"
    folder.mkdir()
    content = VaultFile(b"vault-id-16bytes", (), "WP", True)
    given = {"key": bytes(range(32)), "clock": clock, "random": os.urandom}
    build(folder, content, name="Wren Pepperday", **given)
    with unlock(folder, content, **given) as opened:
        yield opened


@pytest.fixture
def save(vault):
    """Run a use case in the write lane and give what it returns."""
    return lambda work: vault.write(work).result()


@pytest.fixture
def read(vault):
    """Look into the vault on the read lane."""
    return lambda look: vault.read(look).result()
