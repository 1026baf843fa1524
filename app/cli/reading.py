"""Commands that look: show, list and find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.noting import note
from app.cli.telling import say, told
from app.cli.typed import TYPED
from app.cli.unlocking import opened, vault_options
from app.domain.leases import Hidden
from app.errors import Refused
from app.usecases import history
from app.usecases.access import breaking_glass, keeping_out, looking, veiling
from app.wiring.sync.hidden_spaces import problem_of
from storage.vault import Vault

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_ALL = 2**31


@click.command()
@vault_options
@click.argument("id")
@_JSON
@click.option(
    "--reason",
    type=TYPED,
    metavar="WHY",
    default=None,
    help="Open a sensitive file for three hours, or show what is on file; your lead is shown this.",
)
def show(
    *, path: Path, id: str, as_json: bool, reason: str | None, passphrase_file: Path | None
) -> None:
    """Show one record with its clashes and where it is.

    Numbers, addresses, code words and who the other person is are "(on file)" without a reason.
    """
    wanted, whole = an_id(id), reason is not None
    with opened(path, passphrase_file) as vault:
        if reason is not None:
            _break_glass(vault, wanted, reason)
            _note_whole(vault, wanted, reason)
        record = vault.read(lambda reading: looking.one(reading, wanted)).result()
        in_error = vault.read(lambda reading: looking.reason_in_error(reading, record)).result()
        note(vault, lambda session: looking.note_view(session, record))
    if as_json:
        json_text.echo(showing.as_json(record, in_error=in_error, whole=whole))
    else:
        showing.echo_text(record, training=vault.is_training, in_error=in_error, whole=whole)


@click.command("list")
@vault_options
@click.argument("kind")
@_JSON
def list_(*, path: Path, kind: str, as_json: bool, passphrase_file: Path | None) -> None:
    """List the records of KIND, the one changed last first."""
    with opened(path, passphrase_file) as vault:
        records = vault.read(lambda reading: looking.of_kind(reading, kind)).result()
        closed = vault.read(veiling.closed_files).result()
        hidden = vault.read(lambda reading: reading.hidden()).result()
        note(vault, lambda session: looking.note_list(session, kind, records))
    _tell_hidden(hidden)
    if as_json:
        json_text.echo([showing.as_row(record, closed) for record in records])
        return
    for record in records:
        if record.subject in closed:
            showing.echo_closed(record)
        else:
            showing.echo_text(record, training=vault.is_training)


@click.command()
@vault_options
@click.argument("words", type=TYPED, nargs=-1, required=True)
@_JSON
def find(
    *, path: Path, words: tuple[str, ...], as_json: bool, passphrase_file: Path | None
) -> None:
    """Find records whose text has all these WORDS or beginnings of words."""
    typed = " ".join(words)
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: veiling.found(reading, typed, most=_ALL)).result()
        closed = vault.read(veiling.closed_files).result()
        hidden = vault.read(lambda reading: reading.hidden()).result()
        note(vault, lambda session: looking.note_search(session, [hit.record for hit in found]))
    _tell_hidden(hidden)
    if as_json:
        json_text.echo(
            [{**showing.as_row(hit.record, closed), "snippet": hit.snippet} for hit in found]
        )
        return
    for hit in found:
        if hit.record.subject in closed:
            showing.echo_closed(hit.record)
        else:
            shown = showing.on_one_line(hit.snippet)
            click.echo(f"{hit.record.kind} {hit.record.id.hex()}  {shown}")


def _break_glass(vault: Vault, id: bytes, reason: str) -> None:
    record = vault.read(lambda reading: history.find(reading, id)).result()
    try:
        vault.write(
            lambda session: breaking_glass.break_glass(session, record.subject, reason)
        ).result()
    except Refused as refused:
        if refused.code == "access.kept_out":
            note(vault, lambda session: keeping_out.note_turned_away(session, record.subject))
        raise


def _tell_hidden(hidden: Sequence[Hidden]) -> None:
    """What is missing above is not gone."""
    for each in hidden:
        say(told(problem_of(each)))


def _note_whole(vault: Vault, id: bytes, reason: str) -> None:
    """Into the access log before anything is shown; a vault that takes no line shows none."""
    vault.write(lambda session: looking.note_whole(session, id, reason)).result()
