"""Commands for what a team sets for itself: places, areas, choices, numbers and form packs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from app.cli import json_lines, json_text
from app.cli.ids import an_id
from app.cli.paths import A_FILE
from app.cli.unlocking import opened, vault_options
from app.domain.moments import moment_of
from app.domain.records import Record
from app.domain.team_settings import key_of
from app.forms.areas import areas
from app.ports import Reading
from app.usecases.recording import FORM
from app.usecases.settings import setting_rows, team_settings
from app.wiring.team.in_force import put_settings_in_force
from app.wiring.team.pack_files import pack_text

_HIDDEN = frozenset({FORM, "content"})


@click.group()
def settings() -> None:
    """Show and change the team's own places, MARAC areas, choices, numbers and form packs."""


@settings.command("show", short_help="List what the team set.")
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def show(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List what the team set, each with its id; and the areas as they are in force."""
    with opened(path, passphrase_file) as vault:
        found = vault.read(_signed).result()
        put_settings_in_force(vault)
    if as_json:
        rows = [_row(each) | {"by": by, "since": day} for each, by, day in found]
        json_text.echo({"settings": rows, "areas": _areas()})
        return
    for each, by, day in found:
        key = key_of(each.kind, each.fields) or str(each.fields.get("name"))
        kind = each.kind.removeprefix("setting_")
        click.echo(f"{each.id.hex()}  {kind}  {key}  set by {by}, {day}")


@settings.command("set")
@vault_options
@click.argument("kind")
@click.option("--json", "source", default="-", metavar="FILE", help="Read from FILE or -.")
def set_(*, path: Path, kind: str, source: str, passphrase_file: Path | None) -> None:
    """Set one thing of KIND from a JSON object; prints its id.

    KIND is place, area, code, number, clock, step or record_code. It may have setting_ before it.
    Several objects, one a line, are set in turn; the first that is refused ends it.
    """
    named = kind if kind.startswith("setting_") else f"setting_{kind}"
    team_settings.require_kind(named)
    with (
        json_lines.source(source) as stream,
        opened(path, passphrase_file, input_is_taken=source == "-") as vault,
    ):
        for portion in json_lines.portions(stream):
            for _, line in portion:
                answers = json_text.an_object(json_text.decoded(line))
                put = partial(team_settings.put, kind=named, answers=answers)
                click.echo(vault.write(put).result().hex())


@settings.command("withdraw")
@vault_options
@click.argument("id")
@click.option("--reason", required=True, help="Why; it stays in the history.")
def withdraw(*, path: Path, id: str, reason: str, passphrase_file: Path | None) -> None:
    """Take the setting ID back: what is shipped holds again."""
    wanted = an_id(id, digits=(32,))
    with opened(path, passphrase_file) as vault:
        vault.write(lambda session: team_settings.withdraw(session, wanted, reason)).result()


@settings.command("load", short_help="Keep a form pack for the team.")
@vault_options
@click.argument("file", type=A_FILE)
def load(*, path: Path, file: Path, passphrase_file: Path | None) -> None:
    """Check the form pack FILE whole and keep it for the team; prints its name and version."""
    text = pack_text(file)
    with opened(path, passphrase_file) as vault:
        pack = vault.write(lambda session: team_settings.load_pack(session, text)).result()
    click.echo(pack.key)


def _signed(reading: Reading) -> list[tuple[Record, str, str]]:
    """What the team set, each with who set it last and on which day."""
    found = []
    for each in team_settings.settings(reading):
        by, since_ms = setting_rows.set_by(reading, each.id)
        found.append((each, by, moment_of(since_ms).astimezone().date().isoformat()))
    return found


def _row(each: Record) -> dict[str, Any]:
    fields = {name: value for name, value in each.fields.items() if name not in _HIDDEN}
    return {"id": each.id.hex(), "kind": each.kind, "fields": fields, "clashes": [*each.clashes]}


def _areas() -> list[dict[str, Any]]:
    return [
        {
            "area": each.area,
            "instrument": each.instrument,
            "min_yes": each.min_yes,
            "escalation_n": each.escalation_n,
            "escalation_months": each.escalation_months,
            "repeat_months": each.repeat_months,
            "repeat_clock": each.repeat_clock.value,
            "sla_days": each.sla_days,
            "mailbox": each.mailbox,
            "confirmed": each.is_confirmed,
        }
        for each in areas()
    ]
