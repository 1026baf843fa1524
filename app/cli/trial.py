"""The command `trial`: a training vault filled with made-up records."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from app.cli.unlocking import passphrase, vault_options
from app.wiring.trial.caseload import batches, caseload, fill
from storage.vault import make_vault


@click.command()
@vault_options
@click.option(
    "--people", type=click.IntRange(1, 900_000), metavar="1..900000", default=200, show_default=True
)
@click.option("--notes", type=click.IntRange(0), metavar="0..", default=600, show_default=True)
@click.option("--seed", type=int, metavar="NUMBER", default=1, show_default=True)
def trial(*, path: Path, people: int, notes: int, seed: int, passphrase_file: Path | None) -> None:
    """Make a training vault in the folder PATH, filled with made-up people."""
    words = passphrase(passphrase_file, confirm=True)
    vault = make_vault(path, name="Wren Pepperday", passphrase=words, training=True)
    try:
        with vault:
            now = datetime.now(UTC)
            for batch in batches(caseload(people=people, notes=notes, seed=seed, now=now)):
                vault.write(partial(fill, cases=batch)).result()
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)  # it was made here, and is of no use half full
        raise
    click.echo(f"{people} made-up people and {notes} notes are in {path}.")
