"""A lead who lets a space go on after its service lost part of the log."""

from __future__ import annotations

from sync.going_on import GoneOn, go_on
from tests.sync.exchange.offices import PC


def let_go_on(lead: PC) -> GoneOn:
    return lead.lane.about(go_on).result()


def forget_sealed(*pcs: PC, above: int) -> None:
    """As after 90 days: what was applied is here, its sealed bytes are not."""
    for pc in pcs:
        pc.alter(
            "delete from sealed_entry where position > ? and position in "
            "(select position from log where state = 'applied')",
            above,
        )
