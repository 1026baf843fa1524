"""Make records of parcels from other teams: a referral with its file, or news of one.

Ids come from the parcel's, so that two PCs of the team that open it make one record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count

from app.domain.around import WATCHED, watched_id
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.moments import moment_of
from app.domain.moving import MOVED
from app.domain.parcels import MOST_OF_A_KIND, Arrived, derived_id, row_label
from app.domain.records import Record
from app.domain.referral import KIND, NEWS, Way, way_of
from app.domain.sensitive import SENSITIVE
from app.errors import Refused, YarrowError
from app.forms import checking, fields, library
from app.forms.agreed import PAGE, agreed, shipped_agreed
from app.forms.conversion import Circumstances
from app.forms.definition import Form, Kind, is_given
from app.ports import Session
from app.usecases.made import is_made
from app.usecases.recording import FORM
from app.usecases.referrals import answering, states

_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
_RESERVED = frozenset({FORM, AWAY, MOVED, SENSITIVE, "risk"})
_MOST_FIELDS = 300
_NOT_NOW = "not_allowed_now"
NOT_UNDERSTOOD = "referrals.not_readable"

NewId = Callable[[str], bytes]


def take_in(session: Session) -> int:
    """Take in everything that arrived from other teams; gives how many records of referrals,
    and of news of them, were made. One that cannot be one is kept apart and shown.
    """
    made = 0
    for arrived in session.parcels.arrived():
        if arrived.parcel.own == arrived.parcel.team:
            continue  # from the team's own door; that is no referral
        try:
            made += _take(session, arrived)
        except YarrowError:
            session.parcels.set_apart(arrived, NOT_UNDERSTOOD)
    return made


def _take(session: Session, arrived: Arrived) -> int:
    kind = arrived.parcel.fields.get("kind")
    if kind == KIND and arrived.parcel.answers is None:
        return _take_referral(session, arrived)
    if kind == answering.ANSWER and arrived.parcel.answers is not None:
        return _take_news(session, arrived)
    raise Refused(NOT_UNDERSTOOD)


def _take_referral(session: Session, arrived: Arrived) -> int:
    new_id, own = _ids(arrived), arrived.parcel.own
    subject = new_id("file")
    if is_made(session, KIND, new_id(KIND), subject=subject, space=own):
        session.parcels.settle(arrived)  # a colleague's PC was sooner
        return 0
    edits = [*_file(session, arrived, subject, new_id), _referral(session, arrived, subject)]
    told = _map(arrived.parcel.fields.get(KIND))
    _make(session, arrived, edits, at=told.get("referred_at"), space=own)
    session.parcels.settle(arrived)
    return 1


def _take_news(session: Session, arrived: Arrived) -> int:
    record = _told_of(session, arrived)
    if record is None:
        return 0  # the referral itself may come later
    id = derived_id(arrived.parcel.team, arrived.parcel.id, NEWS)
    own, known = arrived.parcel.own, session.record(id)
    # The referral may have moved since, with what is said of it.
    if known is None or known.kind != NEWS or known.space not in (own, record.space):
        answers = {name: arrived.parcel.fields.get(name) for name in agreed().answer}
        answers |= {"referral": record.id.hex(), "from_name": _name_of(session, arrived)}
        stored, _ = _stored(session, arrived, NEWS, answers)
        edits, at = [Edit(NEWS, record.subject, id, stored, {})], answers.get("told_at")
        _make(session, arrived, edits, at=at, space=record.space or own)
    session.parcels.settle(arrived)
    return 1


def _make(
    session: Session, arrived: Arrived, edits: Sequence[Edit], *, at: Value, space: bytes
) -> None:
    """The same changes on every PC of the team: nothing of this PC's own clock is in them."""
    parcel, told = arrived.parcel, _moment(at)
    sealed = _sealed(arrived)
    ms = int(min(told or sealed, sealed).timestamp() * 1000)
    session.save_made(edits, of=parcel.team + parcel.id, at_ms=max(ms, 0), space=space)


def _sealed(arrived: Arrived) -> datetime:
    """When it was sealed, as their service's clock says: nothing in it can have happened later."""
    return moment_of(arrived.sealed_ms)


def _moment(value: Value) -> datetime | None:
    """A moment with its offset, None for anything else."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def _in_time(form: Form, answers: Mapping[str, Value], sealed: datetime) -> dict[str, Value]:
    """The answers, nothing having happened after it was sealed: the sender's PC was ahead."""
    told = dict(answers)
    for field in form.fields:
        moment = _moment(told.get(field.name)) if field.kind is Kind.DATETIME else None
        if field.until_now and moment is not None and moment > sealed:
            told[field.name] = sealed.astimezone(moment.tzinfo).isoformat(timespec="seconds")
    return told


