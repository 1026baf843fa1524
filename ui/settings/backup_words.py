"""What is said of backups: when, where, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.moments import moment_of
from app.errors import Refused
from resources.words import sentence
from ui.formats import clock_time, short_day
from ui.widgets.note_box import NoteKind


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """How backups stand; moments are ms since 1970, 0 for never; problems are codes."""

    is_on: bool
    made_ms: int
    file: str
    problem: str
    second: str
    is_second_own: bool
    second_ms: int
    second_problem: str
    is_late: bool
    is_working: bool


def standing(facts: BackupFacts, now: datetime) -> tuple[NoteKind, str, str]:
    """Kind, strong sentence and the rest, for the box on top."""
    if facts.is_working:
        return "info", "A backup is being made.", "Go on working."
    where = f"In {facts.file}, checked by opening it." if facts.made_ms else ""
    lines = [where, _second(facts, now)]
    if facts.problem:
        lines.insert(0, _told(facts.problem, facts.file))
    rest = " ".join(filter(None, lines))
    if not facts.made_ms:
        kind: NoteKind = "warn" if facts.problem or facts.is_late or not facts.is_on else "info"
        return kind, "There is no backup of this vault on this PC yet.", rest
    strong = f"The last backup was made {_when(facts.made_ms, now)}."
    is_well = not (facts.problem or facts.second_problem or facts.is_late)
    if facts.is_late:
        strong = f"No backup for more than 7 days. {strong}"
    return ("ok" if is_well else "warn"), strong, rest


def _second(facts: BackupFacts, now: datetime) -> str:
    if not facts.second:
        alone = "It is on this PC alone: if the PC is lost, so is the backup."
        return alone if facts.made_ms else ""
    if facts.second_problem:
        told = _told(facts.second_problem, facts.second)
        return f"The second place: {told} It is tried again by itself."
    if facts.second_ms:
        return f"Copied to {facts.second} {_when(facts.second_ms, now)}, and checked there."
    return f"The next one is copied to {facts.second} too."


def _told(code: str, path: str) -> str:
    return sentence(Refused(code, path=path, found=0, known=0, seconds=0))


def _when(ms: int, now: datetime) -> str:
    at = moment_of(ms).astimezone(now.tzinfo)
    if at.date() == now.date():
        return f"today at {clock_time(at)}"
    return f"on {short_day(at.date(), today=now.date())} at {clock_time(at)}"
