"""What was kept apart here, and came by a colleague's PC after all."""

from __future__ import annotations

from app.domain import referral, ward_door
from app.domain.parcels import derived_id
from app.ports import Session

NOT_OPENED = "parcels.not_opened"
_MADE = (ward_door.KIND, referral.KIND, referral.NEWS)


def drop_known(session: Session) -> None:
    """Let those go of which the records are here: made by a PC that has the key, or because
    somebody there said that it counts. That is asked once, not at every PC of the team.
    """
    for apart in session.parcels.apart():
        ids = (derived_id(apart.sender, apart.id, name) for name in _MADE)
        if not any(session.record(id) is not None for id in ids):
            continue
        if apart.is_proven:
            session.parcels.let_in(apart)
        elif apart.why == NOT_OPENED:
            session.parcels.drop(apart)
