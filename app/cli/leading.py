"""The command `recover`: make this PC a lead's with two recovery shares, when no lead is left."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.paths import A_FILE, A_PATH
from app.cli.renewing import tell_gone_on
from app.cli.shares import two_shares
from app.cli.telling import say
from app.cli.unlocking import opened, passphrase_option
from app.wiring.vaults import recovery
from storage.spaces.store import VaultSpaces
from sync import recovering
from sync.going_on import recover_and_go_on
from sync.runner import SyncLane

_DONE = (
    "This PC is a lead's now, and every PC of the team will show it. Remove PCs that are lost, "
    "then make a new recovery set: yarrow shares PATH new"
)
_WAS = "This PC is a lead's already; nothing was changed."


@click.command()
@click.argument("path", type=A_PATH)
@click.option(
    "--share-file",
    "files",
    type=A_FILE,
    multiple=True,
    help="Read a share from this file; else two from standard input, one a line.",
)
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
@click.option(
    "--lost-for-good",
    is_flag=True,
    help="No PC has what the service lost, or a lost PC keeps it waiting: history goes on too.",
)
@passphrase_option
def recover(
    *,
    path: Path,
    files: tuple[Path, ...],
    chosen: str | None,
    lost_for_good: bool,
    passphrase_file: Path | None,
) -> None:
    """Make this PC a lead's with two recovery shares, when the team has no lead left."""
    wanted = None if chosen is None else an_id(chosen, digits=(64,))
    keys = recovery.keys_of(two_shares(files))
    with (
        opened(path, passphrase_file, input_is_taken=not files) as vault,
        SyncLane(VaultSpaces(vault)) as lane,
    ):
        if lost_for_good:
            gone = lane.about(
                lambda store, means: recover_and_go_on(store, keys, means), space=wanted
            ).result()
            say(_DONE)
            tell_gone_on(gone)
        else:
            is_done = lane.about(
                lambda store, means: recovering.recover(store, keys, means), space=wanted
            ).result()
            say(_DONE if is_done else _WAS)
