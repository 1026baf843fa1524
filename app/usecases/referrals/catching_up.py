"""What is to be done for referrals with every exchange, so that nobody has to remember it."""

from __future__ import annotations

from app.domain import first_contact
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.parcels import ParcelState, Sent
from app.domain.records import Record
from app.domain.referral import (
    ROAD,
    ROAD_WHY,
    State,
    Way,
    furthest,
    is_ours,
    road_of,
    told,
    way_of,
)
from app.ports import Session
from app.usecases.access.veiling import closed_files
from app.usecases.referrals import answering, arriving, first_contacts
from app.usecases.referrals.first_contacts import told_of, tries_since
from app.usecases.referrals.taking_back import stop_from_here
from app.usecases.referrals.telling_for import tell_for


def catch_up(session: Session) -> int:
    """Take in what arrived, write down how far what was sent has come, and tell of first contacts.

    Gives how many records were made of parcels. It never needs the network.
    """
    made = arriving.take_in(session)
    roads = {each.id.hex(): each for each in session.parcels.all_sent()}
    closed = closed_files(session)
    for record in session.referrals():
        if way_of(record.fields) is Way.TEAM:
            _note_road(session, record, roads)
        elif is_ours(record.fields) and record.subject not in closed:
            _tell_of_contact(session, record)
        if record.subject not in closed:
            tell_for(session, record)
    return made


def _note_road(session: Session, record: Record, roads: dict[str, Sent]) -> None:
    """How far a parcel came is known to the PC that sent it alone, until it stands here."""
    road = roads.get(str(record.fields.get("parcel") or ""))
    if road is None:
        return
    if record.fields.get("withdrawn_at") is not None and road.state is not ParcelState.REFUSED:
        stop_from_here(session, record)
        if road.state is ParcelState.WRITTEN:
            return
    # A refusal is no stage of its own: it waits where it is, with the reason beside.
    stage = State.WRITTEN if road.state.value not in list(State) else State(road.state.value)
    told = [_state(each.value) for each in record.clashes.get(ROAD, ())]
    if told or ROAD_WHY in record.clashes:
        write_road(session, record, furthest([stage, *told]))
    elif _may_say(session, record, stage) and _stands(record) != (stage, road.why):
        write_road(session, record, stage, road.why)


def write_road(session: Session, record: Record, stage: State, why: str = "") -> None:
    """Say of a referral how far its parcel has come: it goes from this PC from now on."""
    set_: dict[str, Value] = {ROAD: stage.value, ROAD_WHY: why or None}
    over = {name: record.heads.get(name, ()) for name in set_}
    session.save([Edit(record.kind, record.subject, record.id, set_, over)], space=record.space)


def _state(value: Value) -> State:
    return road_of({ROAD: value})


def _stands(record: Record) -> tuple[State, str]:
    return road_of(record.fields), str(record.fields.get(ROAD_WHY) or "")


def _may_say(session: Session, record: Record, stage: State) -> bool:
    """Once another PC sends it too, each says only what is further than what stands."""
    carrier = session.parcels.carrier(record)
    is_carrier = carrier is None or carrier.is_here
    stands = road_of(record.fields)
    return is_carrier or furthest([stage, stands]) is not stands


def _tell_of_contact(session: Session, record: Record) -> None:
    """Once they spoke, who referred hears of it, and no word more."""
    begun = first_contacts.accepted_at(record)
    if told(record.fields) is not State.ACCEPTED or "state" in record.clashes or begun is None:
        return
    spoke = first_contact.spoke(tries_since(told_of(session, record.subject), begun))
    if spoke is not None:
        answering.note_first_contact(session, record.id, at=spoke.at)
