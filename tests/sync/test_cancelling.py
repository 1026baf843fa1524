"""An invitation is ended before anyone has joined with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import YarrowError
from sync.recovering import membership_of
from tests.sync.exchange.offices import PC, code_of


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def invitations(pc: PC) -> list[bytes]:
    pc.sync()
    space = pc.spaces.space(pc.spaces.spaces()[0])
    return list(membership_of(space.load()).invitations)


def refused_with(work: Callable[[], Any]) -> str:
    with pytest.raises(YarrowError) as refused:
        work()
    return code_of(refused.value)


def cancel(pc: PC, invite: bytes) -> None:
    pc.lane.cancel(invite).result()


def test_a_cancelled_code_lets_nobody_in(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, code = new_pc("Linnet Marrowby"), lead.invite()

    cancel(lead, invitations(lead)[0])

    assert refused_with(lambda: b.join(code)) == "service.no_package"
    cancel(lead, invitations(lead)[0])


def test_who_was_quicker_is_in_and_that_is_said(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, code = new_pc("Linnet Marrowby"), lead.invite()
    (invite,) = invitations(lead)
    b.join(code)

    assert refused_with(lambda: cancel(lead, invite)) == "space.invitation_used"


def test_a_member_ends_only_what_she_made_for_a_pc_of_her_own(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b, another = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    b.join(lead.invite())
    b.sync()
    lead.invite()
    own = b.lane.invite_own().result()
    _, leads, hers = invitations(b)

    assert refused_with(lambda: cancel(b, leads)) == "space.not_yours_to_cancel"
    cancel(b, hers)

    assert refused_with(lambda: another.join(own)) == "service.no_package"
    assert len(invitations(lead)) == 3
