"""Commands about entries that are held back: held, adopt and discard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.errors import Refused
from storage.spaces import overview
from storage.spaces.overview import SpaceOverview
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync import holding
from sync.holding import Held
from sync.runner import SyncLane

_SPACE = click.option(
    "--space", "chosen", metavar="SPACE", help="Another than the vault's home space."
)
_POSITIONS = click.argument(
    "positions", nargs=-1, required=True, type=click.IntRange(min=1), metavar="POSITION..."
)
_WHY = {
    "no_standing": "written by a PC that was removed, or has no right to write",
    "broken_chain": "does not follow what its PC sent before",
    "false_seen": "names a state of the log that the service never signed",
    "settings_not_by_lead": "changes the team's settings, and is not a lead's",
    "old_history": "written on a history that was lost before it came",
    "old_epoch": "sealed with a key whose end its author had seen",
    "unknown_epoch": "sealed with a key that nobody made",
    "repeated": "a copy of something that is here already",
    "wrong_signature": "not signed by the PC that it names",
    "wrong_space": "meant for another space",
}
_OTHER, _UNREADABLE = "not as it should be", "cannot be read by anybody"


@click.command()
@vault_options
@_SPACE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def held(*, path: Path, chosen: str | None, as_json: bool, passphrase_file: Path | None) -> None:
    """List what arrived and counts for nothing until a lead has decided."""
    with opened(path, passphrase_file) as vault:
        rows = _held(vault, chosen)
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        decided = "may be adopted" if row.pop("may_be_adopted") else "can only be discarded"
        click.echo("  ".join([*(str(item) for item in row.values() if item is not None), decided]))


@click.command()
@vault_options
@_SPACE
@_POSITIONS
def adopt(
    *, path: Path, chosen: str | None, positions: tuple[int, ...], passphrase_file: Path | None
) -> None:
    """Let held entries count, on every PC of the space."""
    _decide(path, chosen, positions, passphrase_file, is_adopted=True)


@click.command()
@vault_options
@_SPACE
@_POSITIONS
def discard(
    *, path: Path, chosen: str | None, positions: tuple[int, ...], passphrase_file: Path | None
) -> None:
    """Say that held entries never count, on every PC of the space."""
    _decide(path, chosen, positions, passphrase_file, is_adopted=False)


def _held(vault: Vault, chosen: str | None) -> list[dict[str, Any]]:
    """What is held in a space; in a vault that belongs to none there is nothing to hold."""
    if chosen is None and not _spaces(vault):
        return []
    space = _space(vault, chosen)
    return [_row(each, space) for each in holding.held(VaultSpaces(vault).space(space.id))]


def _decide(
    path: Path,
    chosen: str | None,
    positions: tuple[int, ...],
    passphrase_file: Path | None,
    *,
    is_adopted: bool,
) -> None:
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        lane.about(
            lambda store, means: holding.decide(store, positions, means, adopt=is_adopted),
            space=_space(vault, chosen).id,
        ).result()


def _space(vault: Vault, chosen: str | None) -> SpaceOverview:
    found = _spaces(vault)
    if not found:
        raise Refused("space.none")
    if chosen is None:
        return found[0]
    wanted = an_id(chosen, digits=(64,))
    for each in found:
        if each.id == wanted:
            return each
    raise Refused("vault.no_such_space")


def _spaces(vault: Vault) -> Sequence[SpaceOverview]:
    return vault.read(lambda reading: overview.read(reading.connection)).result().spaces


def text_of(held: Held) -> str:
    """Why an entry is held, and whether nobody can read it: who is told that discards it."""
    why = _WHY.get(held.why, "")
    is_readable = held.opens and (why or held.device is not None)
    told = (why, "" if is_readable else _UNREADABLE)
    return "; ".join(filter(None, told)) or _OTHER


def _row(held: Held, space: SpaceOverview) -> dict[str, Any]:
    device = next((each for each in space.devices if each.id == held.device), None)
    parts = () if device is None else (device.person, device.pc)
    return {
        "position": held.position,
        "device": None if held.device is None else held.device.hex(),
        "name": ", ".join(part for part in parts if part) or None,
        "why": held.why,
        "text": text_of(held),
        "may_be_adopted": held.may_be_adopted,
    }
