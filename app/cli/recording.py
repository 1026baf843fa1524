"""Commands that save: add and edit."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.errors import FormRefused, YarrowError
from app.usecases import editing, recording
from resources.words import sentence
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
    text = json_text.read(source)
    refused = False
    with opened(path, passphrase_file) as vault:
        for number, line in json_text.lines(text):
            try:
                id = _add(vault, kind, json_text.an_object(line), space)
            except YarrowError as error:
                click.echo(f"line {number}: {_told(error)}", err=True)
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
    with opened(path, passphrase_file) as vault:
        vault.write(lambda session: editing.edit(session, record, answers)).result()


def _add(vault: Vault, kind: str, answers: dict[str, Value], space: str | None) -> bytes:
    subject = answers.pop("subject", None)
    if subject is not None and not isinstance(subject, str):
        raise FormRefused({"subject": "wrong_type"})
    file = None if subject is None else an_id(subject, digits=(32,))
    where = None if space is None else an_id(space, digits=(64,))
    return (
        vault.write(
            lambda session: recording.record(session, kind, answers, subject=file, space=where)
        )
        .result()
        .id
    )


def _told(error: YarrowError) -> str:
    """The sentence in one line, with every other field that was refused named after it."""
    told = " ".join(sentence(error).split())
    if isinstance(error, FormRefused) and len(error.problems) > 1:
        others = ", ".join([*error.problems][1:])
        return f"{told} Also to put right: {others}."
    return told
