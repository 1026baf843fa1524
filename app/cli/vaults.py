"""Commands on a vault as a whole: new, verify, digest, stats."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.names import a_name
from app.cli.telling import told
from app.cli.unlocking import opened, passphrase, vault_options
from app.errors import Damaged, Refused
from app.wiring.site_file import site_here
from app.wiring.support import facts_of, facts_of_closed, problems_in_words, write_facts
from storage.opening import pc_clock
from storage.vault import make_vault


@click.group()
def vault() -> None:
    """Make a vault, check it, measure it."""


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
@click.option(
    "--support",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write facts that a help desk may have, and nothing anybody recorded, into a new file.",
)
def stats(*, path: Path, as_json: bool, support: Path | None, passphrase_file: Path | None) -> None:
    """Print counts and sizes, without content."""
    if support is not None:
        _write_support(path, support, passphrase_file, as_json=as_json)
        return
    with opened(path, passphrase_file) as one:
        numbers = one.statistics()
    if as_json:
        json_text.echo(numbers)
        return
    for name, number in numbers.items():
        click.echo(f"{name}: {number}")


def _write_support(path: Path, file: Path, passphrase_file: Path | None, *, as_json: bool) -> None:
    """Write the file even of a vault that is damaged: there it is needed most."""
    site = site_here()
    if file.exists():
        raise Refused("vault.support_exists", path=str(file))
    try:
        with opened(path, passphrase_file) as one:
            facts = facts_of(one, site, now_ms=pc_clock())
    except Damaged as error:
        write_facts(file, facts_of_closed(path, site, error, now_ms=pc_clock()))
        raise
    write_facts(file, facts)
    if as_json:
        json_text.echo(facts)
    else:
        click.echo(f"Facts for the help desk are in {file}. Nothing that anybody recorded is.")
    for problem in problems_in_words(site):
        click.echo(problem, err=True)
