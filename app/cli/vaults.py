"""Commands on a vault as a whole: new, verify, digest, stats; others of the group join it here."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.backing_up import backup, repair, restore
from app.cli.names import a_name
from app.cli.telling import told
from app.cli.unlocking import opened, passphrase, vault_options
from app.errors import Damaged
from storage.vault import make_vault


@click.group()
def vault() -> None:
    """Make a vault, check it, measure it."""


vault.add_command(backup)
vault.add_command(restore)
vault.add_command(repair)


@vault.command()
@vault_options
@click.option("--name", required=True, help="Your name, as colleagues see it on what you write.")
@click.option("--training", is_flag=True, help="For trials: takes made-up NHS numbers alone.")
def new(*, path: Path, name: str, training: bool, passphrase_file: Path | None) -> None:
    """Make a new vault in the folder PATH."""
    person = a_name(name)
    words = passphrase(passphrase_file, confirm=True)
    make_vault(path, name=person, passphrase=words, training=training).close()
    click.echo(f"The vault is ready in {path}. Without its passphrase nobody can open it.")


@vault.command()
@vault_options
def verify(*, path: Path, passphrase_file: Path | None) -> None:
    """Check every page, change and digest, and say in words what is damaged and what is safe."""
    try:
        with opened(path, passphrase_file) as one:
            findings = one.verify()
    except Damaged as error:
        # The usual sentence for this one sends people here.
        raise Damaged("vault.unreadable") if error.code == "vault.damaged" else error from error
    for finding in findings:
        click.echo(told(finding))
    if findings:
        raise Damaged("vault.findings", count=len(findings))
    click.echo("All is well: every page, change and digest is what was written.")


@vault.command()
@vault_options
def digest(*, path: Path, passphrase_file: Path | None) -> None:
    """Print the digest: alike in two vaults that hold the same."""
    with opened(path, passphrase_file) as one:
        click.echo(one.digest())


@vault.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def stats(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """Print counts and sizes, without content."""
    with opened(path, passphrase_file) as one:
        numbers = one.statistics()
    if as_json:
        json_text.echo(numbers)
        return
    for name, number in numbers.items():
        click.echo(f"{name}: {number}")
