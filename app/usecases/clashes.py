"""What is to settle, with whom it is about, and what was settled in the last days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.clashes import SETTLED_DAYS, Clash, Desk, Settled
from app.domain.masking import masked, masked_record
from app.domain.people import PersonRow
from app.domain.records import Record
from app.domain.sensitive import GUARDS
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.person.people import row_of
from app.usecases.recording import FORM
from app.usecases.writers import with_writers

_DAY_MS = 24 * 60 * 60 * 1000


def desk(reading: Reading, *, today: date, with_settled: bool = True) -> Desk:
    """Every clash, those that hold contact first, then those with a careful side, oldest first.

    Numbers, addresses and names kept apart are told as on file, versions by number. Of closed
    sensitive files the clashes are only counted. What was settled takes longer to find.
    """
    closed = veiling.closed_files(reading)
    in_clash = reading.clashes()
    since = reading.now_ms() - SETTLED_DAYS * _DAY_MS
    found = reading.settled(since_ms=since) if with_settled else []
    settled = [each for each in found if _is_told(each, closed)]
    subjects = {each.subject for each in in_clash} | {each.subject for each in settled}
    people = _people(reading, subjects - closed, today=today)
    waiting = {space: reading.parked_in(space) > 0 for space in {each.space for each in in_clash}}
    clashes = [
        clash
        for record in in_clash
        if record.subject not in closed
        for clash in _of_record(
            with_writers(reading, record),
            people.get(record.subject),
            is_incomplete=waiting[record.space],
        )
    ]
    hidden = [each for each in in_clash if each.subject in closed and each.kind not in GUARDS]
    return Desk(
        tuple(sorted(clashes, key=_place)),
        tuple(_masked(each, people.get(each.subject)) for each in settled),
        sum(len(each.clashes) for each in hidden),
    )


def count(reading: Reading) -> int:
    """How many fields a person has to settle, those in closed files too."""
    return sum(len(each.clashes) for each in reading.clashes())


def _is_told(settled: Settled, closed: veiling.Closed) -> bool:
    """Which form asked is nothing that a person wrote."""
    return settled.subject not in closed and settled.field != FORM


def _masked(settled: Settled, person: PersonRow | None) -> Settled:
    """With its person, and nothing in its versions that is kept from sight."""
    versions = (settled.latest, *settled.earlier)
    among = [each.value for each in versions]
    latest, *earlier = (
        replace(each, value=masked(settled.kind, settled.field, each.value, among))
        for each in versions
    )
    return replace(settled, latest=latest, earlier=tuple(earlier), person=person)


def _people(reading: Reading, subjects: set[bytes], *, today: date) -> dict[bytes, PersonRow]:
    closed = veiling.closed_files(reading)
    found = reading.records(sorted(subjects))
    return {
        each.subject: row_of(each, today=today, closed=closed)
        for each in found
        if each.kind == "person"
    }


def _of_record(record: Record, person: PersonRow | None, *, is_incomplete: bool) -> Iterator[Clash]:
    record = masked_record(record)
    for field, versions in record.clashes.items():
        heads = record.heads.get(field, tuple(each.change for each in versions))
        yield Clash(record, field, versions, heads, person, is_incomplete)


def _place(clash: Clash) -> tuple[bool, bool, int, str]:
    oldest = min((version.at_ms for version in clash.versions), default=0)
    return not clash.holds_contact, not clash.has_careful_side, oldest, clash.key
