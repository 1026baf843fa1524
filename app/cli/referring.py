"""Commands about referrals: make one, list those that came, answer one."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from app.cli import json_text
from app.cli.ids import an_id
from app.cli.inputs import secret
from app.cli.introducing import team_named
from app.cli.misuse import Misuse
from app.cli.paths import A_FILE, A_FOLDER
from app.cli.telling import one_line, say
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.domain.parcels import Team
from app.domain.referral import State, Way
from app.errors import FormRefused, NotFound
from app.forms.outside import outside_places
from app.ports import Reading, Session
from app.usecases.editing import find
from app.usecases.leaving import gate
from app.usecases.recording import now
from app.usecases.referrals import answering, referring, taking_back
from app.usecases.referrals.about import About, about
from app.usecases.referrals.referring import Wish, usual_parts
from app.usecases.referrals.taking_back import Stopped
from app.usecases.referrals.team_kinds import known_kinds
from app.wiring.referrals.outside import ENDINGS, PDF, Shape, refer_outside
from app.wiring.referrals.taking import take_in
from storage.spaces.store import VaultSpaces
from storage.vault import Vault

OWN = "own"
_IDVAS = referring.TEAM_RECIPIENT
_AGREES = "yes"
_STATES = [each.value for each in (State.ACCEPTED, State.CONTACTED, State.DECLINED, State.CLOSED)]
_WAITS = "It waits on this PC until the next sync. If it cannot wait, ring {name}: {phone}."
_WAITS_ALONE = "It waits on this PC until the next sync."
_RING = "The link with that team was ended, so they are not told. Ring them."
_URGENT = "today"
_KIND_UNKNOWN = (
    "No lead has said what {name} is: yarrow team-kind PATH TEAM KIND. Unless it refers to yours, "
    "what they agreed to for an IDVA team counts."
)
_KIND_IN_CLASH = (
    "Your leads said two different things of what {name} is, so no agreement is taken for granted. "
    "They settle it on the page Settle."
)
_IS_IDVA_TEAM = (
    "No lead has said what {name} is: yarrow team-kind PATH TEAM KIND. Is it an IDVA team, so that "
    "what they agreed to for IDVAs counts?"
)
_NOT_IN_IT = (
    "Another file of this person has an identification that did not go with this. "
    "Read it, and tell them what matters."
)


@click.command()
@vault_options
@click.argument("id")
@click.option(
    "--to",
    required=True,
    metavar="TEAM",
    help="A team by name or id; own, our team; or a code of the list outside_places.",
)
@click.option("--out", type=A_FOLDER, default=None, help="Where the document for a service goes.")
@click.option("--as", "kind", type=click.Choice(list(ENDINGS)), default=PDF, help="What it is.")
@click.option("--lock-file", type=A_FILE, default=None, help="A file with a passphrase for it.")
@click.option(
    "--json",
    "source",
    metavar="FILE",
    default=None,
    help="Answers from FILE or -: reason, urgency, agreement, basis, shared (parts that go), ...",
)
def refer(
    *,
    path: Path,
    id: str,
    to: str,
    out: Path | None,
    kind: str,
    lock_file: Path | None,
    source: str | None,
    passphrase_file: Path | None,
) -> None:
    """Refer the person of an identification or file ID; prints the referral's id.

    The usual agreed parts go unless `shared` names some: injuries, and pages of form packs, go only
    where it does. If they agreed to such a team being told,
    nothing more is needed; else `agreement` has to be given, or without it a lawful basis. Where
    an identification that counts tells of danger, `urgency` is today unless it is given.
    """
    named = an_id(id, digits=(32,))
    answers = {} if source is None else json_text.an_object(json_text.read(source))
    with opened(path, passphrase_file, input_is_taken=source == "-") as vault:
        meant = vault.read(lambda reading: _meant(reading, named)).result()
        subject, identification = meant.subject, meant.identification
        if meant.is_urgent:
            answers.setdefault("urgency", _URGENT)
        asked = wish_of(vault, subject, to, answers)
        wish = asked.wish
        if wish.way is Way.OUTSIDE:
            _outside(vault, subject, identification, wish, _place(out), _shape(kind, lock_file))
        else:
            record = vault.write(
                lambda session: referring.refer(
                    session, subject, wish, identification=identification
                )
            ).result()
            click.echo(record.id.hex())
            _tell(asked)
    if meant.not_in_it:
        say(_NOT_IN_IT)


@dataclass(frozen=True)
class Asked:
    """What is asked for, and what is to be said of it once it is done."""

    wish: Wish
    note: str = ""


def _tell(asked: Asked) -> None:
    wish = asked.wish
    if asked.note:
        say(asked.note)
    if wish.team is not None:
        team = wish.team
        say(_WAITS.format(name=team.name, phone=team.phone) if team.phone else _WAITS_ALONE)


@click.command()
@vault_options
@click.argument("parcel")
@click.argument("state", type=click.Choice([*_STATES, State.WITHDRAWN.value]))
@click.option("--because", metavar="CODE", default="", help="Why it is declined or closed.")
@click.option("--outcome", metavar="CODE", default=None, help="What came of it, when it is closed.")
@click.option("--feedback", metavar="CODE", multiple=True, help="A sentence for who referred.")
@click.option("--say", "line", metavar="TEXT", default=None, help="One line for who referred.")
def answer(
    *,
    path: Path,
    parcel: str,
    state: str,
    because: str,
    outcome: str | None,
    feedback: tuple[str, ...],
    line: str | None,
    passphrase_file: Path | None,
) -> None:
    """Answer a referral by its parcel or id; or, for who made it, take the agreement back."""
    id = an_id(parcel, digits=(32,))
    told: dict[str, Value] = {"feedback": list(feedback), "feedback_line": line}
    given = {name: value for name, value in told.items() if value}
    with opened(path, passphrase_file) as vault:
        vault.write(take_in).result()
        who = VaultSpaces(vault).person().name
        is_to_ring = vault.write(
            lambda session: _answer(session, id, State(state), who, because, outcome, given)
        ).result()
    if is_to_ring:
        say(_RING)


def _answer(
    session: Session,
    id: bytes,
    state: State,
    who: str,
    because: str,
    outcome: str | None,
    given: Mapping[str, Value],
) -> bool:
    """Save the answer; gives whether they have to be rung about it."""
    match state:
        case State.ACCEPTED:
            answering.accept(session, id, worker=who, answers=given)
        case State.CONTACTED:
            answering.note_first_contact(session, id, at=now(session))
            if given:
                answering.feed_back(session, id, given)
        case State.DECLINED:
            answering.decline(session, id, because=because, answers=given)
        case State.CLOSED:
            closing = given if outcome is None else {**given, "outcome": outcome}
            answering.close(session, id, because=because, answers=closing)
        case _:
            return taking_back.take_back(session, id) is Stopped.TO_BE_RUNG
    return False


def _outside(
    vault: Vault,
    subject: bytes,
    identification: bytes | None,
    wish: Wish,
    folder: Path,
    shape: Shape,
) -> None:
    made = refer_outside(
        vault,
        subject,
        wish,
        folder,
        identification=identification,
        shape=shape,
        now=datetime.now().astimezone(),
    )
    click.echo(made.record.id.hex())
    say(str(made.copy))


def _place(out: Path | None) -> Path:
    if out is None:
        raise Misuse("A referral to a service outside is a document: --out names its folder.")
    return out


def _shape(kind: str, lock_file: Path | None) -> Shape:
    if lock_file is None:
        return Shape(kind)
    return Shape(kind, json_text.decoded(secret(lock_file)).rstrip("\r\n"))


def _meant(reading: Reading, id: bytes) -> About:
    """The file and the identification that an id names; raises NotFound or Refused."""
    record = find(reading, id)
    if record.kind == "identification":
        return about(reading, record.subject, record.id)
    if record.kind != "person":
        raise NotFound("records.no_such_identification")
    return about(reading, record.subject)


def wish_of(vault: Vault, subject: bytes, to: str, answers: dict[str, Value]) -> Asked:
    """What is asked for, with their yes to this recipient where it was given before."""
    parts = answers.pop("shared", None)
    if parts is not None and not isinstance(parts, list):
        raise FormRefused({"shared": "wants_list"})
    ticked = usual_parts() if parts is None else frozenset(map(str, parts))
    if to.strip().casefold() == OWN:
        return Asked(Wish(Way.OWN_TEAM, answers=answers))
    answers.setdefault("referrer", VaultSpaces(vault).person().name)
    if to in outside_places():
        if "agreement" not in answers and _agreed(vault, subject, outside_places()[to].recipient):
            answers["agreement"] = _AGREES
        return Asked(Wish(Way.OUTSIDE, place=to, parts=ticked, answers=answers))
    team, note = team_named(vault, to), ""
    if "agreement" not in answers:
        recipient, note = _recipient(vault, team)
        if _agreed(vault, subject, recipient):
            answers["agreement"] = _AGREES
    return Asked(Wish(Way.TEAM, team, parts=ticked, answers=answers), note)


def _recipient(vault: Vault, team: Team) -> tuple[str, str]:
    """As whom people agreed to a team, empty where that is not known; and what to say of it.

    Where no lead has said what it is, whoever sits at a terminal is asked. A script has named the
    team, which then counts as an IDVA team as long as it does not refer to ours; that is said.
    """
    known = vault.read(known_kinds).result()
    kind = known.of(team)
    if kind is not None:
        return kind.recipient, ""
    if known.has_versions(team):
        return "", _KIND_IN_CLASH.format(name=team.name)
    if sys.stdin is not None and sys.stdin.isatty():
        asked = _IS_IDVA_TEAM.format(name=one_line(team.name))
        return (_IDVAS if click.confirm(asked, default=False, err=True) else ""), ""
    refer_to_us = vault.read(referring.who_refer).result()
    return "" if team.id in refer_to_us else _IDVAS, _KIND_UNKNOWN.format(name=team.name)


def _agreed(vault: Vault, subject: bytes, recipient: str) -> bool:
    """Whether the person said yes to this recipient."""
    if not recipient:
        return False
    agreed = vault.read(lambda reading: gate.consents(reading, subject)).result()
    return agreed.get(recipient) == _AGREES
