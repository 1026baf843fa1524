"""The command that tells who did what with one record: its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.noting import note
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.domain.history import Looked, Written, field_changes, reason_of
from app.domain.records import Record
from app.ports import Reading
from app.usecases import history
from app.usecases.access import looking

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command("history")
@vault_options
@click.argument("id")
@_JSON
def history_(*, path: Path, id: str, as_json: bool, passphrase_file: Path | None) -> None:
    """Show all that happened to the record ID, newest first; a person's id tells of the file.

    What colleagues looked at on their own PCs is among it for a lead.
    """
    wanted = an_id(id)
    with opened(path, passphrase_file) as vault:
        record = vault.read(lambda reading: history.find(reading, wanted)).result()
        entries = vault.read(lambda reading: list(_all(reading, record))).result()
        note(vault, lambda session: looking.note_history(session, record))
    rows = [_entry(entry) for entry in entries]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        _echo(row)


def _all(reading: Reading, record: Record) -> Iterator[Written | Looked]:
    page = history.of_record(reading, record)
    yield from page.entries
    while page.older is not None:
        page = history.of_record(reading, record, after=page.older)
        yield from page.entries


def _entry(entry: Written | Looked) -> dict[str, Any]:
    if isinstance(entry, Looked):
        return {
            "at": iso(entry.ms),
            "author": entry.author,
            "what": entry.what,
            "record": None if entry.record is None else entry.record.hex(),
            "detail": entry.detail,
            "device": entry.pc or None,
        }
    change = entry.change
    fields: dict[str, Value | dict[str, Any]] = {
        each.field: {"before": list(each.before), "after": each.after}
        for each in field_changes(entry)
    }
    return {
        "at": iso(change.time[0]),
        "author": entry.author,
        "what": "write" if not any(change.over.values()) else "change",
        "record": change.of.hex(),
        "kind": change.kind,
        "change": change.id.hex(),
        "device": entry.pc,
        "reason": reason_of(change) or None,
        "fields": fields,
    }


def _echo(row: dict[str, Any]) -> None:
    told = (row["at"], row["author"], row["what"], row.get("kind"), row["record"])
    click.echo("  ".join(showing.on_one_line(str(item)) for item in told if item))
    for field, change in row.get("fields", {}).items():
        before = " and ".join(showing.plain(value) for value in change["before"]) or "-"
        click.echo(f"  {showing.on_one_line(field)}: {before} -> {showing.plain(change['after'])}")
    if row.get("reason"):
        click.echo(f"  why: {showing.on_one_line(row['reason'])}")
