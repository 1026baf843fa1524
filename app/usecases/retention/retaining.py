"""Which files have been kept for as long as they must be, for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from app.domain.holding import HOLD
from app.domain.moments import moment_of
from app.domain.records import Record
from app.domain.retention import Clock, Reviewed, Rule, kept_until
from app.ports import Reading
from app.usecases.person import joining
from app.usecases.retention import holding

_BORN = "date_of_birth"


def review(reading: Reading, rules: Sequence[Rule], *, today: date) -> list[Reviewed]:
    """All files whose day has come, the longest over first."""
    longest = max((each.years for each in rules if each.clock is Clock.LAST_ENTRY), default=0)
    # The latest rule counts, so nothing younger than the longest can have come to its day.
    before = datetime(max(today.year - longest, 1971), 12, 31, tzinfo=UTC) + timedelta(days=2)
    before_ms = int(before.timestamp() * 1000)
    entries = dict(reading.last_entries(but_for=HOLD, before_ms=before_ms))
    found_here = reading.records(sorted(entries))
    people = {each.subject: each for each in found_here if each.kind == "person"}
    found = [
        _reviewed(reading, people[subject], last_ms, rules)
        for subject, last_ms in entries.items()
        if subject in people
    ]
    due = [each for each in found if each is not None and each.kept.until <= today]
    return sorted(due, key=lambda each: (each.kept.until, each.subject))


def due(reading: Reading, rules: Sequence[Rule], person: Record, *, today: date) -> Reviewed | None:
    """One file, if its day has come."""
    written = reading.history_of(person.subject)
    last_ms = max(each.changed_ms for each in written if each.kind != HOLD)
    found = _reviewed(reading, person, last_ms, rules)
    return found if found is not None and found.kept.until <= today else None


def _reviewed(
    reading: Reading, person: Record, last_ms: int, rules: Sequence[Rule]
) -> Reviewed | None:
    """Of a person with several files the last entry and a hold in any of them count.

    None while two days of birth stand beside each other: it is not for a rule to choose.
    """
    if _BORN in person.clashes:
        return None
    whole = joining.files_of(reading, person.subject)
    others = set(whole.files) - {person.subject}
    entries = (each for other in others for each in reading.history_of(other) if each.kind != HOLD)
    last_ms = max(last_ms, *(each.changed_ms for each in entries), 0)
    last = moment_of(last_ms).date()
    kept = kept_until(rules, last, _day(person.fields.get(_BORN)))
    if kept is None:
        return None
    is_held = any(holding.is_on_hold(reading, each) for each in whole.files)
    return Reviewed(person.subject, last, kept, is_held)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
