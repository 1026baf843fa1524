"""`yarrow-service`: what an administrator types."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from sync.protocol.words import service_words
from sync.service.app import now_ms
from sync.service.database import open_database
from sync.service.folder import make_folder, read_folder
from sync.service.permits import keep_permit
from sync.service.serving import Place, serve
from sync.service.settings import OPEN, PERMIT
from sync.service.store import Store
from sync.service.unfit import Unfit

_SENTENCES = {
    "bad_database": "The database address names neither SQLite nor PostgreSQL.",
    "bad_key": "{path} holds no key that this program can read.",
    "bad_settings": "service.toml: {name} is not understood.",
    "cannot_listen": "Nothing can listen on {host} port {port}: it is taken, or not this machine.",
    "no_driver": "PostgreSQL needs the package psycopg beside this program.",
    "not_a_folder": "{path} is not a folder.",
    "not_a_service": "{path} is not the folder of a service, or a file of it is missing.",
    "not_empty": "{path} is not empty; nothing was changed.",
    "old_sqlite": "SQLite {version} can damage its database; {least} or later is needed.",
    "open_to_all": 'Anyone who reaches {host} could make a space: set spaces = "permit" first.',
    "open_to_others": "{path} can be read by other users; close it with: chmod 600 {path}",
    "silent_database": "The database could not be opened; nothing was changed in it.",
}
_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
_DATABASE = click.option("--database", metavar="URL", default="", help="Instead of the settings'.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; 0 done, 1 refused with one line on stderr, 2 wrong usage."""
    try:
        commands(arguments, prog_name="yarrow-service")
    except Unfit as error:
        _refuse(_SENTENCES[error.code].format(**error.facts))
    except OSError as error:
        _refuse(f"{error.strerror}: {error.filename}")


def _refuse(reason: str) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(1)


@click.group()
def commands() -> None:
    """Keep and pass on sealed records that this machine cannot read."""


@commands.command("init")
@_FOLDER
@click.option(
    "--spaces",
    type=click.Choice([OPEN, PERMIT]),
    default=OPEN,
    show_default=True,
    help="Who may make a space: anyone on this machine, or whoever has a one-time permit.",
)
def init(folder: Path, spaces: str) -> None:
    """Make certificate, keys, settings and database in an empty DIR."""
    keys = make_folder(folder, spaces=spaces).keys
    click.echo(f"words      {' '.join(service_words(keys.public, keys.pins[0]))}")
    click.echo(f"pin        {keys.pins[0].hex()}")
    click.echo(f"spare pin  {keys.pins[1].hex()}")


@commands.command("serve")
@_FOLDER
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8443, show_default=True)
@_DATABASE
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
def serve_folder(folder: Path, host: str, port: int, database: str, workers: int) -> None:
    """Serve DIR over TLS 1.3 until stopped; port 0 takes a free one."""
    place = Place(host=host, port=port, workers=workers, database=database)
    serve(folder, place, listening=lambda address: click.echo(f"serving on {address}"))


@commands.group("space")
def space() -> None:
    """Look after spaces."""


@space.command("permit")
@_FOLDER
@_DATABASE
def permit(folder: Path, database: str) -> None:
    """Print a permit with which one space can be made, once."""
    engine = open_database(database or read_folder(folder).database)
    made = "-".join(secrets.token_hex(2).upper() for _ in range(8))
    with Store(engine).writing() as connection:
        keep_permit(connection, made, made=now_ms())
    engine.dispose()
    click.echo(made)


if __name__ == "__main__":
    main()
