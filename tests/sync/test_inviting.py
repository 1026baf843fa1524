"""An open invitation, and all that ends it: protocol 12, number 4."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from app.errors import Refused, YarrowError
from sync.protocol.codes import letters_of, read_code
from sync.recovering import membership_of
from sync.removing import remove, rotate
from tests.sync.exchange.offices import PC, code_of

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def refused_with(work: Callable[[], Any]) -> str:
    with pytest.raises(YarrowError) as refused:
        work()
    return code_of(refused.value)


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def nobody_joined(lead: PC) -> bool:
    lead.sync()
    space = lead.spaces.space(lead.spaces.spaces()[0])
    return len(membership_of(space.load()).devices) == 1


@pytest.mark.parametrize("distance", [False, True])
def test_4_a_new_key_ends_it(lead: PC, new_pc: Callable[..., PC], *, distance: bool) -> None:
    b, code = new_pc("Linnet Marrowby"), lead.invite(distance=distance)

    lead.lane.about(rotate).result()

    assert refused_with(lambda: b.join(code)) == "service.no_package"
    assert nobody_joined(lead)


@pytest.mark.parametrize("distance", [False, True])
def test_4_a_new_key_between_its_package_and_the_join_ends_it(
    lead: PC, new_pc: Callable[..., PC], *, distance: bool
) -> None:
    b, code = new_pc("Linnet Marrowby"), lead.invite(distance=distance)
    rotated: list[object] = []

    def before(name: str) -> None:
        if name == "join" and not rotated:
            rotated.append(lead.lane.about(rotate).result())

    b.wire.before = before

    assert refused_with(lambda: b.join(code)) == "service.invite_unknown"
    assert rotated and nobody_joined(lead)
    assert b.spaces.spaces() == []


def test_4_a_removal_ends_it(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    space = b.join(lead.invite())
    lead.sync()
    code = lead.invite()
    gone = b.spaces.space(space).load().own.device

    lead.lane.about(lambda store, means: remove(store, gone, means)).result()

    assert refused_with(lambda: c.join(code)) == "service.no_package"


@pytest.mark.parametrize("distance", [False, True])
def test_4_a_second_person_with_the_same_code_is_refused(
    lead: PC, new_pc: Callable[..., PC], *, distance: bool
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    code = lead.invite(distance=distance)
    b.join(code)

    assert refused_with(lambda: c.join(code)) == "service.no_package"
    assert c.spaces.spaces() == []


def test_4_one_letter_wrong_is_named_without_the_service(new_pc: Callable[..., PC]) -> None:
    """Every place and every letter of a few codes; at least 99.9 of 100 are named."""
    tried = missed = 0
    for seed in range(4):
        plain = letters_of(Random(seed).randbytes(16)).replace("-", "")
        for place, right in enumerate(plain):
            for letter in CROCKFORD.replace(right, ""):
                tried += 1
                missed += not is_named(plain[:place] + letter + plain[place + 1 :])
    assert tried == 4 * 28 * 31
    assert missed <= tried / 1000

    b, told = new_pc("Linnet Marrowby"), letters_of(Random(9).randbytes(16))
    wrong = ("1" if told[0] != "1" else "2") + told[1:]
    assert refused_with(lambda: b.join(wrong)) == "sync.code_mistyped"
    assert b.wire.asked == []


def is_named(typed: str) -> bool:
    try:
        read_code(typed)
    except Refused as refused:
        return refused.code == "sync.code_mistyped"
    return False
