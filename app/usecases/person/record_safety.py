"""Keep the record of a disclosure safe: what was done of the twelve points, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.encoding import Value
from app.domain.record_safety import safety_id
from app.domain.records import Record
from app.forms.record_safety import OF, RECORD_SAFETY, parted
from app.ports import Reading, Session
from app.usecases import editing, recording
from app.usecases.person.files import answers_of


@dataclass(frozen=True, slots=True)
class Kept:
    """An identification and what was done to keep its record safe, as they stand.

    `answers` are those of both. `beside` is None until one of the other points was looked at.
    """

    identification: Record
    beside: Record | None
    answers: Mapping[str, Value]


def look(reading: Reading, identification: bytes) -> Kept:
    """How it stands; raises as `editing.find_to_change` does."""
    record = editing.find_to_change(reading, identification)
    beside = reading.record(safety_id(identification))
    answers = dict(answers_of(record))
    if beside is not None and beside.kind == RECORD_SAFETY:
        own = answers_of(beside)
        return Kept(record, beside, own | answers)
    return Kept(record, None, answers)


def keep(session: Session, stood: Kept, answers: Mapping[str, Value]) -> None:
    """Write the points that were changed over what stood on the screen; None takes one out.

    What a colleague began meanwhile stays beside it. Raises as `editing.edit` does.
    """
    of, beside = stood.identification, safety_id(stood.identification.id)
    own, other = parted(answers)
    if own:
        editing.edit(session, of.id, own, seen=of.heads)
    if not other:
        return
    if session.record(beside) is not None:
        seen = {} if stood.beside is None else stood.beside.heads
        editing.edit(session, beside, other, seen=seen)
        return
    given = {name: value for name, value in other.items() if value is not None}
    if given:
        whole: dict[str, Value] = {**given, OF: of.id.hex()}
        recording.record(session, RECORD_SAFETY, whole, subject=of.subject)
