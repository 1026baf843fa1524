"""`yarrow-service space stats|device|prune`: what an administrator looks at and tidies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection

from sync.service import overview
from sync.service.app import now_ms
from sync.service.database import open_database
from sync.service.folder import database_in_use, read_folder
from sync.service.places import A_FOLDER
from sync.service.store import Store
from sync.service.unfit import Unfit

_DATABASE = click.option(
    "--database",
    metavar="URL",
    default="",
    help="A database instead of the one that service.toml names.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command("stats", short_help="List the spaces and what they hold.")
@A_FOLDER
@_DATABASE
@_JSON
def stats(folder: Path, database: str, *, as_json: bool) -> None:
    """List the spaces: how many PCs, positions, bytes, parcels that wait, and the newest entry."""
    with _store(folder, database) as store, store.reading() as connection:
        found = overview.all_spaces(connection)
    _tell([_space_row(each) for each in found], as_json=as_json)


@click.command("device", short_help="List the PCs of one space.")
@A_FOLDER
@click.argument("id", metavar="SPACE")
@_DATABASE
@_JSON
def device(folder: Path, id: str, database: str, *, as_json: bool) -> None:
    """List the PCs of SPACE: role, when added, when it last wrote, when removed.

    Who may be in a space only its leads decide; nothing can be added or taken away here.
    """
    with _store(folder, database) as store, store.reading() as connection:
        found = overview.devices_of(connection, _space_id(id))
    if found is None:
        raise Unfit("no_such_space")
    _tell([_device_row(each) for each in found], as_json=as_json)


@click.command("prune", short_help="Forget what has run out.")
@A_FOLDER
@_DATABASE
def prune(folder: Path, database: str) -> None:
    """Forget invitations and introductions whose time is over, and parcels older than 90 days."""
    with _store(folder, database) as store, store.writing() as connection:
        counts = _pruned(connection)
    for name, count in counts:
        click.echo(f"{name:<14} {count}")


def _pruned(connection: Connection) -> list[tuple[str, int]]:
    return list(overview.prune(connection, now_ms=now_ms()).items())


@contextmanager
def _store(folder: Path, database: str) -> Iterator[Store]:
    engine = open_database(database or database_in_use(read_folder(folder)))
    try:
        yield Store(engine)
    finally:
        engine.dispose()


def _space_id(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise Unfit("no_such_space") from error


def _space_row(kept: overview.SpaceKept) -> dict[str, Any]:
    return {
        "space": kept.space.hex(),
        "generation": kept.generation,
        "position": kept.position,
        "devices": kept.devices,
        "bytes": kept.entries_bytes,
        "attachment_bytes": kept.objects_bytes,
        "parcels_waiting": kept.parcels,
        "newest": _iso(kept.newest),
    }


def _device_row(kept: overview.DeviceKept) -> dict[str, Any]:
    return {
        "device": kept.device.hex(),
        "role": kept.role,
        "added": _iso(kept.added),
        "newest": _iso(kept.newest),
        "removed": _iso(kept.removed),
    }


def _tell(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo("  ".join(f"{name} {value}" for name, value in row.items() if value is not None))


def _iso(ms: int | None) -> str | None:
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC).isoformat()
