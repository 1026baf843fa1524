"""The command that changes what holds for everyone in a space."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.telling import say
from app.cli.unlocking import opened, vault_options
from app.wiring.vaults.shares_way import devices_of, open_to_shares, require_beside
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.policy import Wanted, set_policy
from sync.runner import SyncLane
from sync.service_keys import follow

_REFUSED = (
    "A team's shares open the vaults of: {names}. They read nothing new here, and send nothing, "
    "until a personal code alone is their way back: yarrow vault code PATH --alone"
)
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
@click.option(
    "--no-team-recovery/--team-recovery",
    "no_team_recovery",
    default=None,
    help="Whether no vault may be here that a team's recovery shares open.",
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
    no_team_recovery: bool | None,
    service_keys: bool,
    words: str | None,
    chosen: str | None,
    passphrase_file: Path | None,
) -> None:
    """Change what holds for everyone in the space; leads may."""
    wanted = Wanted(erase_grace, least_version, lease_days, no_team_recovery)
    if (wanted == Wanted()) is not service_keys or (words is not None and not service_keys):
        raise Misuse(
            "Give --erase-grace, --least-version, --lease-days or --no-team-recovery; or "
            "--service-keys alone."
        )
    space = None if chosen is None else an_id(chosen, digits=(64,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        if no_team_recovery:
            require_beside(vault, space)
        is_new = lane.about(
            lambda store, means: (
                follow(store, means, words=words)
                if service_keys
                else set_policy(store, wanted, means)
            ),
            space=space,
        ).result()
        open_ones = _open_to_shares(vault, space) if no_team_recovery else []
    if not is_new:
        say(_SO_ALREADY)
    if open_ones:
        say(_REFUSED.format(names=", ".join(open_ones)))


def _open_to_shares(vault: Vault, space: bytes | None) -> list[str]:
    """Who is refused from now on, as far as their PCs have said it."""
    rows = vault.read(
        lambda reading: open_to_shares(reading, devices_of(reading, space or b""))
    ).result()
    return [", ".join(filter(None, (row.person, row.pc))) for row in rows]
