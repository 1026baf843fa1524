"""The command `recover`: make this PC a lead's with two recovery shares, when no lead is left."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.paths import A_FILE, A_PATH
from app.cli.shares import two_shares
from app.cli.telling import say
from app.cli.unlocking import opened, passphrase_option
from app.wiring.vaults import recovery
from storage.spaces.store import VaultSpaces
from sync import recovering
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
@passphrase_option
def recover(
    *, path: Path, files: tuple[Path, ...], chosen: str | None, passphrase_file: Path | None
) -> None:
    """Make this PC a lead's with two recovery shares, when the team has no lead left."""
    wanted = None if chosen is None else an_id(chosen, digits=(64,))
    keys = recovery.keys_of(two_shares(files))
    with (
        opened(path, passphrase_file, input_is_taken=not files) as vault,
        SyncLane(VaultSpaces(vault)) as lane,
    ):
        is_done = lane.about(
            lambda store, means: recovering.recover(store, keys, means), space=wanted
        ).result()
    say(_DONE if is_done else _WAS)
