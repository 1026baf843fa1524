"""The command that saves whole files for somebody outside: one, or all that may go to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.paths import A_PATH
from app.cli.telling import say
from app.cli.typed import TYPED
from app.cli.unlocking import opened, vault_options
from app.errors import Refused
from app.forms.lists import load_list
from app.usecases.exporting import APART
from app.usecases.leaving import RECIPIENTS, Grounds, recipient_called
from app.wiring.person.exporting import FORMATS, Saved, save_files

_WHY = {
    "access.glass_needed": "sensitive and closed to you",
    "access.kept_out": "closed to you",
    "leaving.said_no": "the person said no to this recipient",
    "leaving.not_asked": "the person was not asked about this recipient",
    "leaving.consent_in_clash": "two versions of whom the person agreed to tell",
    "leaving.contact_held": "how to reach the person safely is not settled",
    "leaving.never_to_them": "something in it never goes to this recipient",
    APART: "in a space for named people, which go one by one",
    "lease.hidden": "not read on this PC now",
}


@click.command()
@vault_options
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), required=True, help="What.")
@click.option(
    "--to",
    "folder",
    type=A_PATH,
    required=True,
    metavar="DIR",
    help="The folder for the copy; it is made if it is not there.",
)
@click.option(
    "--recipient",
    type=TYPED,
    required=True,
    metavar="WHO",
    help=f"Whom it is for: one of {', '.join(load_list(RECIPIENTS).codes)}, or in words.",
)
@click.option(
    "--reason", type=TYPED, required=True, metavar="WHY", help="Why they get it; kept in the log."
)
@click.option("--subject", default=None, metavar="ID", help="This one file, instead of all.")
@click.option("--agreed-only", "is_agreed_only", is_flag=True, help="Of all, who said yes to them.")
def export(
    *,
    path: Path,
    shape: str,
    folder: Path,
    recipient: str,
    reason: str,
    subject: str | None,
    is_agreed_only: bool,
    passphrase_file: Path | None,
) -> None:
    """Save files as FHIR R4, JSON or a table, under a neutral name that is printed.

    Of all files those are left out that are closed to you or may not go to this recipient; one
    that is asked for alone is refused then. Numbers, addresses, code words and who the other person
    is are not in it.
    """
    if subject is not None and is_agreed_only:
        raise Misuse("--agreed-only is for all files: give it without --subject.")
    where = None if subject is None else an_id(subject, digits=(32,))
    day = datetime.now().astimezone().date()
    grounds = Grounds(recipient_called(recipient), reason)
    with opened(path, passphrase_file) as vault:
        saved = save_files(
            vault, where, shape, folder, grounds, day=day, is_agreed_only=is_agreed_only
        )
    if saved.copy is None:
        why = "; ".join(_kept_back(saved)) or "there is no file here"
        raise Refused("leaving.nothing_left", why=why)
    click.echo(str(saved.copy))
    for line in _said(saved):
        say(line)


def _said(saved: Saved) -> Iterator[str]:
    yield f"Files: {saved.files}, records: {saved.records}. Look at the copy before you send it."
    if saved.found:
        labels = load_list("leaving_findings")
        found = [f"{labels.label(what)} ({count})" for what, count in sorted(saved.found.items())]
        yield f"Found in it: {', '.join(found)}."
    if saved.left_out:
        yield f"Left out, because this Yarrow does not know it: {saved.left_out}."
    if saved.unasked:
        yield (
            f"Files in it of people who were not asked about this recipient: {saved.unasked}. "
            "Your reason has to be enough for each of them; --agreed-only leaves them out."
        )
    for each in _kept_back(saved):
        yield f"Files kept back, {each}."


def _kept_back(saved: Saved) -> Iterator[str]:
    for code, count in sorted(saved.kept_back.items()):
        yield f"{_WHY.get(code, code)}: {count}"
