"""The command about what came and counts for nothing: look at it, let it in, or let it go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.showing import on_one_line
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.parcels import Apart
from app.errors import NotFound, Refused
from app.ports import Reading
from app.usecases.ward import refusals
from app.usecases.ward.taking_in import NOT_VOUCHED
from app.wiring.referrals.deciding import decide, look_at
from resources.words import sentence
from storage.unlocked import Vault

_IN, _GO, _LOOK, _REFUSE, _HEAR = "in", "go", "look", "refuse", "hear"
_WITH_REASON = (_IN, _REFUSE, _HEAR)


@click.command("kept-apart")
@vault_options
@click.argument("parcel", required=False)
@click.option("--let-in", "decided", flag_value=_IN, help="It counts: they were rung, and sent it.")
@click.option("--let-go", "decided", flag_value=_GO, help="It goes.")
@click.option("--look", "decided", flag_value=_LOOK, help="Print what a ward PC's page says.")
@click.option(
    "--refuse-ward", "decided", flag_value=_REFUSE, help="Nothing counts of the ward PC it is from."
)
@click.option("--hear-ward", "decided", flag_value=_HEAR, help="Take that back.")
@click.option("--reason", default="", metavar="WHY", help="Needed by the last two; see --let-in.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def kept_apart(
    *,
    path: Path,
    parcel: str | None,
    decided: str | None,
    reason: str,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """List what was kept apart and why; with PARCEL and one of the options decide on one.

    What no PC is proven to have sealed is looked at first, and let in with a --reason, which is
    kept in its file.
    """
    if (parcel is None) != (decided is None):
        raise Misuse("PARCEL goes with --let-in, --let-go, --look, --refuse-ward or --hear-ward.")
    if reason and decided not in _WITH_REASON:
        raise Misuse("--reason goes with --let-in, --refuse-ward or --hear-ward.")
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: reading.parcels.apart()).result()
        if parcel is None or decided is None:
            rows = vault.read(lambda reading: [_row(reading, each) for each in found]).result()
            _show(rows, as_json=as_json)
            return
        wanted = an_id(parcel, digits=(32,))
        one = next((each for each in found if each.id == wanted), None)
        if one is None:
            raise NotFound("parcels.none_apart")
        if decided == _LOOK:
            _print(look_at(vault, one), as_json=as_json)
        else:
            _decide(vault, one, decided, reason)


def _decide(vault: Vault, apart: Apart, decided: str, reason: str) -> None:
    if decided == _REFUSE:
        vault.write(lambda session: refusals.refuse(session, apart, reason)).result()
    elif decided == _HEAR:
        vault.write(lambda session: refusals.hear_again(session, apart, reason)).result()
    else:
        counts = decided == _IN
        vault.write(lambda session: decide(session, apart, counts=counts, reason=reason)).result()


def _print(lines: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    if as_json:
        json_text.echo([{"label": label, "text": text} for label, text in lines])
        return
    for _, text in lines:
        click.echo(on_one_line(text))  # a line that was made up cannot look like another answer


def _row(reading: Reading, each: Apart) -> dict[str, Any]:
    is_ward = each.sender == each.own and len(each.device) == 16
    said = refusals.refusal(reading, each.own, each.device) if is_ward else None
    return {
        "parcel": each.id.hex(),
        "from": each.sender.hex(),
        "ward_pc": each.device.hex() if is_ward else None,
        "refused": None if said is None else {"why": said.why, "by": said.by},
        "came": iso(each.came_ms),
        "proven": each.is_proven and each.why != NOT_VOUCHED,
        "why": each.why,
        "text": sentence(Refused(each.why)),
    }


def _show(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        refused = "  (refused)" if row["refused"] else ""
        click.echo(f"{row['parcel']}  {row['came']}  {row['text']}{refused}")
