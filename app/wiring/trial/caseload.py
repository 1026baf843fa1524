"""A whole caseload, saved through the same use cases as a person's own work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from app.domain.encoding import Value
from app.ports import Session
from app.usecases import recording
from app.wiring.trial.enquiries import an_enquiry
from app.wiring.trial.names import a_name, nhs_numbers
from app.wiring.trial.notes import a_note

_BY_HAND = 100
"""The lowest numbers are left to the people who are written by hand."""
_DAYS_BACK = 540
_PER_TRANSACTION = 200
_HANDED_OVER = 0.85


@dataclass(frozen=True, slots=True)
class Case:
    """One made-up person with what was recorded about them, oldest first."""

    about: dict[str, Value]
    enquiry: dict[str, Value]
    notes: tuple[dict[str, Value], ...]
    handed_over_at: datetime | None


def caseload(*, people: int, notes: int, seed: int, now: datetime) -> Iterator[Case]:
    """Made-up cases, the same for the same seed and moment; `notes` are spread over `people`."""
    random = Random(seed)
    numbers = islice(nhs_numbers(), _BY_HAND, None)
    for place in range(people):
        share = notes * (place + 1) // people - notes * place // people
        at = _by_day(now - timedelta(days=random.randint(1, _DAYS_BACK)), random)
        yield _case(random, next(numbers), at, share, now)


def fill(session: Session, cases: list[Case]) -> None:
    """Save cases in this transaction."""
    for case in cases:
        made = recording.record(session, "identification", case.enquiry, about=case.about)
        for note in case.notes:
            recording.record(session, "note", note, subject=made.subject)
        if case.handed_over_at is not None:
            handed = _handed_over(made.id, case.handed_over_at)
            recording.record(session, "referral", handed, subject=made.subject)


def batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    """Cases in portions that one transaction takes."""
    while batch := list(islice(cases, _PER_TRANSACTION)):
        yield batch


def _case(random: Random, number: str, at: datetime, notes: int, now: datetime) -> Case:
    about: dict[str, Value] = {}
    if random.random() < 0.95:
        born = now.date() - timedelta(days=random.randint(16 * 366, 90 * 365))
        about = {"name": a_name(random), "date_of_birth": born.isoformat()}
    if random.random() < 0.9:
        about["nhs_number"] = number
    if random.random() < 0.5:
        about["pronouns"] = random.choice(["she/her"] * 8 + ["he/him", "they/them"])
    span = (now - at).days
    later = [at + timedelta(days=random.randint(0, max(span - 1, 0))) for _ in range(notes)]
    times = [min(_by_day(day, random), now) for day in sorted(later)]
    enquiry = an_enquiry(random, at)
    handed_over_at = None
    if enquiry.get("specialist_referral") == "accepted" and random.random() < _HANDED_OVER:
        handed_over_at = min(at + timedelta(hours=random.randint(1, 40)), now)
    notes_made = tuple(a_note(random, time) for time in sorted(times))
    return Case(about, enquiry, notes_made, handed_over_at)


def _by_day(day: datetime, random: Random) -> datetime:
    """The same day at an hour when people work."""
    return day.replace(hour=random.randint(8, 19), minute=random.randint(0, 59))


def _handed_over(identification: bytes, at: datetime) -> dict[str, Value]:
    return {
        "identification": identification.hex(),
        "handed_over_at": at.isoformat(timespec="minutes"),
        "handed_over_to": "IDVA team, by phone",
    }
