"""The command about how long a PC reads a space, and what opens it again without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.removing import space_of
from app.cli.telling import say
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.leases import Lease
from app.errors import Refused
from storage.spaces import overview
from storage.spaces.overview import SpaceOverview
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync.asking import Means
from sync.reopening import answer_words, asked_words, reopen
from sync.runner import pc_means

_OPEN_AGAIN = "It is shown again. Sync as soon as you can."
_READ_OUT = "Read these six words out, to somebody you know, on a number you know:"


@click.command()
@vault_options
@click.option("--code", metavar="WORDS", help="The six words that a lead read out by phone.")
@click.option("--for", "device", metavar="DEVICE", help="As a lead: the PC that is to read again.")
@click.option("--asked", metavar="WORDS", help="As a lead: the four words that this PC shows.")
@click.option("--space", "chosen", metavar="SPACE", help="Another than the vault's home space.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def lease(
    *,
    path: Path,
    code: str | None,
    device: str | None,
    asked: str | None,
    chosen: str | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Tell how long each space is read here, or open one again with a lead's words."""
    if (device is None) != (asked is None) or (code is not None and device is not None):
        raise Misuse("Give --code alone, or --for and --asked together.")
    with opened(path, passphrase_file) as vault:
        spaces = VaultSpaces(vault)
        means = pc_means(spaces.place())
        if device is not None and asked is not None:
            wanted = an_id(device, digits=(32,))
            store = spaces.space(space_of(vault, wanted).id)
            words = answer_words(store, wanted, asked, means)
            say(_READ_OUT)
            click.echo(" ".join(words))
        elif code is not None:
            space = spaces.spaces()[:1] if chosen is None else [an_id(chosen, digits=(64,))]
            reopen(spaces.space(_one(space)), code, means)
            say(_OPEN_AGAIN)
        else:
            _tell(vault, spaces, means, as_json=as_json)


def _one(found: list[bytes]) -> bytes:
    if not found:
        raise Refused("space.none")
    return found[0]


def _tell(vault: Vault, spaces: VaultSpaces, means: Means, *, as_json: bool) -> None:
    found = vault.read(lambda reading: overview.read(reading.connection)).result().spaces
    rows = [_row(spaces, means, each) for each in found]
    if not rows:
        raise Refused("space.none")
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        state = f"read until {row['until']}" if row["since"] is None else "not shown"
        click.echo(f"{row['space']}  {state}  {row['title']}".rstrip())
        if row["since"] is not None:
            click.echo(f"  since {row['since']}")
        if row["asks"] is not None:
            click.echo(f"  words to read to a lead: {row['asks']}")


def _row(spaces: VaultSpaces, means: Means, space: SpaceOverview) -> dict[str, Any]:
    store = spaces.space(space.id)
    kept: Lease = store.lease()
    since_ms = kept.closed_since(means.now_ms())
    may_ask = since_ms is not None and kept.removed_ms is None
    return {
        "space": space.id.hex(),
        "title": space.title,
        "until": None if since_ms is not None or not kept.opened_ms else iso(kept.ends_ms),
        "since": None if since_ms is None else iso(since_ms),
        "removed": kept.removed_ms is not None,
        "asks": " ".join(asked_words(store, means)) if may_ask else None,
    }
