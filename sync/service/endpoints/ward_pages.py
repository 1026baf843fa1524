"""Pages for ward PCs: a lead's device leaves one, and that ward PC alone is handed it."""

from __future__ import annotations

from sync.protocol.members import LEAD
from sync.protocol.ward_pages import KeepPageRequest, PageAnswer
from sync.protocol.wire import Nothing, Status
from sync.service import ward_pages
from sync.service.call import Call
from sync.service.refusals import Refusal
from sync.service.spaces import standing_next
from sync.service.taking import lock_space


def keep(call: Call) -> Nothing:
    """Keep a ward PC's page in the place of the one before, and none of one that was cut off.

    Raises Refusal `no_standing` for who leads nothing, `bad_request` for what is no ward PC here.
    """
    asked = call.read(KeepPageRequest)
    with call.service.store.writing() as connection:
        tip = lock_space(connection, call)
        membership = call.service.memberships.at(connection, tip)
        if standing_next(membership, call.device, tip).role != LEAD:
            raise Refusal(Status.NO_STANDING)
        doors = [id for id, each in membership.present.items() if each.is_door]
        if asked.door not in doors:
            raise Refusal(Status.BAD_REQUEST)
        ward_pages.forget_others(connection, call.space, doors)
        ward_pages.keep(connection, call.space, asked.door, asked.sealed)
    return Nothing()


def hand_out(call: Call) -> PageAnswer:
    """The page of the ward PC that asks."""
    call.read(Nothing)
    with call.service.store.reading() as connection:
        return PageAnswer(ward_pages.read(connection, call.space, call.device))
