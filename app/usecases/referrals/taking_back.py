"""Who referred takes the agreement back, or has seen what came of it."""

from __future__ import annotations

from enum import StrEnum

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.parcels import Parcel, told_id
from app.domain.records import Record
from app.domain.referral import State, Way, id_in, is_cut_off, way_of
from app.errors import Refused
from app.ports import Session
from app.usecases.editing import find_to_change
from app.usecases.recording import now
from app.usecases.referrals import states
from app.usecases.referrals.agreeing import NO, scope_edits
from app.usecases.referrals.answering import ANSWER
from app.usecases.referrals.links import is_linked
from app.usecases.referrals.referring import grounds_of


class Stopped(StrEnum):
    """How a referral was stopped: before it left, by telling the team, or only here, because the
    link with that team was ended and Yarrow cannot tell them.
    """

    NEVER_LEFT = "never_left"
    TOLD = "told"
    TO_BE_RUNG = "to_be_rung"


def take_back(session: Session, id: bytes) -> Stopped:
    """The person took their agreement back: stop the referral, or tell the team that has it.

    The identification says no for that recipient from now on. It stands here also where the record
    does not say readably which parcel it is in, and then somebody has to ring. Raises NotFound
    `referrals.no_such_referral`, Refused `referrals.not_theirs`, `referrals.over`,
    `access.glass_needed`.
    """
    record = find_to_change(session, states.find(session, id).id)
    if way_of(record.fields) is not Way.TEAM:
        raise Refused("referrals.not_theirs")
    if states.standing(session, record).state.is_over:
        raise Refused("referrals.over")
    moment = now(session).isoformat(timespec="seconds")
    over = {name: record.heads.get(name, ()) for name in ("withdrawn_at",)}
    edits = [Edit(record.kind, record.subject, record.id, {"withdrawn_at": moment}, over)]
    edits += scope_edits(session, record, grounds_of(record).recipient, NO)
    changes = session.save(edits, space=record.space)
    return _stop(session, record, moment, change=changes[0].id)


def see_to(session: Session, id: bytes) -> None:
    """What came of it was seen: the row goes from Today, and nothing else changes.

    Raises NotFound `referrals.no_such_referral` and as `edit` does.
    """
    record = find_to_change(session, states.find(session, id).id)
    over = {"done": record.heads.get("done", ())}
    edit = Edit(record.kind, record.subject, record.id, {"done": "yes"}, over)
    session.save([edit], space=record.space)


def stop_from_here(session: Session, record: Record) -> None:
    """The parcel of one that was taken back lies here too: it does not go, or they are told.

    Who took it back may not have known that another PC had sent it.
    """
    named = _named(record)
    if named is None:
        return
    own, _, parcel = named
    change = max(record.heads["withdrawn_at"])
    if session.parcels.withdraw(parcel, own):
        return
    if session.parcels.sent(told_id(own, change), own) is None:
        moment = str(record.fields["withdrawn_at"])
        tell_to_stop(session, record, moment, id=told_id(own, change))


def _stop(session: Session, record: Record, moment: str, *, change: bytes) -> Stopped:
    named = _named(record)
    if named is None:
        return Stopped.TO_BE_RUNG
    own, _, parcel = named
    if session.parcels.withdraw(parcel, own):
        return Stopped.NEVER_LEFT
    id = told_id(own, change)
    is_told = not is_cut_off(record.fields) and tell_to_stop(session, record, moment, id=id)
    return Stopped.TOLD if is_told else Stopped.TO_BE_RUNG


def tell_to_stop(session: Session, record: Record, moment: str, *, id: bytes) -> bool:
    """Write to the team that has it that the agreement was taken back; `id` as for `tell`.

    Gives whether there is a link to tell it by.
    """
    named = _named(record)
    if named is None or not is_linked(session, *named[:2]):
        return False
    own, team, parcel = named
    turn = len(session.history(record.id))
    told: dict[str, Value] = {
        "kind": ANSWER,
        "state": State.WITHDRAWN.value,
        "turn": turn,
        "told_at": moment,
    }
    answer = Parcel(id, own, team, parcel, told, {ANSWER: "withdrawal"})
    session.parcels.write(answer, subject=record.subject)
    return True


def _named(record: Record) -> tuple[bytes, bytes, bytes] | None:
    """Our space, the team and the parcel; None where one of them cannot be read."""
    own, team, parcel = (id_in(record.fields, each) for each in ("own_space", "to_team", "parcel"))
    return (own, team, parcel) if own and team and parcel else None
