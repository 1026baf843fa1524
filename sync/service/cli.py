"""`yarrow-service`: what an administrator types."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from sync.protocol.words import service_words
from sync.service import restoring
from sync.service.app import now_ms
from sync.service.backing_up import back_up, restore
from sync.service.changing_over import change_over
from sync.service.database import open_database
from sync.service.folder import ServiceKeys, database_in_use, make_folder, read_folder
from sync.service.permits import keep_permit
from sync.service.places import A_FILE, A_FOLDER, A_PLACE
from sync.service.serving import Place, serve
from sync.service.settings import OPEN, PERMIT
from sync.service.space_commands import device, prune, stats
from sync.service.store import Store
from sync.service.unfit import Unfit
from sync.streams import let_go_of_output

_SENTENCES = {
    "bad_database": "The database address names neither SQLite nor PostgreSQL.",
    "bad_key": "{path} holds no key that this program can read.",
    "bad_settings": "service.toml: {name} is not understood.",
    "cannot_listen": "Nothing can listen on {host} port {port}: it is taken, or not this machine.",
    "file_there": "{path} is there already; nothing was changed.",
    "no_database": "{path} is missing, and none was made anew: put it back, or restore a backup.",
    "no_such_space": "This service keeps no space with that id.",
    "no_driver": "PostgreSQL needs the package psycopg beside this program.",
    "no_spare": "{path} is not there: name the spare key where you keep it with --spare FILE.",
    "no_objects_folder": "The backup holds attachments: set objects in service.toml first.",
    "not_a_copy": "{path} is no backup that this program made.",
    "not_a_folder": "{path} is not a folder.",
    "not_a_service": "{path} is not the folder of a service, or a file of it is missing.",
    "not_empty": "{path} is not empty; nothing was changed.",
    "not_sqlite": "This service keeps its records in PostgreSQL: use pg_dump and pg_restore.",
    "not_followed": "Spaces whose PCs would refuse the service: {count}. Let a lead of each say "
    "its keys first (yarrow policy PATH --service-keys), or add --even-so.",
    "nothing_kept": "{path} holds no space, so there is nothing to copy. A service that is started "
    "with --database keeps its records there: use pg_dump and pg_restore.",
    "not_restoring": "Nothing of that id waits to be whole; nothing was changed.",
    "old_sqlite": "SQLite {version} can damage its database; {least} or later is needed.",
    "open_to_all": 'Anyone who reaches {host} could make a space: set spaces = "permit" first.',
    "open_to_others": "{path} can be read by other users; close it with: chmod 600 {path}",
    "other_spare": "{path} is not the spare key that PCs have pinned; nothing was changed.",
    "other_service": "The backup is of a service with another signing key.",
    "silent_database": "The database could not be opened; nothing was changed in it.",
}
_DATABASE = click.option(
    "--database",
    metavar="URL",
    default="",
    help="A database instead of the one that service.toml names.",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; 0 done, 1 refused with one line on stderr, 2 wrong usage."""
    try:
        commands(arguments, prog_name="yarrow-service")
    except Unfit as error:
        _refuse(_SENTENCES[error.code].format(**error.facts))
    except OSError as error:
        reason = error.strerror or "the system refused it"
        _refuse(f"{error.filename or 'The disk or the output'} cannot be used: {reason}.")
    finally:
        let_go_of_output()


def _refuse(reason: str) -> NoReturn:
    # A path can hold line ends and signs that take hold of a terminal.
    line = " ".join(reason.split())
    with suppress(OSError):
        click.echo("".join(sign if sign.isprintable() else "?" for sign in line), err=True)
    sys.exit(1)


