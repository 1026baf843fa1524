"""The command that changes what holds for everyone in a space."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.telling import say
from app.cli.unlocking import opened, vault_options
from storage.spaces.store import VaultSpaces
from sync.policy import Wanted, set_policy
from sync.runner import SyncLane
from sync.service_keys import follow

_SO_ALREADY = "That holds already; nothing was changed."


@click.command()
@vault_options
@click.option(
    "--erase-grace",
    type=int,
    metavar="DAYS",
    help="How long an erasure can be taken back, 0 to 30.",
)
@click.option(
    "--least-version",
    type=int,
    metavar="N",
    help="The oldest program that still sends and fetches.",
)
@click.option(
    "--lease-days",
    type=int,
    metavar="DAYS",
    help="How long a PC goes on reading without reaching the service, 1 to 366.",
)
@click.option("--service-keys", is_flag=True, help="Pin the TLS keys that the service has now.")
@click.option("--pin", "words", metavar="WORDS", help="The six words the service printed.")
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
def policy(
    *,
    path: Path,
    erase_grace: int | None,
    least_version: int | None,
    lease_days: int | None,
    service_keys: bool,
    words: str | None,
    chosen: str | None,
    passphrase_file: Path | None,
) -> None:
    """Change what holds for everyone in the space; leads may."""
    wanted = Wanted(erase_grace, least_version, lease_days)
    if (wanted == Wanted()) is not service_keys or (words is not None and not service_keys):
        raise Misuse(
            "Give --erase-grace, --least-version or --lease-days; or --service-keys alone."
        )
    space = None if chosen is None else an_id(chosen, digits=(64,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        is_new = lane.about(
            lambda store, means: (
                follow(store, means, words=words)
                if service_keys
                else set_policy(store, wanted, means)
            ),
            space=space,
        ).result()
    if not is_new:
        say(_SO_ALREADY)
