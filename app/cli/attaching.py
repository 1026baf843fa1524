"""Commands for attachments: take a file in, and let a copy out through the gate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.paths import A_FILE, A_FOLDER
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.domain.leaving import counted
from app.errors import FormRefused
from app.forms.lists import load_list
from app.usecases.leaving.gate import Grounds, sorted_for
from app.wiring.attachments.attaching import Attaching, Checked

_BLIND = "Yarrow cannot look inside pictures and sound. Look at it yourself before you send it. "


@click.command()
@vault_options
@click.argument("subject")
@click.argument("file", type=A_FILE)
@click.option("--caption", default=None, metavar="TEXT", help="What it shows.")
@click.option("--taken-on", default=None, metavar="DAY", help="When it was taken, YYYY-MM-DD.")
@click.option("--taken-by", default=None, metavar="NAME", help="Who took it.")
def attach(
    *,
    path: Path,
    subject: str,
    file: Path,
    caption: str | None,
    taken_on: str | None,
    taken_by: str | None,
    passphrase_file: Path | None,
) -> None:
    """Attach FILE to the file SUBJECT, without its metadata; prints the id once it is durable."""
    about: dict[str, Value] = {"caption": caption, "taken_on": taken_on, "taken_by": taken_by}
    where = an_id(subject, digits=(32,))
    with opened(path, passphrase_file) as vault:
        id = Attaching(vault).take_in(where, file, _words(about))
    click.echo(id.hex())


@click.command()
@vault_options
@click.argument("id")
@click.option("--to", "folder", required=True, type=A_FOLDER, help="The folder for the copy.")
@click.option("--recipient", required=True, help="Whom it is for, a code of the list recipients.")
@click.option("--reason", required=True, help="Why it may leave; it is kept in the access log.")
def attachment(
    *,
    path: Path,
    id: str,
    folder: Path,
    recipient: str,
    reason: str,
    passphrase_file: Path | None,
) -> None:
    """Save a copy of the attachment ID: checked, logged, under a neutral name that is printed."""
    wanted = an_id(id, digits=(64,))
    day = datetime.now().astimezone().date()
    with opened(path, passphrase_file) as vault:
        attaching = Attaching(vault)
        checked = attaching.check(wanted)
        copy = attaching.copy_out(checked, Grounds(recipient, reason), folder, day=day)
    click.echo(str(copy))
    click.echo(_said(checked, recipient), err=True)


def _said(checked: Checked, recipient: str) -> str:
    """What the gate has to say, without a word of what it found."""
    blind = "" if checked.looked else _BLIND
    asked, _ = sorted_for(checked.findings, recipient)
    labels = load_list("leaving_findings")
    found = [f"{labels.label(what)} ({count})" for what, count in counted(asked).items()]
    if found:
        return f"{blind}Look at the copy before you send it. Found in it: {', '.join(found)}."
    return blind or "Nothing was found in it that looks like an address, number or name."


def _words(about: dict[str, Value]) -> dict[str, Value]:
    """Bytes of an argument that are not UTF-8 arrive as lone surrogates, which no text holds."""
    for name, value in about.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise FormRefused({name: "control_character"}) from error
    return about
