"""The command that moves a file into another space."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.telling import say, told
from app.cli.unlocking import opened, vault_options
from app.errors import YarrowError
from app.ports.erasing import Target
from app.usecases.person import moving
from app.usecases.retention import erasing
from app.wiring.person.erasing import erase
from app.wiring.person.moved_files import move_file
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync.runner import SyncLane

_LEFT = "The file is put away where it was, and stays readable in the history of everyone there."
_NOT_LEAD = f"{_LEFT} A lead of that space can erase it: yarrow erase PATH {{subject}} --reason WHY"
_NOT_ERASED = f"{_LEFT} It could not be erased there now: {{why}}"


@click.command()
@vault_options
@click.argument("subject")
@click.option("--to", "space", required=True, metavar="SPACE", help="The space's id.")
def move(*, path: Path, subject: str, space: str, passphrase_file: Path | None) -> None:
    """Write the file of SUBJECT anew in another space, and put it away here; its new id is printed.

    Each record there names what it was and who wrote it first. Where this person leads the space
    it was in, it is erased there as well.
    """
    file, there = an_id(subject, digits=(32,)), an_id(space, digits=(64,))
    with opened(path, passphrase_file) as vault:
        moved = move_file(vault, file, there)
        left = _erase_what_is_left(vault, file)
    click.echo(moved.hex())
    if left:
        say(left)


def _erase_what_is_left(vault: Vault, subject: bytes) -> str:
    """What to say of the file where it was; empty once it is erased there."""
    if not vault.read(lambda reading: erasing.is_by_lead(reading, subject)).result():
        return _NOT_LEAD.format(subject=subject.hex())
    try:
        with SyncLane(VaultSpaces(vault)) as lane:
            erase(vault, lane, Target(subject), moving.REASON)
    except YarrowError as error:
        return _NOT_ERASED.format(why=told(error))
    return ""
