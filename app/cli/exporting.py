"""The command that saves whole files for somebody outside: one, or all that may go to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.paths import A_FOLDER
from app.cli.telling import say
from app.cli.typed import TYPED
from app.cli.unlocking import opened, vault_options
from app.errors import Refused
from app.forms.lists import load_list
from app.usecases.leaving.exporting import Going
from app.usecases.leaving.gate import RECIPIENTS, Grounds, recipient_called
from app.usecases.leaving.words import kept_back, told_of
from app.wiring.person.exporting import FORMATS, save_files


@click.command()
@vault_options
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), required=True, help="What.")
@click.option(
    "--to",
    "folder",
    type=A_FOLDER,
    required=True,
    help="The folder for the copy; it is made if it is not there.",
)
@click.option(
    "--recipient",
    type=TYPED,
    required=True,
    metavar="WHO",
    help=f"Whom it is for: one of {', '.join(load_list(RECIPIENTS).codes)}, or in words.",
)
@click.option(
    "--reason", type=TYPED, required=True, metavar="WHY", help="Why they get it; kept in the log."
)
@click.option("--subject", default=None, metavar="ID", help="This one file, instead of all.")
@click.option("--agreed-only", "is_agreed_only", is_flag=True, help="Of all, who said yes to them.")
def export(
    *,
    path: Path,
    shape: str,
    folder: Path,
    recipient: str,
    reason: str,
    subject: str | None,
    is_agreed_only: bool,
    passphrase_file: Path | None,
) -> None:
    """Save files as FHIR R4, JSON or a table, under a neutral name that is printed.

    All files at once are for a lead alone, or whoever has no team. Of these the ones are left out
    that are closed to you or may not go to this recipient; one that is asked for alone is refused
    then. People who were not asked go along on your reason, unless with --agreed-only. Numbers,
    addresses, code words and who the other person is are not in it.
    """
    if subject is not None and is_agreed_only:
        raise Misuse("--agreed-only is for all files: give it without --subject.")
    where = None if subject is None else an_id(subject, digits=(32,))
    day = datetime.now().astimezone().date()
    grounds = Grounds(recipient_called(recipient), reason)
    with opened(path, passphrase_file) as vault:
        saved = save_files(
            vault, where, shape, folder, grounds, day=day, takes_unasked=not is_agreed_only
        )
    if saved.copy is None:
        why = "; ".join(kept_back(saved.going)) or "there is no file here"
        raise Refused("leaving.nothing_left", why=why)
    click.echo(str(saved.copy))
    for line in _said(saved.going):
        say(line)


def _said(going: Going) -> Iterator[str]:
    count = len(going.files)
    yield f"Files: {count}, records: {going.records}. Look at the copy before you send it."
    yield from told_of(going)
    if going.unasked:
        yield "--agreed-only leaves out people who were not asked."
    for each in kept_back(going):
        yield f"Files kept back, {each}."
