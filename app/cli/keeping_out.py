"""The command that keeps a colleague out of a file, or lets one in again."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.because import because_options, require_one
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.errors import NotFound
from app.ports import Reading
from app.usecases.access import keeping_out


@click.command("keep-out")
@vault_options
@click.argument("subject")
@click.option("--worker", metavar="NAME", required=True, help="The colleague, by name or id.")
@because_options(
    "kept_out_reasons", because="Why they are kept out.", off="Let them in again; a lead may."
)
def keep_out(
    *,
    path: Path,
    subject: str,
    worker: str,
    because: str | None,
    off: bool,
    reason: str,
    passphrase_file: Path | None,
) -> None:
    """Keep a colleague out of the file SUBJECT: with a reason or without, and a lead is told."""
    require_one(because, off=off)
    file = an_id(subject, digits=(32,))
    with opened(path, passphrase_file) as vault:
        who = vault.read(lambda reading: _author(reading, file, worker)).result()
        if because is None:
            vault.write(lambda session: keeping_out.let_in(session, file, who, why=reason)).result()
        else:
            vault.write(
                lambda session: keeping_out.keep_out(
                    session, file, who, because=because, why=reason
                )
            ).result()


def _author(reading: Reading, file: bytes, named: str) -> str:
    """The one colleague with this name or id."""
    known = keeping_out.colleagues(reading, file)
    found = [each.author for each in known if named in (each.author, each.name)]
    if len(found) != 1:
        raise NotFound("access.no_such_colleague")
    return found[0]
