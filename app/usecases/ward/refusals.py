"""A lead's word that nothing of a ward PC counts, for one that she cannot cut off.

The log as it is now does not have such a PC: its joining was lost with part of it. The word is a
setting of the space, so that it holds for every lead, with its reason, until one takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.merging import AWAY
from app.domain.parcels import Apart
from app.domain.team_settings import SETTINGS, WARD, setting_id
from app.domain.worklist import Due, Reason
from app.errors import Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.recording import FORM, accept
from app.usecases.settings import setting_rows, team_settings

LOST, REMOVED = "parcels.door_lost", "parcels.door_removed"
REFUSED, UNPROVEN = "parcels.door_refused", "parcels.sender_unproven"
_OF_A_PC = (LOST, REMOVED, REFUSED)
_DEVICE = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason that a lead gave, who she is, and since when it holds (ms since 1970)."""

    why: str
    by: str
    since_ms: int


def refused(reading: Reading, space: bytes) -> frozenset[bytes]:
    """The ward PCs of a space of which nothing counts, each by the setting that is its own: only
    such a one is shown, and can be taken back.
    """
    found = (e for e in reading.records_of(SETTINGS) if (e.kind, e.space) == (WARD, space))
    named = ((each.id, str(each.fields.get("device"))) for each in found)
    return frozenset(
        bytes.fromhex(device)
        for id, device in named
        if _DEVICE.fullmatch(device) and id == setting_id(WARD, device)
    )


def refusal(reading: Reading, space: bytes, device: bytes) -> Refusal | None:
    """What a lead said of one, None for one that counts."""
    id = setting_id(WARD, device.hex())
    for each in reading.records_of(SETTINGS):
        if (each.id, each.space) == (id, space):
            return Refusal(str(each.fields.get("why") or ""), *setting_rows.set_by(reading, id))
    return None


def to_decide(reading: Reading) -> Iterator[Due]:
    """For a lead: what came and counts only by her word, all of it in one row of Today."""
    mine = [each for each in _apart(reading) if reading.standing(each.own).is_lead]
    if mine:
        since_ms = min(each.came_ms for each in mine)
        yield Due(Reason.KEPT_APART, None, b"", since_ms, count=len(mine))


def _apart(reading: Reading) -> list[Apart]:
    """What is proven, and any page of a ward PC that she may read; nothing of one refused."""
    found = [each for each in reading.parcels.apart() if each.is_proven or _is_page(each)]
    off = {own: refused(reading, own) for own in {each.own for each in found}}
    return [each for each in found if each.sender != each.own or each.device not in off[each.own]]


def _is_page(apart: Apart) -> bool:
    return apart.sender == apart.own and apart.why == UNPROVEN


def refuse(session: Session, apart: Apart, why: str) -> None:
    """Let nothing count that comes of the ward PC that this came of; what counts already stays.

    Raises Refused `space.not_lead_to_state`, `parcels.not_of_a_ward` for what did not come of a
    ward PC that was removed or lost, and FormRefused without a reason.
    """
    _require_lead(session, apart.own)
    if apart.sender != apart.own or apart.why not in _OF_A_PC or len(apart.device) != 16:
        raise Refused("parcels.not_of_a_ward")
    form = library.latest(WARD)
    answers = accept(session, form, {"device": apart.device.hex(), "why": " ".join(why.split())})
    stored = {**answers, FORM: form.reference, AWAY: None}
    id = setting_id(WARD, apart.device.hex())
    team_settings.keep(session, WARD, id, stored, space=apart.own)


def hear_again(session: Session, apart: Apart, reason: str) -> None:
    """Take that back: a lead decides again on each that came, and comes, of that PC.

    Raises Refused `space.not_lead_to_state`, `parcels.ward_not_refused`, and FormRefused without a
    reason.
    """
    _require_lead(session, apart.own)
    if apart.device not in refused(session, apart.own):
        raise Refused("parcels.ward_not_refused")
    id = setting_id(WARD, apart.device.hex())
    team_settings.put_away(session, WARD, id, reason, space=apart.own)


def _require_lead(reading: Reading, space: bytes) -> None:
    if not reading.standing(space).is_lead:
        raise Refused("space.not_lead_to_state")
