"""Commands that look: show, list, find, and who looked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.ports import Session
from app.usecases import looking
from storage.vault import Vault

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_ALL = 2**31


@click.command()
@vault_options
@click.argument("id")
@_JSON
def show(*, path: Path, id: str, as_json: bool, passphrase_file: Path | None) -> None:
    """Show one record with its clashes and where it is."""
    wanted = an_id(id)
    with opened(path, passphrase_file) as vault:
        record = vault.read(lambda reading: looking.one(reading, wanted)).result()
        reason = vault.read(lambda reading: looking.reason_in_error(reading, record)).result()
        _note(vault, lambda session: looking.note_view(session, record))
    if as_json:
        json_text.echo(showing.as_json(record, in_error=reason))
    else:
        showing.echo_text(record, in_error=reason)


@click.command("list")
@vault_options
@click.argument("kind")
@_JSON
def list_(*, path: Path, kind: str, as_json: bool, passphrase_file: Path | None) -> None:
    """List the records of KIND, the one changed last first."""
    with opened(path, passphrase_file) as vault:
        records = vault.read(lambda reading: looking.of_kind(reading, kind)).result()
        _note(vault, lambda session: looking.note_list(session, kind))
    if as_json:
        json_text.echo([showing.as_json(record) for record in records])
    else:
        for record in records:
            showing.echo_text(record)


@click.command()
@vault_options
@click.argument("words", nargs=-1, required=True)
@_JSON
def find(
    *, path: Path, words: tuple[str, ...], as_json: bool, passphrase_file: Path | None
) -> None:
    """Find records whose text has all these WORDS or beginnings of words."""
    # Bytes of an argument that are not UTF-8 arrive as lone surrogates, which no text holds.
    typed = " ".join(words).encode("utf-8", "replace").decode()
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: reading.find(typed, most=_ALL)).result()
        _note(vault, lambda session: looking.note_search(session, len(found)))
    if as_json:
        json_text.echo([{**showing.as_json(hit.record), "snippet": hit.snippet} for hit in found])
    else:
        for hit in found:
            shown = showing.on_one_line(hit.snippet)
            click.echo(f"{hit.record.kind} {hit.record.id.hex()}  {shown}")


@click.command()
@vault_options
@_JSON
def log(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """Show who looked at what in this vault, oldest first."""
    with opened(path, passphrase_file) as vault:
        entries = vault.read(lambda reading: reading.accesses()).result()
    rows = [
        {
            "at": iso(entry.ms),
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


def _note(vault: Vault, work: Callable[[Session], None]) -> None:
    """Into the access log; a damaged vault takes no writes, and can be looked at all the same."""
    if not vault.is_read_only:
        vault.write(work).result()
