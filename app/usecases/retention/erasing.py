"""What has to be so before a lead may have something erased, and what is written again first."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.moving import MOVED, Origin, origin_of
from app.domain.records import Record
from app.domain.referral import works_on
from app.errors import NotFound, Refused
from app.ports import Reading, Session
from app.ports.erasing import Target
from app.usecases.access.leasing import require_read
from app.usecases.person import joining
from app.usecases.referrals import states
from app.usecases.retention import holding

MOST_REASON = 2_000


def require_erasable(reading: Reading, target: Target, reason: str) -> bytes:
    """The space that the target is in.

    Raises NotFound `erasing.nothing`, Refused `erasing.reason_needed`, `erasing.reason_long`,
    `erasing.no_team`, `erasing.several_spaces`, `erasing.on_hold` or `lease.hidden`. One record
    may be erased in a file on hold only after the hold: what is wanted by an inquiry is not for one
    person to judge. A hold on one of the files of a person holds all that are joined with it.
    """
    if not reason.strip():
        raise Refused("erasing.reason_needed")
    if len(reason) > MOST_REASON:
        raise Refused("erasing.reason_long", most=MOST_REASON)
    require_read(reading, target.subject)
    records = reading.history_of(target.subject)
    if not target.is_file:
        records = [each for each in records if (each.kind, each.id) == (target.kind, target.record)]
    if not records:
        raise NotFound("erasing.nothing")
    spaces = {each.space for each in records}
    if None in spaces:
        raise Refused("erasing.no_team")
    if len(spaces) > 1:
        raise Refused("erasing.several_spaces")
    files = joining.files_of(reading, target.subject).files
    if any(holding.is_on_hold(reading, each) for each in files):
        raise Refused("erasing.on_hold")
    (space,) = spaces
    return bytes(space or b"")


def is_by_lead(reading: Reading, subject: bytes) -> bool:
    """Whether this reader leads every space that something of a file is in."""
    spaces = {record.space for record in reading.history_of(subject)}
    return bool(spaces) and all(
        space is not None and reading.standing(space).is_lead for space in spaces
    )


def target_of(reading: Reading, subject: bytes, record: bytes | None) -> Target:
    """A file, or one record of it by its id; raises NotFound `erasing.nothing`."""
    if record is None:
        return Target(subject)
    found = next((each for each in reading.history_of(subject) if each.id == record), None)
    if found is None:
        raise NotFound("erasing.nothing")
    return Target(subject, found.kind, found.id)


def teams_untold(reading: Reading, subject: bytes, record: bytes | None = None) -> tuple[str, ...]:
    """The other teams with an open referral of a file, or in one record of it.

    They have a file of their own, and hear nothing of an erasure here.
    """
    found = states.of_file(reading.records_of(subject))
    open_ = [each for each in found if record in (None, each.record.id)]
    names = (works_on(each.record.fields, each.state) for each in open_)
    return tuple(dict.fromkeys(filter(None, names)))


def write_again(session: Session, subject: bytes, changes: Sequence[bytes]) -> int:
    """Write anew what stays of saves of which a part is erased; gives how many records.

    `changes` are ids. What they set and still stands is set again in this person's name, over what
    it was, and a record without any answer is begun again; one that cannot change is written as
    another. Each names who wrote it first.
    """
    require_read(session, subject)
    named = set(changes)
    edits = [
        edit
        for record in session.history_of(subject)
        if (edit := _again(record, named)) is not None
    ]
    if edits:
        session.save(edits, space=_space_of(session, subject))
    return len(edits)


def _again(record: Record, named: set[bytes]) -> Edit | None:
    origin: dict[str, Value] = {}
    if origin_of(record.fields) is None:
        at = Origin(record.id, record.subject, record.author, record.created_ms, record.id)
        origin = {MOVED: at.field()}
    if record.is_immutable:
        if record.id not in named:
            return None
        return Edit(record.kind, record.subject, None, {**record.fields, **origin}, {})
    standing = {
        name: record.fields.get(name)
        for name, heads in record.heads.items()
        if named.intersection(heads) and name not in record.clashes
    }
    if not standing and record.heads:
        return None
    over = {name: record.heads[name] for name in standing}
    return Edit(record.kind, record.subject, record.id, {**standing, **origin}, over)


def _space_of(session: Session, subject: bytes) -> bytes | None:
    person = session.record(subject)
    return None if person is None else person.space
