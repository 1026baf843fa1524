"""What a sensitive file shows of itself: nothing, unless it is the reader's own or open to her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.nhs_number import read_nhs_number
from app.domain.people import reference
from app.domain.records import Found, Record
from app.domain.sensitive import GUARDS, Guard, veiled
from app.errors import Refused
from app.ports import Reading
from app.usecases.person.same_files import files_of

Closed = frozenset[bytes]
"""The files that show nothing of themselves now."""


def closed_files(reading: Reading) -> Closed:
    """The files that show nothing of themselves to this reader now.

    A file without a mark of its own is closed with one that it is joined with, and whoever is kept
    out of one of a person's files is kept out of all.
    """
    guards = reading.guards()
    closed = {subject for subject, guard in guards.items() if guard.is_closed}
    for subject in sorted(closed):
        is_kept_out = guards[subject].is_kept_out
        others = files_of(reading, subject).files
        closed |= {each for each in others if is_kept_out or each not in guards}
    return frozenset(closed)


def require_open(reading: Reading, subject: bytes) -> None:
    """Raise Refused `access.glass_needed` unless this reader may see the file now, or
    `access.kept_out` where she may not even with a reason.

    Everything that shows, changes or takes out what stands in a file asks here first. What closes
    a file is what closes it in `closed_files`, a file that it is joined with too.
    """
    found = closing(reading, subject)
    if found:
        code = "access.kept_out" if found[0].is_kept_out else "access.glass_needed"
        raise Refused(code, reference=reference(subject))


def is_kept_out(reading: Reading, subject: bytes) -> bool:
    """Whether this reader may not see the file even with a reason: it or one it is joined with."""
    return any(guard.is_kept_out for guard in closing(reading, subject))


def closing(reading: Reading, subject: bytes) -> list[Guard]:
    """What closes the file to this reader now: its own mark, and those of files joined with it.

    What no reason opens comes first.
    """
    guards = reading.guards()
    if not any(guard.is_closed for guard in guards.values()):
        return []
    marks = [(file, guards[file]) for file in files_of(reading, subject).files if file in guards]
    found = [
        guard
        for file, guard in marks
        if guard.is_closed and (file == subject or guard.is_kept_out or subject not in guards)
    ]
    return sorted(found, key=lambda guard: not guard.is_kept_out)


def is_open(reading: Reading, subject: bytes) -> bool:
    """Whether this reader may see the file now."""
    return subject not in closed_files(reading)


def veil(records: Sequence[Record], closed: Closed) -> list[Record]:
    """The records in their order, with nothing in those of closed files."""
    return [veiled(each) if each.subject in closed else each for each in records]


def found(reading: Reading, words: str, *, most: int = 50) -> list[Found]:
    """What a search may show: words find nothing in a closed file, not even that it is there.

    The whole NHS number or the file's reference finds it, as a file without a name: who has the
    number in hand has to know that there is something to ask for.
    """
    closed = closed_files(reading)
    hits = [hit for hit in reading.find(words, most=most) if hit.record.kind not in GUARDS]
    return [shown for hit in hits if (shown := _shown(hit, words, closed)) is not None]


def _shown(hit: Found, words: str, closed: Closed) -> Found | None:
    record = hit.record
    if record.subject not in closed:
        return hit
    if record.kind != "person" or not _is_named_exactly(record, words):
        return None
    return replace(hit, record=veiled(record), snippet="")


def _is_named_exactly(person: Record, words: str) -> bool:
    number = read_nhs_number(words.strip())
    if number is not None:
        return number == person.fields.get("nhs_number")
    return words.strip().upper() == reference(person.subject)
