"""What was kept apart: a lead lets it count or go; or it came by a colleague's PC after all."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import referral, ward_door
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.parcels import Apart, Arrived, derived_id
from app.domain.ward_door import file_of
from app.errors import FormRefused, Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.made import is_made
from app.usecases.recording import FORM
from app.usecases.ward import refusals, taking_in

NOT_OPENED, UNPROVEN = "parcels.not_opened", refusals.UNPROVEN
_MADE = (ward_door.KIND, referral.KIND, referral.NEWS)
_KNOWINGLY = (
    "A lead took this in knowing that nobody can vouch for the PC that it was recorded at. Why: "
)


def drop_known(session: Session) -> None:
    """Let those go of which the records are here: made by a PC that has the key, or because
    somebody there said that it counts. That is asked once, not at every PC of the team.
    """
    for apart in session.parcels.apart():
        if not any(_is_here(session, apart, kind) for kind in _MADE):
            continue
        if apart.is_proven:
            session.parcels.let_in(apart)
        elif apart.why == NOT_OPENED:
            session.parcels.drop(apart)


def _is_here(session: Session, apart: Apart, kind: str) -> bool:
    """Whether it made this record; news stand in the file of the referral that they are about."""
    id = derived_id(apart.sender, apart.id, kind)
    found = session.record(id) if kind == referral.NEWS else None
    subject = derived_id(apart.sender, apart.id, "file") if found is None else found.subject
    return is_made(session, kind, id, subject=subject, space=apart.own)


def require_lead(reading: Reading, apart: Apart) -> None:
    """Raise Refused `space.not_lead_to_state` unless this person leads the space it came to."""
    if not reading.standing(apart.own).is_lead:
        raise Refused("space.not_lead_to_state")


def words_of(session: Session, apart: Apart, arrived: Arrived) -> Sequence[tuple[str, str]]:
    """What a page of a ward PC says, line by line, for a lead who has to decide on it.

    That she looked is written down. Raises Refused `space.not_lead_to_state`, and
    `parcels.door_not_understood` for what is no page.
    """
    require_lead(session, apart)
    lines = taking_in.words_of(arrived.parcel)
    session.note_access("parcel_seen", b"", record=None, detail=apart.why)
    return lines


def let_count(session: Session, apart: Apart, *, reason: str = "") -> None:
    """A lead's word that it counts; whatever takes in is to be called after.

    Raises Refused `space.not_lead_to_state`, `parcels.not_proven`, `parcels.ward_refused` for what
    came of a ward PC that a lead has refused, and FormRefused where nobody vouches for it and no
    reason is given.
    """
    require_lead(session, apart)
    is_ward = apart.sender == apart.own
    if is_ward and apart.device in refusals.refused(session, apart.own):
        raise Refused("parcels.ward_refused")
    if apart.why == taking_in.NOT_VOUCHED and not reason.strip():
        raise FormRefused({"reason": "needed"})
    if not session.parcels.let_in(apart):
        raise Refused("parcels.not_proven")
    session.note_access("parcel_decided", b"", record=None, detail=apart.why)


def note_reason(session: Session, apart: Apart, reason: str) -> None:
    """Keep in its file why something was taken in that nobody vouches for."""
    form = library.latest("note")
    line: dict[str, Value] = {"label": "fact", "text": _KNOWINGLY + " ".join(reason.split())}
    fields: dict[str, Value] = {"lines": [line], FORM: form.reference}
    session.save([Edit("note", file_of(apart.own, apart.id), None, fields, {})], space=apart.own)


def let_go(session: Session, apart: Apart) -> None:
    """A lead's word that it goes; raises Refused `space.not_lead_to_state`."""
    require_lead(session, apart)
    session.parcels.drop(apart)
    session.note_access("parcel_decided", b"", record=None, detail=apart.why)
