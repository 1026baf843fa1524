"""A lead leaves a page for a ward PC; that PC alone is handed it."""

from __future__ import annotations

from typing import Any

from sync.protocol.ward_pages import KeepPageRequest
from sync.protocol.wire import Ask, Nothing


def test_a_lead_leaves_a_page_and_that_ward_pc_alone_is_handed_the_newest(team: Any) -> None:
    door, other, member = (team.join(role=role) for role in ("writer", "writer", "member"))
    keep, read = team.path(Ask.KEEP_WARD_PAGE), team.path(Ask.WARD_PAGE)

    assert door.ask(read, Nothing())["sealed"] is None
    for sealed in (b"first", b"second"):
        assert team.lead.ask(keep, KeepPageRequest(door.id, sealed)).status == "ok"
    assert door.ask(read, Nothing())["sealed"] == b"second"
    assert other.ask(read, Nothing())["sealed"] is None

    assert member.ask(keep, KeepPageRequest(door.id, b"x")).status == "no_standing"
    assert door.ask(keep, KeepPageRequest(door.id, b"x")).status == "no_standing"
    assert team.lead.ask(keep, KeepPageRequest(member.id, b"x")).status == "bad_request"
