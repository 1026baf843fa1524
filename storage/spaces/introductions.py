"""Introductions under way in one space (`app.ports.introducing`), among the vault's settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from app.domain.encoding import Value
from app.ports.introducing import Introducing, Other
from storage import settings
from storage.connection import Connection
from storage.vault import Vault

_NAME = "introducing/"


class VaultIntroductions:
    """Introductions of an open vault's space."""

    def __init__(self, vault: Vault, *, space: bytes) -> None:
        self._vault, self._name = vault, _NAME + space.hex()

    def under_way(self) -> list[Introducing]:
        """All of them, in the order they were begun."""
        return self._vault.read_here(lambda reading: _read(reading.connection, self._name))

    def keep(self, introducing: Introducing) -> None:
        """Keep one."""
        self._set(introducing.secret, introducing)

    def drop(self, secret: bytes) -> None:
        """Forget one."""
        self._set(secret, None)

    def _set(self, secret: bytes, introducing: Introducing | None) -> None:
        def work(rows: Connection) -> None:
            kept = {each.secret: each for each in _read(rows, self._name)}
            if introducing is None:
                kept.pop(secret, None)
            else:
                kept[secret] = introducing
            packed = cast("list[Value]", [asdict(each) for each in kept.values()])
            settings.write(rows, self._name, packed)

        self._vault.write_here(lambda session: work(session.connection))


def read(connection: Connection, space: bytes) -> list[Introducing]:
    """The introductions of a space that are under way."""
    return _read(connection, _NAME + space.hex())


def _read(connection: Connection, name: str) -> list[Introducing]:
    kept = cast("list[dict[str, Any]]", settings.read(connection, name) or [])
    return [_unpacked(dict(each)) for each in kept]


def _unpacked(fields: dict[str, Any]) -> Introducing:
    other = fields.pop("other")
    return Introducing(**fields, other=None if other is None else Other(**other))
