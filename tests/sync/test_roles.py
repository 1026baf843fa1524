"""A role that a lead gives somebody is hers on every PC, also on one that she has yet to set up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import YarrowError
from sync import founding
from sync.roles import set_role
from tests.sync.exchange.offices import PC, code_of, codes


def given(lead: PC, other: PC, role: str) -> int:
    device = other.device
    return lead.lane.about(
        lambda store, means: set_role(store, device, role, means)  # type: ignore[arg-type]
    ).result()


def test_a_code_for_another_pc_of_hers_lets_in_no_role_that_she_has_no_more(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, member = team
    code = member.lane.invite_own().result()
    lead.sync()

    given(lead, member, "reader")

    second = new_pc("Ms Marrowby")
    with pytest.raises(YarrowError) as refused:
        second.join(code)
    assert code_of(refused.value) == "service.no_package"
    member.sync()
    second.join(member.lane.invite_own().result())
    second.sync()
    second.note()
    assert codes(second.sync()) == ["exchange.may_not_write"]


def test_the_codes_that_a_lead_gave_end_when_she_leads_no_more(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, other = team
    given(lead, other, "lead")
    other.sync()
    near, far = other.invite(), other.invite(distance=True)
    lead.sync()

    given(lead, other, "member")

    for name, code in (("Tansy Bramblewick", near), ("Bram Ellery", far)):
        with pytest.raises(YarrowError) as refused:
            new_pc(name).join(code)
        assert code_of(refused.value) == "service.no_package"


@pytest.mark.parametrize("least", [1, 2])
def test_nor_do_they_let_in_who_asked_with_one_just_before(
    new_pc: Callable[..., PC], least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "LEAST_VERSION", least)
    lead, other, newcomer = (new_pc(name) for name in ("Wren Ashgate", "Bram Ellery", "Sorrel Ash"))
    lead.found()
    other.join(lead.invite(role="lead"))
    other.sync()
    lead.sync()
    code = other.invite()

    def before(name: str) -> None:
        if name == "join":
            newcomer.wire.before = None
            given(lead, other, "member")

    newcomer.wire.before = before
    with pytest.raises(YarrowError) as refused:
        newcomer.join(code)
    assert code_of(refused.value) == "service.invite_unknown"


def test_a_code_of_the_role_that_she_gets_stays_open(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, member = team
    code = member.lane.invite_own().result()
    lead.sync()

    assert given(lead, member, "member") == 0

    second = new_pc("Ms Marrowby")
    second.join(code)
    assert codes(second.sync()) == []
