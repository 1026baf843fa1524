"""The command that takes past records out of a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.inputs import whole
from app.cli.paths import A_FILE
from app.cli.stopping import stop_later
from app.cli.telling import named, one_line, say
from app.cli.unlocking import opened, vault_options
from app.domain.people import reference
from app.errors import FormRefused, Refused
from app.forms.import_map import ImportMap, parse_map
from app.forms.nicknames import load_nicknames
from app.forms.spreadsheet import Row, read_rows
from app.usecases.finding import Finder
from app.usecases.importing import Fate, Planned, carry_out, plan
from resources.words import sentence
from storage.vault import Vault

ADD, NEW = "add", "new"
_FATES = {
    Fate.NEW_FILE: "a new file",
    Fate.ADDED: "added to the file of row {first}",
    Fate.KNOWN: "taken in before",
    Fate.ALIKE: "looks like {references}",
}

_BLANK = "nothing stands there, and an answer is needed. Fill it in, or take the row out."
_NO_COLUMN = (
    "an answer is needed, and the map says nowhere where it is. "
    "Name its column under [fields], or under [constants] what is true of every row."
)


@click.command()
@vault_options
@click.argument("file", type=A_FILE)
@click.option("--map", "map_file", type=A_FILE, required=True, help="Columns.")
@click.option("--preview", is_flag=True, help="Say what becomes of each row, and save nothing.")
@click.option(
    "--matches",
    type=click.Choice((ADD, NEW)),
    default=None,
    help="Rows whose person looks like one with a file: add to it, or open a new one.",
)
@click.option("--space", default=None, metavar="SPACE", help="Where new files go.")
@click.pass_context
def import_(
    ctx: click.Context,
    *,
    path: Path,
    file: Path,
    map_file: Path,
    preview: bool,
    matches: str | None,
    space: str | None,
    passphrase_file: Path | None,
) -> None:
    """Save the rows of FILE as records, all of them or none; the same file again adds nothing."""
    told = parse_map(_text_of(map_file))
    rows = read_rows(whole(file), encoding=told.encoding, separator=told.separator)
    where = None if space is None else an_id(space, digits=(64,))
    with opened(path, passphrase_file) as vault:
        planned = _plan(vault, told, rows)
        if preview:
            _show(planned)
            return
        refused = [each for each in planned if _is_refused(each, matches)]
        for each in refused:
            for line in problems_of(each):
                say(line)
        for each in planned if matches == ADD else ():
            if each.are_several:
                say(f"row {each.number}: looks like several people: {_references(each)}")
        if refused:
            say(one_line(sentence(Refused("importing.rows_refused", count=len(refused)))))
            ctx.exit(1)
        files = _files(planned, matches)
        with stop_later():
            done = vault.write(
                lambda session: carry_out(session, told, planned, files=files, space=where)
            ).result()
    known = sum(each.fate is Fate.KNOWN for each in planned)
    click.echo(f"{done} saved, {known} taken in before")


def _text_of(map_file: Path) -> str:
    """What stands in the map; raises Refused `importing.map_not_text`."""
    try:
        return json_text.decoded(whole(map_file))
    except Refused as error:
        raise Refused("importing.map_not_text") from error


def problems_of(row: Planned) -> list[str]:
    """What is wrong with a row, one line for each answer: its heading, never what stands there."""
    lines = []
    for name, problem in {**row.problems, **row.unlike}.items():
        column = row.columns.get(name)
        where = f"{column} ({named(name)})" if column else named(name)
        lines.append(f"row {row.number}: {where}: {_words(name, problem, column)}")
    return lines


def _words(name: str, problem: str, column: str | None) -> str:
    if problem != "needed":
        return one_line(sentence(FormRefused({name: problem})))
    return _BLANK if column else _NO_COLUMN


def _is_refused(row: Planned, matches: str | None) -> bool:
    return row.fate is Fate.REFUSED or (matches == ADD and bool(row.unlike))


def _plan(vault: Vault, told: ImportMap, rows: list[Row]) -> list[Planned]:
    finder = Finder(load_nicknames())
    return vault.read(lambda reading: plan(reading, finder, told, rows)).result()


def _files(planned: list[Planned], matches: str | None) -> dict[int, bytes | None]:
    """Which file each row whose person looks like one with a file goes into, if it is said."""
    if matches is None:
        return {}
    alike = [each for each in planned if each.fate is Fate.ALIKE]
    return {each.number: each.alike[0].subject if matches == ADD else None for each in alike}


def _references(row: Planned) -> str:
    return ", ".join(reference(each.subject) for each in row.alike)


def _show(planned: list[Planned]) -> None:
    for each in planned:
        for line in problems_of(each):
            click.echo(line)
        if each.fate is not Fate.REFUSED:
            told = _FATES[each.fate].format(first=each.first, references=_references(each))
            if each.are_several:
                told += ", which are several people: it cannot be added to one of them"
            if each.fills:
                told += f", which gains {', '.join(named(name) for name in each.fills)}"
            if each.name_stays:
                told += ", whose name stays as it is"
            click.echo(f"row {each.number}: {told}")
