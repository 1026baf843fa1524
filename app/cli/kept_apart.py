"""The command about what came from another team and counts for nothing: let it in, or let it go."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.parcels import Apart
from app.errors import NotFound, Refused
from app.wiring.referrals.taking import take_in
from resources.words import sentence
from storage.session import VaultSession


@click.command("kept-apart")
@vault_options
@click.argument("parcel", required=False)
@click.option(
    "--let-in", "decided", flag_value="in", help="It counts: they were rung, and sent it."
)
@click.option("--let-go", "decided", flag_value="go", help="It goes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def kept_apart(
    *,
    path: Path,
    parcel: str | None,
    decided: str | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """List what was kept apart and why; with PARCEL and --let-in or --let-go decide on one."""
    if (parcel is None) != (decided is None):
        raise Misuse("PARCEL goes with --let-in or --let-go.")
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: reading.parcels.apart()).result()
        if parcel is None:
            _show(found, as_json=as_json)
            return
        wanted = an_id(parcel, digits=(32,))
        one = next((each for each in found if each.id == wanted), None)
        if one is None:
            raise NotFound("parcels.none_apart")
        vault.write(lambda session: _decide(session, one, counts=decided == "in")).result()


def _decide(session: VaultSession, apart: Apart, *, counts: bool) -> None:
    if not session.standing(apart.own).is_lead:
        raise Refused("space.not_lead_to_state")
    if counts and not session.parcels.let_in(apart):
        raise Refused("parcels.not_proven")
    if not counts:
        session.parcels.drop(apart)
    session.note_access("parcel_decided", b"", record=None, detail=apart.why)
    take_in(session)


def _show(found: list[Apart], *, as_json: bool) -> None:
    rows = [
        {
            "parcel": each.id.hex(),
            "from": each.sender.hex(),
            "came": iso(each.came_ms),
            "proven": each.is_proven,
            "why": each.why,
            "text": sentence(Refused(each.why)),
        }
        for each in found
    ]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        click.echo(f"{row['parcel']}  {row['came']}  {row['text']}")
