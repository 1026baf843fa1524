"""Command retention: the files whose day has come, for a person to look at one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.unlocking import opened, vault_options
from app.domain.people import reference
from app.domain.retention import Reviewed
from app.forms.schedules import rules_for
from app.usecases.retention import retaining
from app.wiring.site.file import site_here


@click.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def retention(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the files that need be kept no longer; none is erased before a person looked."""
    rules = rules_for(site_here().retention)
    with opened(path, passphrase_file) as vault:
        today = _today(vault.read(lambda reading: reading.now_ms()).result())
        found = vault.read(lambda reading: retaining.review(reading, rules, today=today)).result()
    if as_json:
        json_text.echo([_row(each) for each in found])
        return
    for each in found:
        until, held = each.kept.until.isoformat(), ", on hold" if each.is_held else ""
        click.echo(f"{each.subject.hex()}  until {until}  {each.kept.rule.label}{held}")


def _today(now_ms: int) -> date:
    return datetime.fromtimestamp(now_ms / 1000, UTC).date()


def _row(each: Reviewed) -> dict[str, Any]:
    rule = each.kept.rule
    return {
        "subject": each.subject.hex(),
        "reference": reference(each.subject),
        "last_entry": each.last_entry.isoformat(),
        "until": each.kept.until.isoformat(),
        "rule": rule.key,
        "label": rule.label,
        "source": rule.source,
        "confirmed": rule.is_confirmed,
        "held": each.is_held,
        "reason": each.reason,
    }