def _tell(keys: ServiceKeys) -> None:
    click.echo(f"words      {' '.join(service_words(keys.public, keys.pins[0]))}")
    click.echo(f"pin        {keys.pins[0].hex()}")
    click.echo(f"spare pin  {keys.pins[1].hex()}")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Keep and pass on sealed records that this machine cannot read."""


@commands.command("init", short_help="Make keys, settings and database in an empty DIR.")
@A_FOLDER
@click.option(
    "--spaces",
    type=click.Choice([OPEN, PERMIT]),
    default=OPEN,
    show_default=True,
    help="Who may make a space: anyone on this machine, or whoever has a one-time permit.",
)
def init(folder: Path, spaces: str) -> None:
    """Make certificate, keys, settings and database in an empty DIR."""
    make_folder(folder, spaces=spaces, tell=_tell)


@commands.command("change-over", short_help="Take the spare TLS key into use.")
@A_FOLDER
@click.option(
    "--spare",
    metavar="FILE",
    type=A_PLACE,
    help="Where the spare key is kept, if not in DIR.",
)
@click.option("--even-so", is_flag=True, help="Though PCs of some spaces will refuse the service.")
@_DATABASE
def change_over_folder(*, folder: Path, spare: Path | None, even_so: bool, database: str) -> None:
    """Take the spare TLS key into use and make the next; stop the service first."""
    change_over(folder, spare=spare, database=database, even_so=even_so, tell=_tell)


@commands.command("serve", short_help="Serve DIR over TLS 1.3 until stopped.")
@A_FOLDER
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8443,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@_DATABASE
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes take connections.",
)
def serve_folder(folder: Path, host: str, port: int, database: str, workers: int) -> None:
    """Serve DIR over TLS 1.3 until stopped."""
    place = Place(host=host, port=port, workers=workers, database=database)
    serve(folder, place, listening=lambda address: click.echo(f"serving on {address}"))


@commands.command("backup", short_help="Copy all that is kept into one FILE.")
@A_FOLDER
@A_FILE
def back_up_folder(folder: Path, file: Path) -> None:
    """Copy what DIR keeps into one FILE, also while it serves; keys and settings are not in it."""
    back_up(read_folder(folder), file)


@commands.command("restore", short_help="Put a copy into a DIR that has no database.")
@A_FILE
@A_FOLDER
def restore_folder(file: Path, folder: Path) -> None:
    """Put FILE into DIR, which has its keys and no database; read-only until PCs made it whole."""
    count = restore(file, read_folder(folder))
    click.echo(f"spaces     {count}, read-only until their PCs have given back what is missing")


@commands.group("space")
def space() -> None:
    """Look after spaces."""


@space.command("permit", short_help="Print a one-time permit for one space.")
@A_FOLDER
@_DATABASE
def permit(folder: Path, database: str) -> None:
    """Print a permit with which one space can be made, once."""
    engine = open_database(database or database_in_use(read_folder(folder)))
    made = "-".join(secrets.token_hex(2).upper() for _ in range(8))
    with Store(engine).writing() as connection:
        keep_permit(connection, made, made=now_ms())
        click.echo(made)  # one that nobody saw is none
    engine.dispose()


@space.command("restored", short_help="Say that an older copy was put back by other means.")
@A_FOLDER
@_DATABASE
def restored(folder: Path, database: str) -> None:
    """Say that the database was put back from an older copy by other means than `restore`."""
    engine = open_database(database or database_in_use(read_folder(folder)))
    with Store(engine).writing() as connection:
        count = restoring.begin_everywhere(connection)
    engine.dispose()
    click.echo(f"spaces     {count}, read-only until their PCs have given back what is missing")


@space.command("waiting", short_help="List the spaces that are read-only.")
@A_FOLDER
@_DATABASE
def waiting(folder: Path, database: str) -> None:
    """List the spaces that are read-only: id, position shown by a PC, PCs heard from."""
    engine = open_database(database or database_in_use(read_folder(folder)))
    with Store(engine).reading() as connection:
        listed = restoring.waiting_for(connection)
    engine.dispose()
    for id, position, heard in listed:
        click.echo(f"{id.hex()} {position} {heard}")


@space.command("open", short_help="Open a read-only space before all were heard from.")
@A_FOLDER
@click.argument("id", metavar="SPACE")
@_DATABASE
def open_space(folder: Path, id: str, database: str) -> None:
    """Let a space take entries again though not all of its PCs were heard from.

    A PC that holds more than the others then stops syncing for good: only if it is lost.
    """
    try:
        named = bytes.fromhex(id)
    except ValueError as error:
        raise Unfit("not_restoring") from error
    engine = open_database(database or database_in_use(read_folder(folder)))
    with Store(engine).writing() as connection:
        was_read_only = restoring.end(connection, named)
    engine.dispose()
    if not was_read_only:
        raise Unfit("not_restoring")


# The same, where an administrator who thinks of spaces looks for them.
for command in (stats, device, prune, back_up_folder, restore_folder):
    space.add_command(command)


if __name__ == "__main__":
    main()
