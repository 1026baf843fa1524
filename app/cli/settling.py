"""Commands for clashes: see them, settle one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.noting import note
from app.cli.unlocking import opened, vault_options
from app.domain.masking import masked_record
from app.domain.records import Record
from app.usecases import settling
from app.usecases.access import looking, veiling


@click.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def clashes(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the fields with several versions that a person has to settle."""
    with opened(path, passphrase_file) as vault:
        records = vault.read(lambda reading: reading.clashes()).result()
        closed = vault.read(veiling.closed_files).result()
        note(vault, lambda session: looking.note_list(session, "clash", records))
    rows = [row for record in records for row in _rows(record, closed)]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        told = f"{row['field']}: {len(row['versions'])} versions"
        click.echo(f"{row['kind']} {row['id']}  {'sensitive' if row.get('sensitive') else told}")


def _rows(record: Record, closed: frozenset[bytes]) -> Iterator[dict[str, Any]]:
    """A row for each field in clash; of a closed sensitive file one that says there is any."""
    row = {"id": record.id.hex(), "kind": record.kind}
    if record.subject in closed:
        yield {**row, "field": "", "versions": [], "sensitive": True}
        return
    for field, versions in masked_record(record).clashes.items():
        told = [showing.version_as_json(version) for version in versions]
        yield {**row, "field": field, "versions": told}


@click.command()
@vault_options
@click.argument("id")
@click.argument("field")
@click.option("--take", metavar="CHANGE", default=None, help="Settle on this change's version.")
@click.option("--value", metavar="JSON", default=None, help="Settle on this value instead.")
@click.option("--heads", metavar="CHANGE,...", default=None, help="The versions that were seen.")
def settle(
    *,
    path: Path,
    id: str,
    field: str,
    take: str | None,
    value: str | None,
    heads: str | None,
    passphrase_file: Path | None,
) -> None:
    """Settle a clash in FIELD of the record ID: take one version, or write a value."""
    if (take is None) == (value is None):
        raise Misuse("Give either --take or --value.")
    record = an_id(id)
    seen = None if heads is None else _change_ids(heads)
    chosen = None if take is None else an_id(take, digits=(64,))
    written = None if value is None else json_text.a_value(value)
    with opened(path, passphrase_file) as vault:
        if chosen is not None:
            vault.write(
                lambda session: settling.take(session, record, field, change=chosen, heads=seen)
            ).result()
        else:
            vault.write(
                lambda session: settling.write(session, record, field, value=written, heads=seen)
            ).result()


def _change_ids(listed: str) -> list[bytes]:
    return [an_id(id.strip(), digits=(64,)) for id in listed.split(",")]
