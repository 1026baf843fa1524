"""Commands that exchange: sync, and who else is in the space."""

from __future__ import annotations

from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.telling import say, told
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.errors import Refused, YarrowError
from app.wiring.attachments.travelling import small_bytes
from app.wiring.referrals.taking import take_in
from app.wiring.site.file import site_here
from app.wiring.vaults.recovery import keep_slot_current
from storage.spaces import overview
from storage.spaces.clashing import await_everywhere
from storage.spaces.overview import DeviceRow, SyncOverview
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync.admitting import words_of
from sync.runner import SyncLane
from sync.totals import Totals

_PATIENCE_SECONDS = 2.0  # a page that has come is applied to its end
_WAITS = "{device} waits to be admitted; its six words: {words}"
_COPIED = "{device}: a second copy of its vault sends in its name, last noticed {when}"
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command()
@vault_options
@_JSON
@click.option(
    "--take-clashes",
    is_flag=True,
    help="Take in what was paused because more than fifty things would clash at once.",
)
def sync(*, path: Path, as_json: bool, take_clashes: bool, passphrase_file: Path | None) -> None:
    """Exchange what is new with the service, once.

    That a service could not be reached, or did not take something, is a problem to report and no
    refusal: see problems with --json, or standard error.
    """
    with opened(path, passphrase_file) as vault, SyncLane(_spaces(vault)) as lane:
        if take_clashes:
            vault.write(lambda session: await_everywhere(session.connection)).result()
        totals = _ended(lane, lane.sync_whole())
        try:
            keep_slot_current(vault)
        except YarrowError as error:  # the exchange has ended all the same
            totals.problems.append(error)
    if as_json:
        json_text.echo(_as_json(totals))
        return
    click.echo(f"sent {totals.sent}, received {totals.received}, refused {totals.refused}")
    for line in dict.fromkeys(map(told, totals.problems)):  # two spaces can have the same one
        say(line)


def _ended(lane: SyncLane, going: Future[Totals]) -> Totals:
    """What the exchange came to; a person's stop ends it where it stands."""
    try:
        return going.result()
    except KeyboardInterrupt:
        lane.break_off()
        wait([going], timeout=_PATIENCE_SECONDS)
        raise


@click.command()
@vault_options
@_JSON
def devices(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the devices of the vault's spaces."""
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: overview.read(reading.connection)).result()
        waiting = [] if as_json else _waiting(vault, found)
    if not found.spaces and not as_json:
        say(told(Refused("space.none")))
    listed = [device for space in found.spaces for device in space.devices]
    rows = [_row(each) for each in listed]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        click.echo("  ".join(str(item) for item in row.values() if item is not None))
    for each in listed:
        if each.copied_ms is not None and each.removed_ms is None:
            click.echo(_COPIED.format(device=each.id.hex(), when=iso(each.copied_ms)))
    for device, words in waiting:
        click.echo(_WAITS.format(device=device.hex(), words=" ".join(words)))


def _waiting(vault: Vault, found: SyncOverview) -> list[tuple[bytes, tuple[str, ...]]]:
    """The PCs that wait to be admitted, each with the six words of its keys."""
    spaces = VaultSpaces(vault)
    return [
        (device.id, words_of(spaces.space(space.id), device.id))
        for space in found.spaces
        for device in space.devices
        if device.waits and device.removed_ms is None
    ]


def _spaces(vault: Vault) -> VaultSpaces:
    return VaultSpaces(vault, small=small_bytes(site_here()), take_in=take_in)


def _as_json(totals: Totals) -> dict[str, Any]:
    return {
        "sent": totals.sent,
        "received": totals.received,
        "refused": totals.refused,
        "position": totals.position,
        "problems": [{"code": problem.code, "text": told(problem)} for problem in totals.problems],
        "seconds": totals.seconds,
    }


def _row(device: DeviceRow) -> dict[str, Any]:
    return {
        "device": device.id.hex(),
        "name": ", ".join(part for part in (device.person, device.pc) if part),
        "role": device.role,
        "added": _time(device.added_ms),
        "last_mark": _time(device.mark_ms),
        "removed": _time(device.removed_ms),
        **({} if device.copied_ms is None else {"copied": iso(device.copied_ms)}),
    }


def _time(ms: int | None) -> str | None:
    return None if ms is None else iso(ms)
