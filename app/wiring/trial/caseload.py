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

_DAYS_BACK = 540
_PER_TRANSACTION = 200


@dataclass(frozen=True, slots=True)
class Case:
    """One made-up person with what was recorded about them, oldest first."""

    about: dict[str, Value]
    enquiry: dict[str, Value]
    notes: tuple[dict[str, Value], ...]


def caseload(*, people: int, notes: int, seed: int, now: datetime) -> Iterator[Case]:
    """Made-up cases, the same for the same seed and moment; `notes` are spread over `people`."""
    random = Random(seed)
    numbers = nhs_numbers()
    for place in range(people):
        share = notes * (place + 1) // people - notes * place // people
        at = now - timedelta(minutes=random.randint(30, _DAYS_BACK * 24 * 60))
        yield _case(random, next(numbers), at, share, now)


def fill(session: Session, cases: list[Case]) -> None:
    """Save cases in this transaction."""
    for case in cases:
        made = recording.record(session, "identification", case.enquiry, about=case.about)
        for note in case.notes:
            recording.record(session, "note", note, subject=made.subject)


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
    times = sorted(at + (now - at) * random.random() for _ in range(notes))
    return Case(about, an_enquiry(random, at), tuple(a_note(random, time) for time in times))
