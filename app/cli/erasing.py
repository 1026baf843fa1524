"""Commands that erase for the whole team: erase, erasures, keep, hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.because import because_options, require_one
from app.cli.ids import an_id
from app.cli.telling import say
from app.cli.times import iso
from app.cli.typed import TYPED
from app.cli.unlocking import opened, vault_options
from app.domain.erasure import Certificate
from app.usecases.retention import erasing as rules
from app.usecases.retention import holding
from app.wiring.person import erasing
from storage.spaces.store import VaultSpaces
from sync.runner import SyncLane

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_OUT_OF_REACH = (
    "Copies that were let out, paper, and what was sent to other teams are out of reach."
)
_UNTOLD = (
    "An open referral of this stands with: {names}. They have a file of their own, and Yarrow does "
    "not tell them of this erasure. Ring them if they are to stop."
)
_KEPT_ALREADY = "That erasure was taken back before; nothing was changed."


@click.command()
@vault_options
@click.argument("subject")
@click.option(
    "--reason",
    type=TYPED,
    metavar="WHY",
    required=True,
    help="Why; it stays when the file is gone.",
)
@click.option("--record", metavar="ID", help="Only this record of the file.")
def erase(
    *, path: Path, subject: str, reason: str, record: str | None, passphrase_file: Path | None
) -> None:
    """Erase the file SUBJECT from every PC of the team and from the service; its id is printed."""
    file, one = an_id(subject, digits=(32,)), None if record is None else an_id(record)
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        target = vault.read(lambda reading: rules.target_of(reading, file, one)).result()
        untold = vault.read(lambda reading: rules.teams_untold(reading, file, one)).result()
        done = erasing.erase(vault, lane, target, reason)
    if untold:
        say(_UNTOLD.format(names=", ".join(untold)))
    say(_OUT_OF_REACH)
    click.echo(done.hex())


@click.command()
@vault_options
@_JSON
def erasures(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List what was erased: why, by whom, which PCs have done it and which have not."""
    with opened(path, passphrase_file) as vault:
        rows = [_row(each) for each in erasing.certificates(vault)]
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        for name, value in row.items():
            said = ", ".join(value) if isinstance(value, list) else value
            if said not in (None, "", False):
                click.echo(f"{name}: {said}")
        click.echo("")


@click.command()
@vault_options
@click.argument("erasure")
def keep(*, path: Path, erasure: str, passphrase_file: Path | None) -> None:
    """Take back an erasure that another lead asked for, before its days of grace are over."""
    wanted = an_id(erasure, digits=(64,))
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        is_new = erasing.keep(vault, lane, wanted)
    if not is_new:
        say(_KEPT_ALREADY)


@click.command()
@vault_options
@click.argument("subject")
@because_options("hold_reasons", because="What the file is kept for.", off="Let go of it.")
def hold(
    *,
    path: Path,
    subject: str,
    because: str | None,
    off: bool,
    reason: str,
    passphrase_file: Path | None,
) -> None:
    """Put the file SUBJECT on hold, so that nothing of it is erased; leads may."""
    require_one(because, off=off)
    file = an_id(subject, digits=(32,))
    with opened(path, passphrase_file) as vault:
        if because is None:
            vault.write(lambda session: holding.let_go(session, file, why=reason)).result()
        else:
            vault.write(
                lambda session: holding.hold(session, file, because=because, why=reason)
            ).result()


def _row(each: Certificate) -> dict[str, Any]:
    return {
        "erasure": each.id.hex(),
        "subject": None if each.subject is None else each.subject.hex(),
        "kind": each.kind,
        "record": None if each.record is None else each.record.hex(),
        "reason": each.reason,
        "by": each.by,
        "asked": iso(each.at_ms),
        "due": iso(each.due_ms),
        "kept": each.is_kept,
        "done": None if each.done_ms is None else iso(each.done_ms),
        "confirmed": list(each.confirmed),
        "waiting": list(each.waiting),
        "never": list(each.never),
        "backups_end": None if each.backups_end_ms is None else iso(each.backups_end_ms),
        "arrived_after": each.has_arrived_after,
    }