def _told_of(session: Session, arrived: Arrived) -> Record | None:
    """The referral that an answer is about, if it is one between these two teams."""
    record = states.by_parcel(session, arrived.parcel.answers or b"")
    if record is None:
        return None
    way = way_of(record.fields)
    other = record.fields.get("to_team" if way is Way.TEAM else "from_team")
    if other != arrived.parcel.team.hex() or way not in (Way.TEAM, Way.ARRIVED):
        raise Refused(NOT_UNDERSTOOD)
    return record


def _file(session: Session, arrived: Arrived, subject: bytes, new_id: NewId) -> Iterator[Edit]:
    given = arrived.parcel.fields
    person, _ = _stored(session, arrived, "person", _map(given.get("person")))
    person.pop(FORM)
    yield Edit("person", subject, subject, person, {})
    asked = _map(given.get("identification"))
    if asked:
        stored, _ = _stored(session, arrived, "identification", asked)
        yield Edit("identification", subject, new_id("identification"), stored, {})
    for kind in sorted(_several()):
        rows = given.get(kind)
        for number, row in enumerate(rows[:MOST_OF_A_KIND] if isinstance(rows, list) else []):
            stored, _ = _stored(session, arrived, kind, _map(row))
            is_one = kind == WATCHED and number == 0  # a file has one, known by the file's own id
            id = watched_id(subject) if is_one else new_id(row_label(kind, number))
            yield Edit(kind, subject, id, stored, {})


def _referral(session: Session, arrived: Arrived, subject: bytes) -> Edit:
    parcel, new_id = arrived.parcel, _ids(arrived)
    told, basis = _map(parcel.fields.get(KIND)), dict(parcel.basis)
    answers = {name: told.get(name) for name in agreed().referral}
    answers |= {name: basis.get(name) for name in agreed().basis}
    answers |= {
        "way": Way.ARRIVED.value,
        "parcel": parcel.id.hex(),
        "from_team": parcel.team.hex(),
        "own_space": parcel.own.hex(),
        "from_name": _name_of(session, arrived),
        "not_understood": _not_understood(session, arrived) or None,
    }
    if _map(parcel.fields.get("identification")):
        answers["identification"] = new_id("identification").hex()
    stored, _ = _stored(session, arrived, KIND, answers)
    return Edit(KIND, subject, new_id(KIND), stored, {})


def _not_understood(session: Session, arrived: Arrived) -> int:
    """How many answers, rows or whole kinds this program's forms do not know or do not allow."""
    given = arrived.parcel.fields
    known = {"kind", KIND, "person", "identification", *_several()}
    found = len(given.keys() - known)
    told = [(kind, given.get(kind)) for kind in ("person", "identification")]
    for kind in sorted(_several()):
        rows = given.get(kind)
        listed = rows if isinstance(rows, list) else []
        told += [(kind, row) for row in listed[:MOST_OF_A_KIND]]
        found += len(listed[MOST_OF_A_KIND:])
    return found + sum(_stored(session, arrived, kind, _map(row))[1] for kind, row in told)


def _stored(
    session: Session, arrived: Arrived, kind: str, answers: Mapping[str, Value]
) -> tuple[dict[str, Value], int]:
    """The fields of a record for answers that came, and how many of them the form does not take.

    Those are kept as they are, to be shown as not understood, as a merge keeps them.
    """
    form, sealed = library.latest(kind), _sealed(arrived)
    told = _in_time(form, answers, sealed)
    given = {name: value for name, value in told.items() if is_given(value)}
    at = Circumstances(sealed, session.is_training)
    converted, found = checking.examine(form, given, at)
    # What allows an answer may stand in a part that was not ticked: that is no fault of either.
    problems = {name for name, problem in found.items() if problem != _NOT_NOW}
    taken = {n: value for n, value in converted.items() if is_given(value) and n not in problems}
    foreign = {name: value for name, value in given.items() if name not in taken}
    kept = {name: value for name, value in foreign.items() if _may_keep(name)}
    if len(kept) > _MOST_FIELDS:
        raise Refused(NOT_UNDERSTOOD)
    numbers, new_id = count(), _ids(arrived)

    def element() -> str:
        return new_id(f"{kind} element {next(numbers)}")[:8].hex()

    stored = fields.to_fields(form, taken, new_element_id=element)
    return {**kept, **stored, FORM: form.reference}, len(foreign)


def _may_keep(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def _several() -> frozenset[str]:
    kinds = {kind for part in shipped_agreed().parts for kind in part.fields}
    return frozenset({PAGE, *kinds} - {"person", "identification"})


def _ids(arrived: Arrived) -> NewId:
    parcel = arrived.parcel
    return lambda label: derived_id(parcel.team, parcel.id, label)


def _name_of(session: Session, arrived: Arrived) -> str:
    teams = session.parcels.teams()
    named = (arrived.parcel.team, arrived.parcel.own)
    return next((each.name for each in teams if (each.id, each.own) == named), "")


def _map(value: Value) -> dict[str, Value]:
    return {str(name): each for name, each in value.items()} if isinstance(value, dict) else {}
