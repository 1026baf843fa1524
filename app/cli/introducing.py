"""Commands about other teams: introduce two by a code, list those that are known, end one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.misuse import Misuse
from app.cli.names import a_name
from app.cli.spaces import read_code
from app.cli.telling import say
from app.cli.times import iso
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.domain.parcels import ParcelState, Team
from app.domain.team_settings import TEAM
from app.errors import NotFound, Refused
from app.forms.lists import load_list
from app.forms.team_kinds import KINDS, TeamKind
from app.ports.introducing import Introducing
from app.usecases.referrals.team_kinds import known_kinds
from app.usecases.settings import team_settings
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync.introducing import confirm, known_words, offer, part, require_same, take, words_of
from sync.protocol.kinds.introducing import LONGEST_PHONE
from sync.runner import SyncLane

_MET = "{name} is introduced. Compare these six words by phone with a lead of theirs: {words}"
_ANSWERED = (
    "{name} was answered, and is not introduced yet. Compare these six words by phone with a lead "
    "of theirs, then: yarrow introduce PATH CODE --words WORDS. The words: {words}"
)
_NOT_TOLD = "Not sent before the link ended, and not going any more: {count}. Ring them about it."
_SPACE = click.option(
    "--space", "chosen", metavar="SPACE", help="Another than the vault's home space."
)


@click.command()
@vault_options
@click.argument("code", required=False)
@click.option("--name", default="", help="What you call the other team; else as it calls itself.")
@click.option("--ring", default="", metavar="NUMBER", help="Their number; else the one they tell.")
@click.option("--our-number", "phone", default="", metavar="NUMBER", help="Yours, told to them.")
@click.option("--words", metavar="WORDS", help="The six words that they read out: others refuse.")
@click.option("--kind", metavar="KIND", help="What they are: a code of team_kinds.")
@click.option("--compare", is_flag=True, help="Introduce nobody before --words were given.")
@_SPACE
def introduce(
    *,
    path: Path,
    code: str | None,
    name: str,
    ring: str,
    phone: str,
    words: str | None,
    kind: str | None,
    compare: bool,
    chosen: str | None,
    passphrase_file: Path | None,
) -> None:
    """Print a code for a lead of another team, good for 72 hours; or with CODE take theirs.

    Who made the code learns of the other team with the next sync. With - as CODE it is read from
    standard input, so that no other program of this PC can see it.
    """
    _require_fit(words, kind, numbers=(ring, phone), is_met=code is not None and not compare)
    wanted = None if chosen is None else an_id(chosen, digits=(64,))
    called = a_name(name) if name else ""
    wish = Introducing(b"", 0, is_offer=False, is_at_once=not compare, name=called, phone=ring)
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        _require_kind(kind)
        if code is None:
            made = partial(offer, wish=wish, phone=phone)
            click.echo(lane.introducing(made, space=wanted).result())
            return
        taken = partial(take, typed=read_code(code), wish=wish, phone=phone)
        known = lane.introducing(taken, space=wanted).result()
        space = VaultSpaces(vault).spaces()[0] if wanted is None else wanted
        six = known_words(VaultSpaces(vault).space(space), known)
        if words is not None:
            require_same(six, words)
        if not compare:
            lane.introducing(partial(confirm, known=known), space=wanted).result()
        _say_kind(vault, known.other.space if known.other else b"", kind)
    if words is None:
        _tell(known, six, is_compared=not compare)


def _tell(known: Introducing, six: tuple[str, ...], *, is_compared: bool) -> None:
    called = known.name or (known.other.title if known.other else "")
    told = _MET if is_compared else _ANSWERED
    click.echo(told.format(name=called, words=" ".join(six)), err=True)


@click.command("team-kind")
@vault_options
@click.argument("team")
@click.argument("kind")
def team_kind_(*, path: Path, team: str, kind: str, passphrase_file: Path | None) -> None:
    """Say what a TEAM is, by its name or id: KIND is a code of the list team_kinds."""
    with opened(path, passphrase_file) as vault:
        _require_kind(kind)
        _say_kind(vault, team_named(vault, team).id, kind)


def _say_kind(vault: Vault, team: bytes, kind: str | None) -> None:
    if kind is None:
        return
    said: dict[str, Value] = {"team": team.hex(), "team_kind": kind}
    vault.write(lambda session: team_settings.put(session, TEAM, said)).result()


def _require_fit(
    words: str | None, kind: str | None, *, numbers: Sequence[str], is_met: bool
) -> None:
    """Refuse what goes only with the code of a team that is met now."""
    if words is not None and not is_met:
        raise Misuse("--words goes with the CODE that was answered before, and not with --compare.")
    if kind is not None and not is_met:
        raise Misuse("--kind goes with CODE, and not with --compare. Later: yarrow team-kind.")
    if max(map(len, numbers)) > LONGEST_PHONE:
        raise Misuse("A number to ring has at most 100 characters.")


def _require_kind(kind: str | None) -> None:
    codes = load_list(KINDS).codes
    if kind is not None and kind not in codes:
        raise Misuse(f"KIND is one of {', '.join(codes)}.")


@click.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def teams(*, path: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the teams that yours was introduced to, with the six words of each."""
    with opened(path, passphrase_file) as vault:
        found = vault.read(lambda reading: reading.parcels.teams()).result()
        known = vault.read(known_kinds).result()
        rows = [_row(vault, team, known.of(team)) for team in found]
        rows += _under_way(vault)
    if as_json:
        json_text.echo(rows)
        return
    for row in rows:
        click.echo("  ".join(str(item) for item in row.values() if item))


