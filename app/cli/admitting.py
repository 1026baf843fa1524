"""Commands that decide on colleagues' PCs: admit who joined at a distance, give another role."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from app.cli.ids import an_id
from app.cli.removing import space_of
from app.cli.unlocking import opened, vault_options
from storage.spaces.store import VaultSpaces
from sync import admitting, roles
from sync.protocol.statements import Role
from sync.runner import SyncLane

ROLES = click.Choice(["lead", "member", "champion", "reader"])
_DONE_BEFORE = "That PC was admitted before; nothing was changed."


@click.command()
@vault_options
@click.argument("device")
@click.option("--words", required=True, help="The six words read out from that PC, by phone.")
def admit(*, path: Path, device: str, words: str, passphrase_file: Path | None) -> None:
    """Admit the PC with this id, which joined at a distance, if its six words are these."""
    wanted = an_id(device, digits=(32,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        is_done = lane.about(
            lambda store, means: admitting.admit(store, wanted, words, means),
            space=space_of(vault, wanted).id,
        ).result()
    if not is_done:
        click.echo(_DONE_BEFORE, err=True)


@click.command()
@vault_options
@click.argument("device")
@click.argument("role", type=ROLES)
def role(*, path: Path, device: str, role: str, passphrase_file: Path | None) -> None:
    """Give the person of the PC with this id another role, on all of her PCs."""
    wanted = an_id(device, digits=(32,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        lane.about(
            lambda store, means: roles.set_role(store, wanted, cast(Role, role), means),
            space=space_of(vault, wanted).id,
        ).result()
