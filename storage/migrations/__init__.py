"""Numbered steps of the schema, each applied once and whole."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from app.errors import Refused
from storage.connection import Connection


def newest() -> int:
    """The schema version that this program writes."""
    return max(_steps())


def migrate(connection: Connection, *, upto: int | None = None) -> None:
    """Bring the schema to the newest version, or to the one given, one transaction a step.

    Raises Refused `vault.newer` for a vault that a later program has written.
    """
    steps = _steps()
    for version in range(require_known(connection) + 1, (upto or max(steps)) + 1):
        apply_step(connection, version, steps[version])


def require_known(connection: Connection) -> int:
    """The schema version found; raises Refused `vault.newer` as `migrate` does."""
    found: int = connection.execute("pragma user_version").fetchone()[0]
    known = newest()
    if found > known:
        raise Refused("vault.newer", found=found, known=known)
    return found


@cache
def _steps() -> dict[int, str]:
    folder = files(__name__)
    return {
        int(entry.name.partition("_")[0]): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    }


def apply_step(connection: Connection, version: int, script: str) -> None:
    """Take one step and note it, in one transaction.

    `executescript` runs a script as it is given, so the step carries its own.
    """
    try:
        connection.executescript(
            f"begin immediate; {script}; pragma user_version = {version}; commit;"
        )
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
