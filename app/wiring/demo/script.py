"""The demonstration's cases as their forms take them, at times that count back from now."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import resources
from app.domain.contact import FIELD, as_point
from app.domain.encoding import Value
from app.domain.practice import TALLY, TRAINING
from app.forms import library
from app.forms.outcome import is_abuse_identified

Answers = dict[str, Value]


@dataclass(frozen=True, slots=True)
class ScriptedNote:
    """A note, and whether the team's other member wrote it."""

    answers: Answers
    by_member: bool


@dataclass(frozen=True, slots=True)
class ScriptedReferral:
    """A referral to the team itself that its lead took on; whether a safe way to ring is known."""

    accepted: datetime
    may_ring: bool


@dataclass(frozen=True, slots=True)
class ScriptedCase:
    """A case: who, what was asked, what was noted, and what becomes of it.

    `records` are others of the file, each with its kind.
    `handed_over_to` is empty while the referral waits. `letter` says what the made-up letter in the
    file shows, and is empty for a file without one. `clash` gives for a field what each of the
    two wrote apart.
    """

    about: Answers
    enquiry: Answers
    notes: tuple[ScriptedNote, ...]
    handed_over_to: str
    letter: str
    clash: Mapping[str, tuple[Value, Value]]
    is_unsent: bool
    referral: ScriptedReferral | None = None
    records: tuple[tuple[str, Answers], ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptedNeighbour:
    """A practice next door that refers somebody: who leads it, both numbers to ring, the case."""

    lead: str
    title: str
    phone: str
    team_phone: str
    agreement: str
    case: ScriptedCase


@dataclass(frozen=True, slots=True)
class ScriptedDoor:
    """A ward PC by where it stands, and the page that somebody fills in at it."""

    name: str
    about: Answers
    answers: Answers


@dataclass(frozen=True, slots=True)
class Script:
    """Who plays, the cases in the order in which they are recorded, and what is nobody's file.

    `practice` are training sessions and tallies, each with its kind.
    """

    lead: str
    member: str
    space: str
    passphrase: str
    cases: tuple[ScriptedCase, ...]
    practice: tuple[tuple[str, Answers], ...]
    neighbour: ScriptedNeighbour
    door: ScriptedDoor


def read_script(now: datetime) -> Script:
    """The script of `resources/trial/team.toml`, as it stands at this moment."""
    content = tomllib.loads(resources.read_text("trial/team.toml"))
    door = content["door"]
    return Script(
        lead=content["lead"],
        member=content["member"],
        space=content["space"],
        passphrase=content["passphrase"],
        cases=tuple(_case(row, content, now) for row in content["cases"]),
        practice=(
            *((TRAINING, _dated(row, "held_on", now)) for row in content["training"]),
            *((TALLY, _dated(row, "counted_on", now)) for row in content["tallies"]),
        ),
        neighbour=_neighbour(content["neighbour"], content, now),
        door=ScriptedDoor(
            door["name"], door["about"], _enquiry(door["enquiry"], door["enquiry"], content, now)
        ),
    )


def _neighbour(
    row: Mapping[str, Any], content: Mapping[str, Any], now: datetime
) -> ScriptedNeighbour:
    told = {name: value for name, value in row.items() if name != "case"}
    return ScriptedNeighbour(**told, case=_case(row["case"], content, now))


def _dated(row: Mapping[str, Any], field: str, now: datetime) -> Answers:
    day = (now - timedelta(days=row["days_ago"])).date().isoformat()
    return {field: day, **{name: value for name, value in row.items() if name != "days_ago"}}


def _case(row: Mapping[str, Any], content: Mapping[str, Any], now: datetime) -> ScriptedCase:
    enquiry = dict(row["enquiry"])
    clash = {name: (one, other) for name, (one, other) in enquiry.pop("clash", {}).items()}
    answers = _enquiry(enquiry, row, content, now)
    return ScriptedCase(
        about=dict(row["about"]),
        enquiry=answers,
        notes=tuple(_note(note, now) for note in row.get("notes", [])),
        handed_over_to=row.get("handed_over_to", ""),
        letter=row.get("letter", ""),
        clash=clash,
        is_unsent=row.get("is_unsent", False),
        referral=_referral(row.get("referral"), now),
        records=tuple(_record(record, now) for record in row.get("records", [])),
    )


def _referral(row: Mapping[str, Any] | None, now: datetime) -> ScriptedReferral | None:
    if row is None:
        return None
    accepted = now - timedelta(hours=row["accepted_hours_ago"])
    return ScriptedReferral(accepted, row.get("may_ring", False))


def _record(row: Mapping[str, Any], now: datetime) -> tuple[str, Answers]:
    """A record of another kind; the rules of a contact point were checked some days ago."""
    answers: Answers = dict(row["answers"])
    if FIELD in answers:
        checked = (now - timedelta(days=row["checked_days_ago"])).date().isoformat()
        answers[FIELD] = {**as_point(answers[FIELD]), "last_confirmed": checked}
    return row["kind"], answers


def _enquiry(
    said: Mapping[str, Any], row: Mapping[str, Any], content: Mapping[str, Any], now: datetime
) -> Answers:
    enquiry = {name: value for name, value in said.items() if name != "hours_ago"}
    days = enquiry.pop("ask_again_in_days", None)
    answers: Answers = {**content["usual"], **enquiry, "identified_at": _ago(row, now)}
    if is_abuse_identified(library.latest("identification"), answers):
        answers = {**content["usual_once_identified"], **answers}
    if days is not None:
        answers["ask_again_on"] = (now + timedelta(days=days)).date().isoformat()
    return answers


def _note(row: Mapping[str, Any], now: datetime) -> ScriptedNote:
    answers: Answers = {"lines": row["lines"], "happened_at": _ago(row, now)}
    if "place" in row:
        answers["place"] = row["place"]
    return ScriptedNote(answers, row.get("by") == "member")


def _ago(row: Mapping[str, Any], now: datetime) -> str:
    return (now - timedelta(hours=row["hours_ago"])).isoformat(timespec="minutes")
