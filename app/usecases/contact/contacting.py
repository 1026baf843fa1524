"""Whether and how a person may be reached; show a number within its rule; write down a try."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.contact import CODE_WORDS, FIELD, as_point, is_contact
from app.domain.contact_safety import Safety, safety_of
from app.domain.encoding import Value, encode
from app.domain.masking import POINT
from app.domain.moments import moment_of
from app.domain.records import Record
from app.domain.sensitive import LEAST_REASON
from app.errors import FormRefused, NotFound, Refused
from app.forms.conversion import text_problem
from app.ports import Reading, Session
from app.usecases import editing, recording
from app.usecases.access.veiling import closed_files, require_open
from app.usecases.contact.around import around_in
from app.usecases.editing import Heads
from app.usecases.person.joining import files_of
from app.usecases.recording import Recorded, require_file

SHOWN, ANYWAY, WORD_SHOWN = "contact_shown", "contact_anyway", "code_word_shown"
"""What the access log calls a number shown within its rule, one with a reason, and a code word."""
_KIND = "contact"
_MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A number or an address, to be used now; `is_inside` tells whether its rule allowed it."""

    words: str
    is_inside: bool


def safety(reading: Reading, subject: bytes, *, now: datetime) -> Safety:
    """What holds for a file now; nothing in it tells a number, an address or a code word.

    `now` has an offset. Raises Refused `access.glass_needed` for a sensitive file that is closed.
    """
    require_open(reading, subject)
    points = points_of(reading, subject)
    spaces = {each.space for each in points} or {_space(reading, subject)}
    parked = sum(reading.parked_in(space) for space in spaces)
    return safety_of(
        [(each.id, versions_of(each)) for each in points],
        parked=parked,
        now=now,
        is_parted=_are_parted(points),
        around=around_in(reading, _open_files(reading, subject)),
    )


def points_of(reading: Reading, subject: bytes) -> list[Record]:
    """The contact points of whom a file is about, oldest first; those put away are none.

    Of a person with several files those of all: a rule in one of them holds for the others.
    """
    found = [
        each for file in _open_files(reading, subject) for each in reading.of_file(file, POINT)
    ]
    return sorted(found, key=lambda each: (each.created_ms, each.id))


def _are_parted(points: list[Record]) -> bool:
    """Whether the files of one person keep other rules for contact: which hold is not known."""
    by_file: dict[bytes, set[bytes]] = {}
    for each in points:
        told = (encode(value) for value in versions_of(each))
        by_file.setdefault(each.subject, set()).update(told)
    return len({frozenset(values) for values in by_file.values()}) > 1


def versions_of(point: Record) -> list[Value]:
    """Its versions side by side, or its one value."""
    versions = point.clashes.get(FIELD)
    return [each.value for each in versions] if versions else [point.fields.get(FIELD)]


def reveal(session: Session, point: bytes, *, reason: str = "") -> Place:
    """The number or address of a contact point, written down in the access log.

    Within its rule no reason is needed. Raises NotFound `records.no_such_record`; Refused
    `contact.outside` outside of it without a reason, `contact.reason_short`,
    `contact.several_places` where its versions name different ones, which only settling decides,
    `contact.no_place`, or `access.glass_needed`.
    """
    record = _point(session, point)
    now = moment_of(session.now_ms()).astimezone()
    found = safety(session, record.subject, now=now)
    rule = next(each for each in found.rules if each.record == point)
    if not rule.is_usable:
        require_reason_to_ring(reason)
    places = {_place_in(each) for each in versions_of(record)}
    if len(places) > 1:
        raise Refused("contact.several_places")
    words = places.pop()
    if not words:
        raise Refused("contact.no_place")
    what, detail = (SHOWN, "") if rule.is_usable else (ANYWAY, " ".join(reason.split()))
    session.note_access(what, record.subject, record=record.id, detail=detail)
    return Place(words, rule.is_usable)


def require_reason_to_ring(reason: str) -> None:
    """Raise Refused `contact.outside` without a reason, or `contact.reason_short`."""
    words = reason.strip()
    if not words:
        raise Refused("contact.outside")
    if len(words) < LEAST_REASON:
        raise Refused("contact.reason_short", least=LEAST_REASON)
    problem = text_problem(words, most=_MOST_REASON)
    if problem is not None:
        raise FormRefused({"reason": problem})


