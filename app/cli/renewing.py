"""The command with which a lead says where history goes on after a loss of the service."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.telling import say
from app.cli.unlocking import opened, vault_options
from storage.spaces.store import VaultSpaces
from sync.going_on import GoneOn, go_on
from sync.runner import SyncLane

_DONE = (
    "History goes on from position {position}. {lost} entries above it were lost by the service: "
    "what they held is sent again by the PCs that hold it."
)
_INVITE = "{device} had joined since: invite its person anew."
_REMOVE = "{device} had been removed since and belongs again: remove it anew."


@click.command("go-on")
@vault_options
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
@click.option(
    "--lost-for-good", is_flag=True, required=True, help="No PC has what the service lost."
)
@click.option("--for-others", is_flag=True, help="Nothing is missing here, but another PC says so.")
def go_on_(
    *,
    path: Path,
    chosen: str | None,
    lost_for_good: bool,
    for_others: bool,
    passphrase_file: Path | None,
) -> None:
    """As a lead, let history go on where the service has it, without what it lost for good."""
    space = None if chosen is None else an_id(chosen, digits=(64,))
    del lost_for_good  # asked so that nobody does it by mistake
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        gone = lane.about(partial(go_on, for_others=for_others), space=space).result()
    tell_gone_on(gone)


def tell_gone_on(gone: GoneOn) -> None:
    """Say from where history goes on, and whom a lead invites or removes anew."""
    say(_DONE.format(position=gone.position, lost=gone.lost))
    for device in gone.to_invite:
        say(_INVITE.format(device=device.hex()))
    for device in gone.to_remove:
        say(_REMOVE.format(device=device.hex()))
