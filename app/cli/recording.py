"""Commands that save: add and edit."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.telling import say, told
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.errors import FormRefused, Refused, YarrowError
from app.usecases import editing, recording
from storage.vault import Vault

_JSON = click.option("--json", "source", default="-", metavar="FILE", help="Read from FILE or -.")


@click.command()
@vault_options
@click.argument("kind")
@_JSON
@click.option("--space", default=None, metavar="SPACE", help="Where a new file goes.")
@click.pass_context
def add(
    ctx: click.Context,
    *,
    path: Path,
    kind: str,
    source: str,
    space: str | None,
    passphrase_file: Path | None,
) -> None:
    """Save records of KIND, one JSON object a line; each id is printed once it is durable."""
    recording.require_kind(kind)
    where = None if space is None else an_id(space, digits=(64,))
    text = json_text.read(source)
    refused = False
    with opened(path, passphrase_file) as vault:
        for number, line in json_text.lines(text):
            try:
                id = _add(vault, kind, json_text.an_object(line), where)
            except YarrowError as error:
                say(f"line {number}: {told(error)}")
                refused = True
            else:
                click.echo(id.hex())
    if refused:
        ctx.exit(1)


@click.command()
@vault_options
@click.argument("id")
@_JSON
def edit(*, path: Path, id: str, source: str, passphrase_file: Path | None) -> None:
    """Change fields of one record; {"entered_in_error": "reason"} puts it away."""
    record = an_id(id)
    answers = json_text.an_object(json_text.read(source))
    file = _subject(answers)
    with opened(path, passphrase_file) as vault:
        vault.write(lambda session: editing.edit(session, record, answers, subject=file)).result()


def _add(vault: Vault, kind: str, answers: dict[str, Value], space: bytes | None) -> bytes:
    file = _subject(answers)
    return (
        vault.write(
            lambda session: recording.record(session, kind, answers, subject=file, space=space)
        )
        .result()
        .id
    )


def _subject(answers: dict[str, Value]) -> bytes | None:
    """The file that an object names, taken out of it; raises FormRefused."""
    subject = answers.pop("subject", None)
    if subject is None:
        return None
    if not isinstance(subject, str):
        raise FormRefused({"subject": "wrong_type"})
    try:
        return an_id(subject, digits=(32,))
    except Refused as error:
        raise FormRefused({"subject": "not_an_id"}) from error
