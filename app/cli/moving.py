"""The command that moves a file into another space."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.wiring.moved_files import move_file

_LEFT = "The file is put away where it was, and stays readable in the history of everyone there."


@click.command()
@vault_options
@click.argument("subject")
@click.option("--to", "space", required=True, metavar="SPACE", help="The space's id.")
def move(*, path: Path, subject: str, space: str, passphrase_file: Path | None) -> None:
    """Write the file of SUBJECT anew in another space, and put it away here; its new id is printed.

    Each record there names what it was and who wrote it first.
    """
    file, there = an_id(subject, digits=(32,)), an_id(space, digits=(64,))
    with opened(path, passphrase_file) as vault:
        moved = move_file(vault, file, there)
    click.echo(_LEFT, err=True)
    click.echo(moved.hex())
