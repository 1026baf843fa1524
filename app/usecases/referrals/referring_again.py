"""Send a referral again: from this PC one that waits on a colleague's, which may never come back,
or one that was refused while the link with the other team was ended.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.leaving import Finding
from app.domain.parcels import Carrier, ParcelState, Team
from app.domain.records import Record
from app.domain.referral import State, Way, id_in
from app.errors import Refused
from app.ports import Reading, Session
from app.usecases.access.veiling import require_open
from app.usecases.editing import find_to_change
from app.usecases.person.files import answers_of
from app.usecases.referrals import referring, states
from app.usecases.referrals.catching_up import write_road
from app.usecases.referrals.content import Content, content_of


@dataclass(frozen=True, slots=True)
class Again:
    """Where a referral waits, for whom, and what the check finds in what would go from here."""

    record: Record
    carrier: Carrier
    team: Team
    findings: tuple[Finding, ...]


def look_again(reading: Reading, id: bytes) -> Again:
    """Look at one that waits, before it is sent from here.

    Raises NotFound `referrals.no_such_referral`, Refused `referrals.gone_already`,
    `referrals.waits_here`, `parcels.ended`, `referrals.part_in_clash`, `access.glass_needed`, and
    `referrals.unreadable` where it does not say readably in what it travels.
    """
    again, _ = _found(reading, states.find(reading, id))
    return again


def refer_again(session: Session, id: bytes) -> None:
    """Let its parcel wait here, under the same id, made of the file as it is now.

    The other team takes in whichever comes first, once. Raises as `look_again`, and as the gate
    does.
    """
    record = find_to_change(session, states.find(session, id).id)
    again, content = _found(session, record)
    session.parcels.drop_refused(*_named(record))
    referring.pack(session, record, again.team, content)
    write_road(session, record, State.WRITTEN)


def _found(reading: Reading, record: Record) -> tuple[Again, Content]:
    require_open(reading, record.subject)
    standing = states.standing(reading, record)
    carrier = reading.parcels.carrier(record)
    if standing.way is not Way.TEAM or standing.state is not State.WRITTEN or carrier is None:
        raise Refused("referrals.gone_already")
    sent = reading.parcels.sent(*_named(record))
    if sent is not None and sent.state is not ParcelState.REFUSED:
        raise Refused("referrals.waits_here")
    content = _content(reading, record)
    found = referring.findings(reading, record.subject, content)
    return Again(record, carrier, _team(reading, record), found), content


def _named(record: Record) -> tuple[bytes, bytes]:
    """The parcel it travels in, and our space; raises Refused `referrals.unreadable`."""
    parcel, own = (id_in(record.fields, name) for name in ("parcel", "own_space"))
    if parcel is None or own is None:
        raise Refused("referrals.unreadable")
    return parcel, own


def _team(reading: Reading, record: Record) -> Team:
    named = (record.fields.get("to_team"), record.fields.get("own_space"))
    for team in reading.parcels.teams():
        if (team.id.hex(), team.own.hex()) == named and not team.is_closed:
            return team
    raise Refused("parcels.ended")


def _content(reading: Reading, record: Record) -> Content:
    answers = answers_of(record)
    shared = answers.get("shared")
    parts = frozenset(map(str, shared)) if isinstance(shared, list) else frozenset[str]()
    identification = id_in(record.fields, "identification")
    if identification is None and record.fields.get("identification") is not None:
        raise Refused("referrals.unreadable")
    content = content_of(reading, record.subject, identification, parts)
    if content.in_clash & parts:
        raise Refused("referrals.part_in_clash")
    return content
