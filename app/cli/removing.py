"""Commands about the keys of a space: remove-device, rotate and send-key."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.errors import NotFound, Refused
from storage.spaces import overview
from storage.spaces.overview import SpaceOverview
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync import removing, rewrapping
from sync.protocol.members import WRITER
from sync.runner import SyncLane

_REMOVED_ALREADY = "That PC was removed before; nothing was changed."
_NOT_HEARD = (
    "Removed. {names}: not heard from since, so what is sent from there before the next sync "
    "may still be sealed with the key that the removed PC has."
)


@click.command("remove-device")
@vault_options
@click.argument("device")
def remove_device(*, path: Path, device: str, passphrase_file: Path | None) -> None:
    """Remove the PC with this id from its space, and begin a new key without it."""
    wanted = an_id(device, digits=(32,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        space = space_of(vault, wanted)
        is_done = lane.about(
            lambda store, means: removing.remove(store, wanted, means), space=space.id
        ).result()
        others = _not_heard(space_of(vault, wanted))
    if not is_done:
        click.echo(_REMOVED_ALREADY, err=True)
    elif others:
        click.echo(_NOT_HEARD.format(names=", ".join(others)), err=True)


@click.command()
@vault_options
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
def rotate(*, path: Path, chosen: str | None, passphrase_file: Path | None) -> None:
    """Begin a new key for everyone in the space; open invitations end."""
    wanted = None if chosen is None else an_id(chosen, digits=(64,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        lane.about(removing.rotate, space=wanted).result()


@click.command("send-key")
@vault_options
@click.argument("device")
def send_key(*, path: Path, device: str, passphrase_file: Path | None) -> None:
    """Hand the newest key again to the PC with this id, to a lead's the keys of the access log."""
    wanted = an_id(device, digits=(32,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        lane.about(
            lambda store, means: rewrapping.send_key(store, wanted, means),
            space=space_of(vault, wanted).id,
        ).result()


def _spaces(vault: Vault) -> tuple[SpaceOverview, ...]:
    found = vault.read(lambda reading: overview.read(reading.connection)).result().spaces
    if not found:
        raise Refused("space.none")
    return found


def space_of(vault: Vault, device: bytes) -> SpaceOverview:
    """The space that a device belongs to; raises NotFound `space.no_such_device`."""
    for space in _spaces(vault):
        if any(each.id == device for each in space.devices):
            return space
    raise NotFound("space.no_such_device")


def _not_heard(space: SpaceOverview) -> list[str]:
    """The PCs that are left beside this one: none of them can have told yet that it knows."""
    return [
        ", ".join(part for part in (each.person, each.pc) if part)
        for each in space.devices
        if each.removed_ms is None and not each.is_own and each.role != WRITER
    ]