@click.command("part")
@vault_options
@click.argument("team")
def part_(*, path: Path, team: str, passphrase_file: Path | None) -> None:
    """End the introduction to a team, by its name or id: nothing of theirs is taken any more."""
    with opened(path, passphrase_file) as vault, SyncLane(VaultSpaces(vault)) as lane:
        found = team_named(vault, team)
        waiting = _waiting(vault, found)
        lane.introducing(partial(part, team=found.id), space=found.own).result()
    if waiting:
        say(_NOT_TOLD.format(count=waiting))


def _waiting(vault: Vault, team: Team) -> int:
    """How much was written to a team on this PC and has not gone."""
    sent = vault.read(lambda reading: reading.parcels.all_sent()).result()
    return sum(
        (each.team, each.own, each.state) == (team.id, team.own, ParcelState.WRITTEN)
        for each in sent
    )


def team_named(vault: Vault, typed: str) -> Team:
    """The team with this name, in whatever case, or with this id.

    Raises NotFound `parcels.no_such_team`, Refused `parcels.several_teams`.
    """
    known = vault.read(lambda reading: reading.parcels.teams()).result()
    wanted = typed.strip().casefold()
    found = [each for each in known if wanted in (each.name.casefold(), each.id.hex())]
    open_ones = [each for each in found if not each.is_closed] or found
    if not open_ones:
        raise NotFound("parcels.no_such_team")
    if len(open_ones) > 1:
        raise Refused("parcels.several_teams")
    return open_ones[0]


def _row(vault: Vault, team: Team, kind: TeamKind | None) -> dict[str, Any]:
    store = VaultSpaces(vault).space(team.own)
    return {
        "team": team.id.hex(),
        "name": team.name,
        "ring": team.phone,
        "kind": None if kind is None else kind.code,
        "state": "ended" if team.is_closed else "introduced",
        "words": " ".join(words_of(store, team.id)),
        "until": None,
    }


def _under_way(vault: Vault) -> list[dict[str, Any]]:
    spaces = VaultSpaces(vault)
    return [
        {
            "team": each.other.space.hex() if each.other else None,
            "name": each.name or (each.other.title if each.other else ""),
            "ring": each.phone or (each.other.phone if each.other else ""),
            "kind": None,
            "state": "answered" if each.other else "open",
            "words": " ".join(known_words(spaces.space(id), each)) if each.other else None,
            "until": iso(each.expires),
        }
        for id in spaces.spaces()
        for each in spaces.parcels(id).introductions.under_way()
    ]
