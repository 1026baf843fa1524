"""Commands that look: show, list, find, and who looked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.errors import NotFound
from app.usecases import looking

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command()
@vault_options
@click.argument("id")
@_JSON
def show(*, path: Path, id: str, as_json: bool, passphrase_file: Path | None) -> None:
    """Show one record with its clashes and where it is."""
    wanted = an_id(id)
    with opened(path, passphrase_file) as vault:
        record = vault.read(lambda reading: reading.record(wanted)).result()
        if record is None:
            raise NotFound("records.no_such_record")
        vault.write(lambda session: looking.note_view(session, record)).result()
    if as_json:
        json_text.echo(showing.as_json(record))
    else:
        showing.echo_text(record)


@click.command("list")
@vault_options
@click.argument("kind")
@_JSON
def list_(*, path: Path, kind: str, as_json: bool, passphrase_file: Path | None) -> None:
    """List the records of KIND, the one changed last first."""
    with opened(path, passphrase_file) as vault:
        records = vault.read(lambda reading: reading.rows(reading.list_ids(kind))).result()
        vault.write(lambda session: looking.note_list(session, kind)).result()
    if as_json:
        json_text.echo([showing.as_json(record) for record in records])
    else:
        for record in records:
            showing.echo_text(record)


@click.command()
@vault_options
@click.argument("words")
@_JSON
def find(*, path: Path, words: str, as_json: bool, passphrase_file: Path | None) -> None:
    """Find records whose text has all these words or beginnings of words."""
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: reading.find(words)).result()
        vault.write(lambda session: looking.note_search(session, len(found))).result()
    if as_json:
        json_text.echo([{**showing.as_json(hit.record), "snippet": hit.snippet} for hit in found])
    else:
        for hit in found:
            click.echo(f"{hit.record.kind} {hit.record.id.hex()}  {hit.snippet}")


@click.command()
@vault_options
@_JSON
def log(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """Show who looked at what in this vault, oldest first."""
    with opened(path, passphrase_file) as vault:
        entries = vault.read(lambda reading: reading.accesses()).result()
    rows = [
        {
            "at": datetime.fromtimestamp(entry.ms / 1000, UTC).astimezone().isoformat(),
            "author": entry.author,
            "what": entry.what,
            "subject": entry.subject.hex() or None,
            "record": None if entry.record is None else entry.record.hex(),
            "detail": entry.detail,
        }
        for entry in entries
    ]
    if as_json:
        json_text.echo(rows)
    else:
        for row in rows:
            click.echo("  ".join(str(item) for item in row.values() if item))
