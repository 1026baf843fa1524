"""A place as a lead writes it, and whether a PC has it."""

from __future__ import annotations

from app.domain.changes import Change, Edit, make_change
from app.domain.team_settings import PLACE, SETTINGS, setting_id
from tests.sync.exchange.offices import PC


def place(name: str) -> Change:
    edit = Edit(PLACE, SETTINGS, setting_id(PLACE, "F81999"), {"code": "F81999", "name": name}, {})
    return make_change(edit, salt=bytes(16), at=1, time=(1, None))


def is_here(pc: PC, change: Change) -> bool:
    return bool(pc.rows("select 1 from change where id = ?", change.id))
