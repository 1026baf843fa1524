"""The access log by command: who saw what, on which PC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from app.cli import json_text, showing
from app.cli.ids import an_id
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.looks import Seen, Sought
from app.domain.people import reference
from app.ports import Reading
from app.usecases.access import seeing


@click.command()
@vault_options
@click.option("--person", default=None, metavar="SUBJECT", help="Only what concerns this file.")
@click.option("--worker", default="", metavar="NAME", help="Only what this colleague did.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    default=None,
    help="Only on this day.",
)
@click.option("--act", default="", metavar="WHAT", help="Only this act, such as view or exported.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def log(
    *,
    path: Path,
    person: str | None,
    worker: str,
    day: datetime | None,
    act: str,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Show who looked at what, oldest first; never a word of what stood there.

    A lead sees what everybody looked at, as far as their PCs have sent it; everyone else what was
    looked at in this vault.
    """
    subject = None if person is None else an_id(person, digits=(32,))
    sought = Sought(subject, worker, act, *_bounds(day))
    with opened(path, passphrase_file) as vault:
        lines = vault.read(lambda reading: list(_all(reading, sought))).result()
    rows = [_row(line) for line in reversed(lines)]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        told = (row["at"], row["author"], row["device"], row["what"], row["reference"])
        parts = [str(each) for each in (*told, row["record"], row["detail"]) if each]
        click.echo("  ".join(map(showing.on_one_line, parts)))


def _all(reading: Reading, sought: Sought) -> Iterator[Seen]:
    page = seeing.seen(reading, sought)
    yield from page.lines
    while page.older is not None:
        page = seeing.seen(reading, sought, after=page.older)
        yield from page.lines


def _bounds(day: datetime | None) -> tuple[int | None, int | None]:
    """The day on this PC's clock, in ms since 1970."""
    if day is None:
        return None, None
    begin, end = day.astimezone(), (day + timedelta(days=1)).astimezone()
    return int(begin.timestamp() * 1000), int(end.timestamp() * 1000)


def _row(line: Seen) -> dict[str, Any]:
    return {
        "at": iso(line.ms),
        "author": line.author,
        "what": line.what,
        "subject": line.subject.hex() or None,
        "reference": reference(line.subject) if line.subject else None,
        "record": None if line.record is None else line.record.hex(),
        "detail": line.detail,
        "device": line.pc or None,
    }
