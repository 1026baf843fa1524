"""The command that marks a file sensitive, or takes the mark off."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.unlocking import opened, vault_options
from app.forms.lists import load_list
from app.usecases import marking


@click.command()
@vault_options
@click.argument("subject")
@click.option(
    "--because",
    type=click.Choice(load_list("sensitive_reasons").codes),
    default=None,
    help="Why it is sensitive.",
)
@click.option("--off", is_flag=True, help="Take the mark off; a lead may.")
@click.option("--reason", metavar="WHY", required=True, help="The same in your own words.")
def sensitive(
    *,
    path: Path,
    subject: str,
    because: str | None,
    off: bool,
    reason: str,
    passphrase_file: Path | None,
) -> None:
    """Mark the file SUBJECT sensitive: others open it with a reason only, and a lead is shown."""
    if off == (because is not None):
        raise Misuse("Give either --because or --off.")
    file = an_id(subject, digits=(32,))
    # Bytes of an argument that are not UTF-8 arrive as lone surrogates, which no text holds.
    why = reason.encode("utf-8", "replace").decode()
    with opened(path, passphrase_file) as vault:
        if because is None:
            vault.write(lambda session: marking.unmark(session, file, why=why)).result()
        else:
            vault.write(
                lambda session: marking.mark(session, file, because=because, why=why)
            ).result()
