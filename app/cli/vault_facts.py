"""The command that counts and measures a vault: stats."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.paths import A_FILE, naming
from app.cli.unlocking import opened, vault_options
from app.errors import Damaged, Refused
from app.wiring.site.file import site_here
from app.wiring.vaults.support import facts_of, facts_of_closed, problems_in_words, write_facts
from storage.opening import pc_clock


@click.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option(
    "--support",
    type=A_FILE,
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
        with naming(file):
            write_facts(file, facts_of_closed(path, site, error, now_ms=pc_clock()))
        raise
    with naming(file):
        write_facts(file, facts)
    if as_json:
        json_text.echo(facts)
    else:
        click.echo(f"Facts for the help desk are in {file}. Nothing that anybody recorded is.")
    for problem in problems_in_words(site):
        click.echo(problem, err=True)
