"""What is to be done for referrals with every exchange, so that nobody has to remember it."""

from __future__ import annotations

from app.domain import first_contact
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.parcels import Sent
from app.domain.records import Record
from app.domain.referral import State, Way, is_ours, told, way_of
from app.ports import Session
from app.usecases import answering, arriving, first_contacts
from app.usecases.first_contacts import told_of, tries_since
from app.usecases.veiling import closed_files


def catch_up(session: Session) -> int:
    """Take in what arrived, write down how far what was sent has come, and tell of first contacts.

    Gives how many records were made of parcels. It never needs the network.
    """
    made = arriving.take_in(session)
    sent = {each.id: each for each in session.parcels.all_sent()}
    closed = closed_files(session)
    for record in session.referrals():
        if way_of(record.fields) is Way.TEAM:
            _note_road(session, record, sent)
        elif is_ours(record.fields) and record.subject not in closed:
            _tell_of_contact(session, record)
    return made


def _note_road(session: Session, record: Record, sent: dict[bytes, Sent]) -> None:
    """How far a parcel came is known to the PC that sent it alone, until it stands here."""
    road = sent.get(bytes.fromhex(str(record.fields.get("parcel") or "")))
    if road is None:
        return
    if record.fields.get("withdrawn_at") is not None and road.state.value == State.WRITTEN:
        session.parcels.withdraw(road.id, road.own)
        return
    stands = (record.fields.get("road"), record.fields.get("road_why") or "")
    # A refusal is no stage of its own: it waits where it is, with the reason beside.
    stage = State.WRITTEN.value if road.state.value not in list(State) else road.state.value
    if stands != (stage, road.why):
        set_: dict[str, Value] = {"road": stage, "road_why": road.why or None}
        over = {name: record.heads.get(name, ()) for name in set_}
        edit = Edit(record.kind, record.subject, record.id, set_, over)
        session.save([edit], space=record.space)


def _tell_of_contact(session: Session, record: Record) -> None:
    """Once they spoke, who referred hears of it, and no word more."""
    begun = first_contacts.accepted_at(record)
    if told(record.fields) is not State.ACCEPTED or "state" in record.clashes or begun is None:
        return
    spoke = first_contact.spoke(tries_since(told_of(session, record.subject), begun))
    if spoke is not None:
        answering.note_first_contact(session, record.id, at=spoke.at)
