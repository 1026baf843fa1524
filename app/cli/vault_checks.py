"""Commands that check a vault: verify and digest."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.telling import told
from app.cli.unlocking import opened, vault_options
from app.errors import Damaged


@click.command()
@vault_options
def verify(*, path: Path, passphrase_file: Path | None) -> None:
    """Check every page, change and digest, and say in words what is damaged and what is safe."""
    try:
        with opened(path, passphrase_file) as one:
            findings, of_objects = one.verify(), one.verify_objects()
    except Damaged as error:
        # The usual sentence for this one sends people here.
        raise Damaged("vault.unreadable") if error.code == "vault.damaged" else error from error
    for finding in (*findings, *of_objects):
        click.echo(told(finding))
    if of_objects and not findings:
        raise Damaged("attachment.findings", count=len(of_objects))
    if findings:
        raise Damaged("vault.findings", count=len(findings))
    click.echo("All is well: every page, change and digest is what was written.")


@click.command()
@vault_options
def digest(*, path: Path, passphrase_file: Path | None) -> None:
    """Print the digest: alike in two vaults that hold the same."""
    with opened(path, passphrase_file) as one:
        click.echo(one.digest())
