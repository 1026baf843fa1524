"""Commands about two files of one person: show them as one, tell them apart, find such pairs."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.unlocking import opened, vault_options
from app.domain.moments import moment_of
from app.domain.people import reference
from app.forms.nicknames import load_nicknames
from app.usecases.finding import Finder
from app.usecases.person import joining
from storage.reading import VaultReading


@click.command()
@vault_options
@click.argument("part")
@click.argument("into")
def same(*, path: Path, part: str, into: str, passphrase_file: Path | None) -> None:
    """Show the files PART and INTO as one person's, INTO in front; nothing in them moves."""
    one, front = an_id(part, digits=(32,)), an_id(into, digits=(32,))
    with opened(path, passphrase_file) as vault:
        vault.write(lambda session: joining.join(session, one, front)).result()


@click.command()
@vault_options
@click.argument("part")
@click.argument("other", required=False)
def apart(*, path: Path, part: str, other: str | None, passphrase_file: Path | None) -> None:
    """Take the file PART out of the files it is shown with; with OTHER, say that they are two."""
    file = an_id(part, digits=(32,))
    second = None if other is None else an_id(other, digits=(32,))
    with opened(path, passphrase_file) as vault:
        if second is None:
            vault.write(lambda session: joining.take_out(session, file)).result()
        else:
            vault.write(lambda session: joining.tell_apart(session, file, second)).result()


@click.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def doubles(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List files shown as one, and pairs that look like one person's; by reference, not by name."""

    def look(reading: VaultReading) -> tuple[list[list[bytes]], list[list[bytes]]]:
        today = moment_of(reading.now_ms()).astimezone().date()
        found = Finder(load_nicknames()).doubles(reading, today=today)
        return joining.all_shown(reading), [list(pair) for pair in found]

    with opened(path, passphrase_file) as vault:
        joined, alike = vault.read(look).result()
    if as_json:
        rows = [("joined", each) for each in joined] + [("alike", each) for each in alike]
        json_text.echo([_row(state, files) for state, files in rows])
        return
    for state, found in (("shown as one", joined), ("look alike", alike)):
        for files in found:
            told = (f"{reference(each)} {each.hex()}" for each in files)
            click.echo(f"{state}  {'  '.join(told)}")


def _row(state: str, files: list[bytes]) -> dict[str, object]:
    return {
        "state": state,
        "subjects": [each.hex() for each in files],
        "references": [reference(each) for each in files],
    }
