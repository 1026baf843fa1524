"""The command that lists referrals: those that came, or those that went to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.noting import note
from app.cli.showing import on_one_line
from app.cli.unlocking import opened, vault_options
from app.domain.moments import moment_of
from app.domain.parcels import Carrier
from app.domain.referral import State, Way
from app.ports import Reading
from app.usecases.recording import FORM
from app.usecases.referrals import inbox
from app.usecases.referrals.states import Standing
from app.wiring.referrals.taking import take_in

_TOLD = ("told_at", "worker", "feedback_line")


@click.command("inbox")
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--sent", "is_sent", is_flag=True, help="Those that went to others instead.")
def inbox_(*, path: Path, as_json: bool, is_sent: bool, passphrase_file: Path | None) -> None:
    """List the referrals that came, newest change first, and what was kept apart with why."""
    with opened(path, passphrase_file) as vault:
        if not vault.is_read_only:
            vault.write(take_in).result()
        came = vault.read(inbox.went if is_sent else inbox.came).result()
        apart = vault.read(lambda reading: reading.parcels.apart()).result()
        note(vault, lambda session: inbox.note_looks(session, came))
        carriers = vault.read(lambda reading: _carriers(reading, came)).result()
    rows = [{**_row(each), **_waits(carriers.get(each.record.id))} for each in came]
    rows += [
        {"parcel": each.id.hex(), "from": each.sender.hex(), "state": "apart", "why": each.why}
        for each in ([] if is_sent else apart)
    ]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        click.echo(as_line(row))


def as_line(row: Mapping[str, Any]) -> str:
    """A row as a person reads it: of what the other side told, when, who and their own words."""
    told = row.get("told") or {}
    parts = [value for name, value in row.items() if name != "told"]
    parts += [told.get(name) for name in _TOLD]
    return "  ".join(on_one_line(str(part)) for part in parts if part)


def _row(standing: Standing) -> dict[str, Any]:
    fields = standing.record.fields
    return {
        "parcel": _text(fields, "parcel") or standing.record.id.hex(),
        "id": standing.record.id.hex(),
        "subject": standing.record.subject.hex(),
        "to" if standing.way in (Way.TEAM, Way.OUTSIDE) else "from": standing.name,
        "state": standing.state.value,
        "referred_at": _text(fields, "referred_at"),
        "urgency": _text(fields, "urgency"),
        "their_reference": _text(fields, "their_reference"),
        "worker": _text(fields, "worker"),
        "why": standing.why,
        "told": _told(standing),
    }


def _carriers(reading: Reading, standings: Sequence[Standing]) -> dict[bytes, Carrier | None]:
    """On which PC each waits that was not sent yet."""
    waiting = [each.record for each in standings if each.state is State.WRITTEN]
    return {record.id: reading.parcels.carrier(record) for record in waiting}


def _waits(carrier: Carrier | None) -> dict[str, Any]:
    if carrier is None:
        return {}
    since = moment_of(carrier.since_ms).isoformat(timespec="seconds")
    return {"waits_on": "this PC" if carrier.is_here else carrier.pc, "waits_since": since}


def _told(standing: Standing) -> dict[str, Any] | None:
    """What the other side told last."""
    if standing.last is None:
        return None
    return {name: value for name, value in standing.last.answers.items() if name != FORM}


def _text(fields: Any, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None