def code_words(session: Session, subject: bytes) -> dict[str, tuple[str, ...]]:
    """The code words of a file by what they mean, written down in the access log.

    They are listened for, so they are shown whatever the hour. Raises as `safety` does.
    """
    require_open(session, subject)
    found: dict[str, tuple[str, ...]] = {}
    for name in CODE_WORDS:
        texts = [
            _text(value, name)
            for each in points_of(session, subject)
            for value in versions_of(each)
        ]
        found[name] = tuple(dict.fromkeys(filter(None, texts)))
    session.note_access(WORD_SHOWN, subject, record=None, detail="")
    return found


def log_try(
    session: Session,
    subject: bytes,
    answers: Mapping[str, Value],
    *,
    still_right: bytes | None = None,
) -> Recorded:
    """Write down a try to reach somebody; it cannot be changed after.

    `still_right` is a contact point whose rules the person confirmed in it: its day of checking
    becomes today's. Raises as `recording.record` does, and `access.glass_needed`.
    """
    require_file(session, subject)
    require_open(session, subject)
    made = recording.record(session, _KIND, answers, subject=_file_of(session, answers, subject))
    if still_right is not None:
        confirm(session, still_right)
    return made


def change_point(
    session: Session,
    point: bytes,
    answers: Mapping[str, Value],
    *,
    kept: Collection[str] = (),
    seen: Heads | None = None,
    reason: str = "",
) -> None:
    """Change a contact point; the parts in `kept` stay as they are on file, unseen.

    `seen` are the heads that stood on the screen. Raises Refused `contact.several_places` while its
    versions clash, and as `editing.edit` does.
    """
    record = _point(session, point)
    if record.clashes.get(FIELD):
        raise Refused("contact.several_places")
    stands = as_point(record.fields.get(FIELD))
    whole = {name: stands[name] for name in kept if name in stands} | dict(answers)
    editing.edit(session, point, {FIELD: whole}, seen=seen, reason=reason)


def ban(session: Session, subject: bytes) -> Recorded:
    """Write down that nobody makes contact: they contact us. It holds for the whole file."""
    require_open(session, subject)
    rule: dict[str, Value] = {"contact_allowed": "no"}
    answers: dict[str, Value] = {FIELD: rule}
    return recording.record(session, POINT, answers, subject=subject)


def confirm(session: Session, point: bytes) -> None:
    """Write down that the rules of a contact point were checked with the person today.

    Raises Refused `contact.several_places` while its versions clash: there is no one rule then.
    """
    record = _point(session, point)
    value = record.fields.get(FIELD)
    if record.clashes.get(FIELD) or not isinstance(value, dict):
        raise Refused("contact.several_places")
    today = recording.now(session).date().isoformat()
    editing.edit(session, point, {FIELD: {**as_point(value), "last_confirmed": today}})


def require_not_held(reading: Reading, subject: bytes) -> None:
    """Raise Refused `leaving.contact_held` while nobody can say how this person may be reached.

    That is while versions of a contact point clash, the files of one person keep other rules, or
    something of their space cannot be read here yet: what leaves then could go to a place that is
    no longer safe.
    """
    whole = files_of(reading, subject).files
    records = [each for file in whole for each in reading.records_of(file)]
    in_clash = any(is_contact(field) for each in records for field in each.clashes)
    spaces = {each.space for each in records}
    points = [each for each in records if each.kind == POINT]
    is_parted = _are_parted(points)
    if in_clash or is_parted or any(reading.parked_in(space) for space in spaces):
        raise Refused("leaving.contact_held")


def _point(reading: Reading, id: bytes) -> Record:
    record = editing.find(reading, id)
    if record.kind != POINT or record.is_away:
        raise NotFound("records.no_such_record")
    require_open(reading, record.subject)
    return record


def _open_files(reading: Reading, subject: bytes) -> list[bytes]:
    """All files of one person that this reader may see."""
    closed = closed_files(reading)
    return [each for each in files_of(reading, subject).files if each not in closed]


def _file_of(reading: Reading, answers: Mapping[str, Value], subject: bytes) -> bytes:
    """In which of a person's files a try is written down: where its contact point stands."""
    named = answers.get("point")
    points = points_of(reading, subject)
    point = next((each for each in points if each.id.hex() == named), None)
    return subject if point is None else point.subject


def _space(reading: Reading, subject: bytes) -> bytes | None:
    person = reading.record(subject)
    return None if person is None else person.space


def _place_in(value: Value) -> str:
    return _text(value, "number") or _text(value, "address")


def _text(value: Value, name: str) -> str:
    found = as_point(value).get(name)
    return found if isinstance(found, str) else ""
