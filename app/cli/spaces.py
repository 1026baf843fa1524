"""Commands that make and join spaces: space new, invite, join."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.inputs import line_of_input
from app.cli.misuse import Misuse
from app.cli.names import a_name
from app.cli.paths import A_FOLDER
from app.cli.share_files import written
from app.cli.unlocking import opened, vault_options
from app.errors import YarrowError
from app.wiring.site.file import site_here
from app.wiring.site.values import Site
from app.wiring.vaults.recovery import keep_slot_current, make_set
from storage.spaces import overview
from storage.spaces.store import VaultSpaces
from sync.admitting import words_of
from sync.founding import Founded, Wish
from sync.protocol.statements import Role
from sync.runner import SyncLane

_ROLES = click.Choice(["lead", "member", "champion", "reader", "writer"])
_SERVICE = click.option(
    "--service",
    "url",
    metavar="URL",
    help="Where the service is: https://... Needed unless the site file of this PC names it.",
)

_NO_SET = (
    "This space has no recovery set yet: if all its leads lose their passphrases, nobody can "
    "open it. Make one with: yarrow shares PATH new"
)
_ADMITTED_BY = (
    "This PC can record at once, and reads nothing until a lead has admitted it. Read these six "
    "words to the lead by phone: {words}"
)
_SHARES_MADE = (
    "Three recovery shares are written. Print each, give it to another person, then delete the "
    "files: any two of them open the vaults of this space."
)


@click.group()
def space() -> None:
    """Share records with a team through a service that cannot read them."""


@space.command("new")
@vault_options
@click.option("--name", required=True, help="What the team calls it; the service never learns it.")
@_SERVICE
@click.option("--pin", "words", metavar="WORDS", help="The six words the service printed.")
@click.option("--permit", metavar="CODE", help="The one-time permit of a service that asks for it.")
@click.option(
    "--shares",
    "folder",
    type=A_FOLDER,
    help="Make a recovery set too, and write its three shares there for printing.",
)
def new(
    *,
    path: Path,
    name: str,
    url: str | None,
    words: str | None,
    permit: str | None,
    folder: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Make a space; what the vault holds moves into its first. The space's id is printed."""
    title, site = a_name(name), site_here()
    address = _address(url, site)
    # What IT wrote down for this address is compared without asking.
    words = words or site.words_for(address)
    wish = Wish(title, address, words, permit)
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        founded = lane.found(wish).result() if folder is None else _with_shares(lane, wish, folder)
        with suppress(YarrowError):  # the space is made; each exchange looks again
            keep_slot_current(vault)
    if words is None:
        click.echo(f"Compare with what the service printed: {' '.join(founded.words)}", err=True)
    if folder is not None:
        click.echo(_SHARES_MADE, err=True)
    elif founded.recovery is None:
        click.echo(_NO_SET, err=True)
    click.echo(founded.space.hex())


@space.command("list")
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def list_(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the vault's spaces, its home first: id, name, how many PCs."""
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: overview.read(reading.connection)).result()
    rows = [
        {
            "space": each.id.hex(),
            "name": each.title,
            "is_home": each.is_home,
            "devices": sum(device.removed_ms is None for device in each.devices),
        }
        for each in found.spaces
    ]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        home = "  home" if row["is_home"] else ""
        count = "1 device" if row["devices"] == 1 else f"{row['devices']} devices"
        click.echo(f"{row['space']}  {row['name']}  {count}{home}")


def _with_shares(lane: SyncLane, wish: Wish, folder: Path) -> Founded:
    """The space with a recovery set whose shares are in the folder, written before it is made.

    A try before this one that was cut short may have made the space with a set of its own: this
    one then replaces that.
    """
    made = make_set()
    with written(made.shares, folder):
        founded = lane.found(replace(wish, recovery=made.set)).result()
        if founded.recovery != made.set.keys:
            lane.set_recovery(made.set, space=founded.space).result()
    return founded


@click.command()
@vault_options
@click.option("--role", type=_ROLES, help="Without it: member; a ward PC is a writer.")
@click.option("--name", default="", help="Who it is for; else she names herself.")
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
@click.option("--own", is_flag=True, help="For another PC of your own, with your name and role.")
@click.option("--distance", is_flag=True, help="For who is elsewhere: good for 72 hours, no key.")
def invite(
    *,
    path: Path,
    role: str | None,
    name: str,
    chosen: str | None,
    own: bool,
    distance: bool,
    passphrase_file: Path | None,
) -> None:
    """Print a code with which one person in the room can join within 15 minutes.

    With --distance it is good for 72 hours, and she reads nothing until you `admit` her PC by the
    six words of its keys, compared by phone.
    """
    if own and (role or name):
        raise Misuse("--own takes neither --role nor --name: both are yours.")
    if own and distance:
        raise Misuse("--own is for a PC in the room: --distance does not go with it.")
    if role == "writer" and not name:
        raise Misuse("A ward PC needs --name: where it stands.")
    wanted = None if chosen is None else an_id(chosen, digits=(64,))
    person = a_name(name) if name else ""
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        if own:
            asked = lane.invite_own(space=wanted)
        else:
            asked = lane.invite(
                role=cast(Role, role or "member"), name=person, distance=distance, space=wanted
            )
        code = asked.result()
    click.echo(code)


@click.command()
@vault_options
@click.argument("code")
@_SERVICE
def join(*, path: Path, code: str, url: str | None, passphrase_file: Path | None) -> None:
    """Join the space that CODE invites to; what the vault holds moves into its first.

    With - as CODE it is read from standard input, so that no other program of this PC can see it.
    """
    address = _address(url, site_here())
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        space_id = lane.join(read_code(code), address).result()
        store = VaultSpaces(vault).space(space_id)
        state = store.load()
        words = () if state.content_keys else words_of(store, state.own.device)
    if words:
        click.echo(_ADMITTED_BY.format(words=" ".join(words)), err=True)
    click.echo(space_id.hex())


def _address(given: str | None, site: Site) -> str:
    """The address that was named, else the one that IT set for this PC."""
    if not (given or site.service_url):
        raise Misuse("Missing option '--service': the site file of this PC names none.")
    return given or site.service_url


def read_code(given: str) -> str:
    """The code, for - the next line of standard input.

    A person at a terminal is told what is waited for.
    """
    if given != "-":
        return given
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        click.echo("Code: ", err=True, nl=False)
    return line_of_input()
