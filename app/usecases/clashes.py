"""What is to settle, with whom it is about, and what was settled in the last days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.domain.changes import Change
from app.domain.clashes import SETTLED_DAYS, Clash, Desk, Settled
from app.domain.encoding import encode
from app.domain.history import Mark, Written
from app.domain.masking import masked, masked_record
from app.domain.people import PersonRow
from app.domain.records import Record, Version
from app.domain.sensitive import GUARDS
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.person.people import row_of
from app.usecases.recording import FORM

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
            _with_writers(reading, record),
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


def _with_writers(reading: Reading, record: Record) -> Record:
    """With those named who wrote what was put back to be settled anew, not whoever reopened it."""
    history = reading.history(record.id)
    told = {
        field: tuple(_as_written(reading, record, field, each, history) for each in versions)
        for field, versions in record.clashes.items()
    }
    return replace(record, clashes=told)


def _as_written(
    reading: Reading, record: Record, field: str, version: Version, history: Sequence[Change]
) -> Version:
    """The version by the first who wrote it, if its change writes it once more over nothing."""
    same = [
        each
        for each in history
        if field in each.set and encode(each.set[field]) == encode(version.value)
    ]
    last = next((each for each in same if each.id == version.change), None)
    if last is None or last.over.get(field) or same[0] is last:
        return version
    first = _written(reading, record, same[0].id)
    if first is None:
        return version
    return replace(
        version,
        author=first.author,
        at_ms=first.change.time[0],
        pc=first.pc,
        is_here=first.is_here,
    )


def _written(reading: Reading, record: Record, change: bytes) -> Written | None:
    """A change of a record, with who wrote it."""
    older: Mark | None = None
    while True:
        page = reading.history_page(record.subject, record.id, after=older)
        for each in page.entries:
            if isinstance(each, Written) and each.change.id == change:
                return each
        older = page.older
        if older is None:
            return None


def _place(clash: Clash) -> tuple[bool, bool, int, str]:
    oldest = min((version.at_ms for version in clash.versions), default=0)
    return not clash.holds_contact, not clash.has_careful_side, oldest, clash.key
