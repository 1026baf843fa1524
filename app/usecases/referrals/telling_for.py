"""Tell the other team what a removed PC wrote last, and could not tell any more."""

from __future__ import annotations

from app.domain.parcels import told_id
from app.domain.records import Record
from app.domain.referral import Way, id_in, is_ours, way_of
from app.ports import Session
from app.usecases.referrals import answering, taking_back


def tell_for(session: Session, record: Record) -> None:
    """Once a lead let its last answer count, or that the agreement was taken back, tell of it.

    The parcel's id follows from the change, so the team takes it in once, whichever PCs tell.
    """
    field = "state" if is_ours(record.fields) else "withdrawn_at"
    if field in record.clashes or way_of(record.fields) not in (Way.TEAM, Way.ARRIVED):
        return
    space = id_in(record.fields, "own_space")
    if record.fields.get(field) is None or space is None:
        return
    change = session.parcels.let_in_by_lead(record, field)
    if change is None:
        return
    id = told_id(space, change)
    if session.parcels.sent(id, space) is not None:
        return
    if is_ours(record.fields):
        answering.tell(session, record, id=id)
    else:
        taking_back.tell_to_stop(session, record, str(record.fields[field]), id=id)
