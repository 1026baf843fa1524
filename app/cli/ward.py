"""Commands of a ward PC: codes, join, add, send, list, take, short-code, leave."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from app.cli import json_lines, json_text
from app.cli.inputs import line_of_input, secret
from app.cli.misuse import Misuse
from app.cli.names import a_name
from app.cli.paths import A_FILE, A_FOLDER
from app.cli.spaces import read_code
from app.cli.stopping import stop_later
from app.cli.telling import say, told
from app.cli.unlocking import has_terminal, opened, vault_options
from app.domain.encoding import Value
from app.errors import Damaged, FormRefused, NotFound, Refused, YarrowError
from app.ports.door import DoorRow
from app.usecases.ward import at_the_door
from app.wiring.door.carrying import become_door, hand_on, require_lead, take_away, words_of
from app.wiring.door.home import take_in_here
from app.wiring.door.in_force import put_door_settings_in_force
from app.wiring.door.place import door_at
from app.wiring.door.recording import PageRecorder, reference_of
from app.wiring.site.file import site_here
from app.wiring.start import door_folder
from storage.door.folder import DoorFolder, SetUp, is_door
from storage.door.short_code import require_fit
from storage.spaces.store import VaultSpaces
from sync.runner import SyncLane

_PERSON = "person"
_AT = click.option(
    "--at",
    "path",
    type=A_FOLDER,
    help="The ward PC's folder; without it the one that the lock screen uses.",
)
_AT_DOOR = click.option(
    "--at",
    "door",
    type=A_FOLDER,
    help="The ward PC's folder; without it the one that the lock screen uses.",
)
_CODE_FILE = click.option(
    "--short-code-file",
    type=A_FILE,
    help="Read the short code from FILE instead of asking.",
)


@click.group()
def ward() -> None:
    """A ward PC: anybody at it records for the team, nobody reads there."""


@ward.command(short_help="As a lead: make a code for each ward PC.")
@vault_options
@click.argument("names")
def codes(*, path: Path, names: str, passphrase_file: Path | None) -> None:
    """For a lead: make a code for each ward PC in NAMES, one a line (- for standard input).

    Prints each code, a tab and where that PC stands. Each is good once, for 72 hours, and lets a PC
    send your team records; it opens nothing. Another key, or a PC cut off, ends all of them.
    """
    lines = json_text.read(names).split("\n")
    places = [a_name(line) for line in (each.strip() for each in lines) if line]
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        for place in places:
            code = lane.invite(role="writer", name=place, is_lasting=True).result()
            click.echo(f"{code}\t{place}")


@ward.command(short_help="Make this PC a ward PC of a team.")
@_AT
@click.argument("code")
@click.option("--service", "url", metavar="URL", help="Needed unless the site file names it.")
@click.option("--name", required=True, help="Where this PC stands, as its page says it.")
@click.option("--setting", default="", help="A setting_type that is filled in on its page.")
@click.option("--site", default="", help="A site_ods that is filled in on its page.")
@click.option("--role", default="", help="An identifier_role that is filled in on its page.")
@click.option("--shared", is_flag=True, help="Every account of this PC may record.")
@click.option("--training", is_flag=True, help="For a training team: made-up people only.")
@click.option("--anew", is_flag=True, help="Join again what is a ward PC; what waits goes along.")
@_CODE_FILE
def join(
    *,
    path: Path | None,
    code: str,
    url: str | None,
    name: str,
    setting: str,
    site: str,
    role: str,
    shared: bool,
    training: bool,
    anew: bool,
    short_code_file: Path | None,
) -> None:
    """Make this PC a ward PC of the team that made CODE; with - it is read from standard input."""
    here = site_here()
    address = url or here.service_url
    if not address:
        raise Misuse("Missing option '--service': the site file of this PC names none.")
    must_have = here.require_service(address)
    folder = path or door_folder(here)
    if is_door(folder) and not (anew or _is_cut_off(folder)):
        raise Refused("door.already", path=str(folder))
    now = datetime.now().astimezone()
    at_the_door.require_filled_in(setting, site, role, now=now, training=training)
    typed = read_code(code)
    short = _short_code(short_code_file)
    made = DoorFolder(folder, SetUp(a_name(name), short, training, setting, site, shared, role))
    made.make()
    become_door(made, typed, address, name=a_name(name), training=training, words=must_have)
    click.echo(f"This PC records for the team now. Its folder is {folder}.", err=True)
    words = " ".join(words_of(DoorFolder(folder)))
    click.echo(f"Six words, to compare with those that the lead sees: {words}", err=True)


@ward.command(short_help="Seal identifications for the team.")
@_AT
@click.option("--json", "source", default="-", metavar="FILE", help="Read from FILE or -.")
@click.pass_context
def add(ctx: click.Context, *, path: Path | None, source: str) -> None:
    """Seal identifications for the team, one JSON object a line; each reference is printed.

    An object has the fields of an identification, and under "person" what is known of the person.
    """
    folder, refused = _door(path), 0
    recorder, space = PageRecorder(folder), folder.door().space
    put_door_settings_in_force(folder)
    try:
        with json_lines.source(source) as stream:
            for portion in json_lines.portions(stream):
                for number, line in portion:
                    with stop_later():
                        refused += _add(recorder, space, number, line)
    finally:
        recorder.close()
    if refused:
        ctx.exit(1)


@ward.command(short_help="Send what waits, and hear of what was sent.")
@_AT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def send(*, path: Path | None, as_json: bool) -> None:
    """Send what waits to the service, and hear what the team has taken in."""
    done = hand_on(_door(path))
    if as_json:
        json_text.echo({"received": done.received, "taken": done.taken, "waiting": done.left})
    else:
        click.echo(f"{done.received} received, {done.taken} taken in, {done.left} waiting here")


@ward.command(short_help="Take what was recorded here into a vault.")
@vault_options
@_AT_DOOR
def take(*, path: Path, door: Path | None, passphrase_file: Path | None) -> None:
    """Take into the vault at PATH what was recorded at this ward PC, without network.

    The window does so at each unlock.
    """
    folder = _door(door)
    with opened(path, passphrase_file) as vault:
        count = take_in_here(vault, folder)
    click.echo(count)


@ward.command("list", short_help="List what was recorded here, and how far it is.")
@_AT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def list_(*, path: Path | None, as_json: bool) -> None:
    """List what was recorded here: references, and how far each came. No word of it is here."""
    folder = _door(path)
    space, rows = folder.door().space, folder.rows()
    if as_json:
        json_text.echo([_row(space, row) for row in rows])
        return
    for row in rows:
        shown = _row(space, row)
        end = "" if row.is_whole else "  unfinished"
        click.echo(f"{shown['reference']}  {shown['state']}{end}")


@ward.command("short-code", short_help="Set another short code.")
@_AT
@click.argument("code")
@_CODE_FILE
def short_code(*, path: Path | None, code: str, short_code_file: Path | None) -> None:
    """Set another short code; CODE is one that a lead made for a ward PC just now.

    The code is looked at and lets nobody in; it ends by itself. With - it is read from input.
    """
    folder = _door(path)
    typed = read_code(code)
    short = _short_code(short_code_file)
    require_lead(folder, typed)
    folder.set_code(short)
    click.echo("The short code was changed.", err=True)


@ward.command(short_help="Let this PC be a ward PC no more.")
@_AT
@click.argument("code", required=False, default="")
def leave(*, path: Path | None, code: str) -> None:
    """Let this PC be a ward PC no more, once everything recorded here has gone to the team.

    CODE is one that a lead made for a ward PC just now; without it only what was cut off goes.
    """
    take_away(_door(path), read_code(code) if code else "")
    click.echo("This PC records for no team any more. Let a lead cut it off.", err=True)


def _is_cut_off(folder: Path) -> bool:
    try:
        return DoorFolder(folder).log().is_cut_off
    except Damaged:
        return True


def _door(path: Path | None) -> DoorFolder:
    found = door_at(path or door_folder(site_here()))
    if found is None:
        raise NotFound("door.not_here")
    return found


def _short_code(file: Path | None) -> str:
    """From the file given, a hidden prompt, or where nobody can be asked the next line of input."""
    if file is not None:
        typed = json_text.decoded(secret(file)).rstrip("\r\n")
    elif not has_terminal():
        typed = line_of_input().rstrip("\r\n")
    else:
        typed = click.prompt("Short code of this ward PC", hide_input=True, err=True)
    require_fit(typed)
    return typed


def _add(recorder: PageRecorder, space: bytes, number: int, line: bytes) -> int:
    try:
        answers = json_text.an_object(json_text.decoded(line))
        about = answers.pop(_PERSON, None) or {}
        if not isinstance(about, dict):
            raise FormRefused({_PERSON: "wants_object"})
        person = cast("dict[str, Value]", about)
        id = recorder.save(answers, person, now=datetime.now().astimezone())
    except YarrowError as error:
        say(f"line {number}: {told(error)}")
        return 1
    click.echo(reference_of(space, id))
    return 0


def _row(space: bytes, row: DoorRow) -> dict[str, Any]:
    return {
        "reference": reference_of(space, row.id),
        "state": str(row.state),
        "whole": row.is_whole,
    }
