"""The command that sends a referral from here that waits on a colleague's PC."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.usecases.referrals import referring_again


@click.command("refer-again")
@vault_options
@click.argument("id")
def refer_again(*, path: Path, id: str, passphrase_file: Path | None) -> None:
    """Send a referral again, by its id or parcel: one that waits on a colleague's PC from this one,
    or one that was refused before two leads introduced the teams anew.

    The other team takes it in once, whichever comes first.
    """
    named = an_id(id, digits=(32,))
    with opened(path, passphrase_file) as vault:
        vault.write(lambda session: referring_again.refer_again(session, named)).result()
