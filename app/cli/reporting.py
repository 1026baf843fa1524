"""The command that gives a quarter in figures: on the screen, or as a file through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.misuse import Misuse
from app.cli.paths import A_FILE
from app.cli.telling import say
from app.cli.typed import TYPED
from app.cli.unlocking import opened, vault_options
from app.domain.periods import read_quarter
from app.forms.first_contact import counting_of
from app.usecases.leaving.gate import Grounds, recipient_called
from app.usecases.reports.sheet import Edition, document_of
from app.wiring.reports.reporting import OWN_USE, Place, edition, note_shown, save
from app.wiring.site.file import site_here


@click.command()
@vault_options
@click.option("--period", required=True, metavar="QUARTER", help="The quarter, such as 2026-Q3.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--csv", type=A_FILE, default=None, help="Save it as a table in this new file.")
@click.option("--xlsx", type=A_FILE, default=None, help="Save it as a workbook in this new file.")
@click.option("--pdf", type=A_FILE, default=None, help="Save it as pages in this new file.")
@click.option(
    "--recipient",
    type=TYPED,
    default="",
    metavar="WHO",
    help="Whom it is for, a code of the list recipients or words. Without: your own team.",
)
@click.option(
    "--reason",
    type=TYPED,
    default="",
    metavar="WHY",
    help="Why they get it; it is kept in the log.",
)
def report(
    *,
    path: Path,
    period: str,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    pdf: Path | None,
    recipient: str,
    reason: str,
    passphrase_file: Path | None,
) -> None:
    """Show a quarter in figures, small numbers hidden: more of them for others than your team.

    What nothing is recorded of yet has no value. A share is a percentage.
    """
    wanted = _wanted({"csv": csv, "xlsx": xlsx, "pdf": pdf}, as_json=as_json)
    grounds = _grounds(recipient, reason)
    now = datetime.now().astimezone()
    quarter = read_quarter(period, today=now.date())
    who = "" if grounds is None else grounds.recipient
    with opened(path, passphrase_file) as vault:
        counting = counting_of(site_here().first_contact)
        made = vault.read(
            lambda reading: edition(reading, quarter, recipient=who, counting=counting, now=now)
        ).result()
        if wanted is not None:
            shape, place = wanted
            say(str(save(vault, made, shape, place, grounds or OWN_USE, now=now)))
        elif grounds is not None:
            note_shown(vault, made, grounds)
    if as_json:
        json_text.echo(_as_json(made))
    elif wanted is None:
        click.echo(document_of(made).text, nl=False)


def _wanted(files: Mapping[str, Path | None], *, as_json: bool) -> tuple[str, Place] | None:
    """The shape of the file and its place; raises Misuse where several things are asked for."""
    named = [(shape, file.absolute()) for shape, file in files.items() if file is not None]
    if len(named) + as_json > 1:
        raise Misuse("Give one of --json, --csv, --xlsx and --pdf.")
    return next(((shape, Place(file.parent, file.name)) for shape, file in named), None)


def _grounds(recipient: str, reason: str) -> Grounds | None:
    if bool(recipient.strip()) != bool(reason.strip()):
        raise Misuse("Give --recipient and --reason together.")
    return Grounds(recipient_called(recipient), reason) if recipient.strip() else None


def _as_json(made: Edition) -> dict[str, Any]:
    return {
        "period": str(made.quarter),
        "measures": {
            key: {
                "value": told.value,
                "numerator": told.numerator,
                "denominator": told.denominator,
                "suppressed": told.suppressed,
            }
            for key, told in made.report.measures.items()
        },
    }
