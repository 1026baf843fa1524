"""Move a person's file into another space: written anew there, put away here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.around import WATCHED, watched_id
from app.domain.attachment import KIND as ATTACHMENT
from app.domain.attachment import Sealed, sealed_in
from app.domain.changes import Edit
from app.domain.encoding import Value, encode
from app.domain.joining import SAME
from app.domain.keeping_out import KEPT_FROM, LET_IN, SEEN
from app.domain.moving import MOVED, Origin, origin_of, renamed
from app.domain.record_safety import safety_id
from app.domain.records import Record
from app.domain.referral import KIND as REFERRAL
from app.domain.referral import NEWS
from app.domain.sensitive import BREAK_GLASS, GLASS_SEEN, SENSITIVE, mark_id
from app.errors import Refused
from app.forms.agreed import PAGE
from app.forms.own_kinds import is_own_kind
from app.forms.record_safety import OF, RECORD_SAFETY
from app.ports import Reading, Session
from app.usecases.access.leasing import require_read
from app.usecases.access.veiling import require_open
from app.usecases.editing import ENTERED_IN_ERROR, mark_in_error
from app.usecases.person import joining
from app.usecases.recording import KINDS, require_file

REASON = "Moved into another space"
_WRITTEN_ANEW = frozenset((*KINDS, NEWS, PAGE, ATTACHMENT, SENSITIVE, KEPT_FROM))
_LEFT = frozenset((ENTERED_IN_ERROR, BREAK_GLASS, GLASS_SEEN, LET_IN, SEEN, SAME))
_STAYS = frozenset((*_LEFT, SENSITIVE, KEPT_FROM))
_MOST_EDITS = 100
_MOST_BYTES = 256 * 1024


def move(
    session: Session, subject: bytes, space: bytes, *, contents: Mapping[str, Sealed]
) -> bytes:
    """Move a file; gives the id it has there.

    `contents` are the objects of its attachments sealed anew, by the ids of the old ones.
    Each record written there names what it was and its first author. Here each is put away with a
    reason, and stays readable in the history of whoever could read it. What was entered in error,
    and who opened a sensitive file, stays here alone. Drafts go with the file. Raises NotFound
    `records.no_such_file` or `vault.no_such_space`; Refused `records.moved_already`,
    `records.move_there`, `records.move_in_clash`, `records.move_newer`, `records.move_not_own`,
    `joining.joined`,
    `records.move_not_here` for an attachment whose content is on another PC,
    `changes.several_spaces`, `lease.hidden` or `access.glass_needed`.
    """
    require_file(session, subject)
    require_read(session, subject)
    require_open(session, subject)
    records = session.records_of(subject)
    _require_movable(session, subject, records, space)
    written = _in_order([each for each in records if _is_written_anew(each.kind)])
    moving = _Moving(session, subject, written, space, contents)
    for record in written:
        moving.write(record)
    moving.flush()
    for record in written:
        if record.kind not in _STAYS:
            mark_in_error(session, record, REASON, is_moving=True)
    _take_drafts(session, subject, moving.subject)
    session.note_access("moved", subject, record=None, detail="")
    return moving.subject


def left_behind(reading: Reading) -> list[tuple[bytes, int]]:
    """Each file that moved and where something stands again: written by somebody who had not seen
    that, or knew no other place. With when the newest of it was written (ms since 1970).

    The file is in no list any more, so nobody would come upon it. A referral has rows of its own.
    """
    return reading.left_behind(REASON, {*_STAYS, REFERRAL, NEWS})


def _require_movable(session: Session, subject: bytes, records: list[Record], space: bytes) -> None:
    spaces, guard = {record.space for record in records}, session.guards().get(subject)
    if not any(record.kind == "person" for record in records):
        raise Refused("records.moved_already")
    if guard is not None and not guard.is_own:
        raise Refused("records.move_not_own")
    if space in spaces:
        raise Refused("records.move_there")
    if len(spaces) > 1:
        raise Refused("changes.several_spaces")
    if joining.files_of(session, subject).parts:
        raise Refused("joining.joined")
    if any(record.clashes for record in records):
        raise Refused("records.move_in_clash")
    if any(not _is_written_anew(each.kind) and each.kind not in _LEFT for each in records):
        raise Refused("records.move_newer")


def _is_written_anew(kind: str) -> bool:
    return kind in _WRITTEN_ANEW or is_own_kind(kind)


def _in_order(records: list[Record]) -> list[Record]:
    """The records so that each comes after the immutable ones whose ids stand in it."""
    ordered: list[Record] = []
    while records:
        unwritten = {record.id.hex() for record in records if record.is_immutable}
        ready = [each for each in records if not unwritten.intersection(_texts(each.fields))]
        ordered += ready or records
        records = [each for each in records if each not in ready] if ready else []
    return ordered


class _Moving:
    """Writes records anew, in as few saves as their size and their ids allow.

    The id of an immutable record is known once it is written: what names it comes in a later save.
    """

    def __init__(
        self,
        session: Session,
        old: bytes,
        records: Sequence[Record],
        space: bytes,
        contents: Mapping[str, Sealed],
    ) -> None:
        self._session, self._space, self._contents = session, space, contents
        self.subject = session.new_id()
        mutable = (each.id.hex() for each in records if not each.is_immutable)
        self._names = {id: session.new_id().hex() for id in mutable}
        self._names[old.hex()] = self.subject.hex()
        for each in records:
            if each.kind == RECORD_SAFETY and str(each.fields.get(OF)) in self._names:
                of = self._names[str(each.fields.get(OF))]
                self._names[each.id.hex()] = safety_id(bytes.fromhex(of)).hex()
        self._edits: list[Edit] = []
        self._immutable: dict[int, str] = {}
        self._size = 0

    def write(self, record: Record) -> None:
        """Write a record anew, at the latest with `flush`."""
        if self._waits_for(record):
            self.flush()
        set_ = {name: renamed(value, self._names) for name, value in record.fields.items()}
        set_[MOVED] = _origin(record).field()
        if record.kind == ATTACHMENT:
            set_ |= self._sealed_anew(record)
        size = len(encode(set_))
        if len(self._edits) >= _MOST_EDITS or self._size + size > _MOST_BYTES:
            self.flush()
        if record.is_immutable:
            self._immutable[len(self._edits)] = record.id.hex()
        id = None if record.is_immutable else self._new_id(record)
        self._edits.append(Edit(record.kind, self.subject, id, set_, {}))
        self._size += size

    def flush(self) -> None:
        """Save what waits."""
        if self._edits:
            changes = self._session.save(self._edits, space=self._space)
            for number, old in self._immutable.items():
                self._names[old] = changes[number].of.hex()
        self._edits, self._immutable, self._size = [], {}, 0

    def _sealed_anew(self, record: Record) -> dict[str, Value]:
        sealed = sealed_in(record.fields)
        if sealed is None:
            raise Refused("records.move_newer")
        if sealed.object not in self._contents:
            raise Refused("records.move_not_here")
        return self._contents[sealed.object].fields()

    def _waits_for(self, record: Record) -> bool:
        waiting = set(self._immutable.values())
        return any(text in waiting for text in _texts(record.fields))

    def _new_id(self, record: Record) -> bytes:
        if record.kind == SENSITIVE:
            return mark_id(self.subject)
        if record.kind == WATCHED:
            return watched_id(self.subject)
        return bytes.fromhex(self._names[record.id.hex()])


def _origin(record: Record) -> Origin:
    """What a record was; one that moved before keeps its first author, day and id."""
    before = origin_of(record.fields)
    if before is not None:
        return replace(before, record=record.id, subject=record.subject)
    return Origin(record.id, record.subject, record.author, record.created_ms, record.id)


def _texts(value: Value | Mapping[str, Value]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)


def _take_drafts(session: Session, old: bytes, new: bytes) -> None:
    for draft in session.drafts():
        if draft.subject == old:
            session.keep_draft(replace(draft, subject=new))
