"""Vaults opened by their key, so that only the tests about passphrases derive one."""

from __future__ import annotations

import random as chance
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.changes import Change, Edit, make_change
from app.domain.encoding import Value
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from tests.vaults import build

NOW_MS = 1_795_000_000_000
KEY = bytes(range(32))
ID = b"vault-id-16bytes"


class Clock:
    """A PC's clock that the test sets."""

    def __init__(self) -> None:
        self.ms = NOW_MS

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_vault(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Vault]]:
    """Make a vault of a name, or open the one that is there."""
    opened: list[Vault] = []

    def make(name: str = "vault", *, is_training: bool = False) -> Vault:
        folder = tmp_path / name
        content = VaultFile(ID, (), "TB", is_training)
        given = {"key": KEY, "clock": clock, "random": chance.Random(name).randbytes}
        if not folder.exists():
            folder.mkdir()
            build(folder, content, name="Tansy Bramblewick", **given)
        # One that is opened again must not draw the numbers of before.
        given["random"] = chance.Random(f"{name} {len(opened)}").randbytes
        vault = unlock(folder, content, **given)
        opened.append(vault)
        return vault

    yield make
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(new_vault: Callable[..., Vault]) -> Vault:
    return new_vault()


@pytest.fixture
def save(vault: Vault) -> Callable[..., Change]:
    """Save one change and give it."""

    def save_one(
        kind: str,
        fields: dict[str, Value],
        *,
        subject: bytes = b"s" * 16,
        record: bytes | None = b"r" * 16,
        over: dict[str, list[bytes]] | None = None,
    ) -> Change:
        edit = Edit(kind, subject, record, fields, over or {})
        return vault.write(lambda session: session.save([edit])).result()[0]

    return save_one


@pytest.fixture
def change() -> Callable[..., Change]:
    """Make a change as another PC would."""
    count = iter(range(1_000_000))

    def make(
        fields: dict[str, Value],
        *,
        over: dict[str, list[bytes]] | None = None,
        at: int = 1,
        kind: str = "person",
        subject: bytes = b"s" * 16,
        record: bytes | None = b"r" * 16,
    ) -> Change:
        edit = Edit(kind, subject, record, fields, over or {})
        return make_change(edit, salt=next(count).to_bytes(16, "big"), at=at, time=(1, None))

    return make
