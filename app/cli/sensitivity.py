"""The command that marks a file sensitive, or takes the mark off."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.because import because_options, require_one
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.usecases.access import marking


@click.command()
@vault_options
@click.argument("subject")
@because_options(
    "sensitive_reasons", because="Why it is sensitive.", off="Take the mark off; a lead may."
)
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
    require_one(because, off=off)
    file = an_id(subject, digits=(32,))
    with opened(path, passphrase_file) as vault:
        if because is None:
            vault.write(lambda session: marking.unmark(session, file, why=reason)).result()
        else:
            vault.write(
                lambda session: marking.mark(session, file, because=because, why=reason)
            ).result()
