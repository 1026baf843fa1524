"""Who joins at a distance records at once, and reads once a lead has compared six words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import YarrowError
from sync.admitting import admit, words_of
from sync.protocol.keys import DeviceKeys
from sync.protocol.words import device_words
from sync.removing import remove, rotate
from sync.service.endpoints.belonging import LONGEST_OPEN_MS
from tests.sync.exchange.offices import PC, code_of, codes, done

HOUR_MS = 3_600_000


class Cut(BaseException):
    """The process ends here."""


def refused_with(work: Callable[[], Any]) -> str:
    with pytest.raises(YarrowError) as refused:
        work()
    return code_of(refused.value)


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def own_device(pc: PC) -> bytes:
    return pc.spaces.space(pc.spaces.spaces()[0]).load().own.device


def words(pc: PC, device: bytes) -> str:
    return " ".join(words_of(pc.spaces.space(pc.spaces.spaces()[0]), device))


def let_in(pc: PC, device: bytes, told: str) -> bool:
    return pc.lane.about(lambda store, means: admit(store, device, told, means)).result()


def test_the_newcomer_records_at_once_reads_nothing_and_is_admitted_by_her_words(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    ours, before = lead.note(), b.note()
    lead.sync()
    b.join(lead.invite(distance=True))
    after = b.note()

    waiting = b.sync()

    assert codes(waiting) == ["exchange.not_admitted"]
    assert (waiting.sent, waiting.received) == (0, 0)
    assert not b.has(ours) and b.has(after)
    assert b.rows("select count(*) from content_key")[0][0] == 0
    lead.sync()
    assert not lead.has(before)
    (device,) = [each for each in lead.overview().spaces[0].devices if not each.is_own]
    assert (device.person, device.role, device.waits) == ("Linnet Marrowby", "member", True)

    read_out = words(b, own_device(b))
    assert words(lead, device.id) == read_out
    assert let_in(lead, device.id, read_out.upper().replace(" ", ", "))

    assert done(b.sync()) == (2, 1, 0)
    assert done(lead.sync()) == (0, 2, 0)
    assert b.has(ours) and lead.has(before) and lead.has(after)
    assert b.digest() == lead.digest()
    (space,) = b.overview().spaces
    assert space.title == "Willowmere"
    assert {each.person for each in space.devices} == {"Wren Pepperday", "Linnet Marrowby"}
    assert not any(each.waits for each in lead.overview().spaces[0].devices)
    assert not let_in(lead, device.id, "said twice")


def test_wrong_words_admit_nobody_and_ask_nobody(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite(distance=True))
    lead.sync()
    right, asked = words(lead, own_device(b)), len(lead.wire.asked)
    others = right.split()

    for wrong in ("", "gravel", " ".join(reversed(others)), " ".join(others[:5])):
        code = refused_with(lambda told=wrong: let_in(lead, own_device(b), told))
        assert code == "space.other_device_words"

    assert len(lead.wire.asked) == asked
    assert refused_with(lambda: let_in(lead, b"n" * 16, right)) == "space.no_such_device"
    assert codes(b.sync())[0] == "exchange.not_admitted"


def test_only_a_lead_admits(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, member = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    member.join(lead.invite())
    b.join(lead.invite(distance=True))
    member.sync()

    told = words(member, own_device(b))

    assert refused_with(lambda: let_in(member, own_device(b), told)) == "space.not_lead_to_state"


def test_a_lead_who_joined_at_a_distance_can_admit_the_next(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    b.join(lead.invite(distance=True, role="lead"))
    lead.sync()
    let_in(lead, own_device(b), words(b, own_device(b)))
    b.sync()

    c.join(b.invite(distance=True))
    b.sync()
    let_in(b, own_device(c), words(c, own_device(c)))

    assert codes(c.sync()) == []
    assert lead.sync().problems == []


def test_a_new_key_is_not_handed_to_who_waits(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite(distance=True))
    lead.sync()

    lead.lane.about(rotate).result()
    ours = lead.note()
    lead.sync()

    assert codes(b.sync())[0] == "exchange.not_admitted"
    assert b.rows("select count(*) from content_key")[0][0] == 0
    let_in(lead, own_device(b), words(b, own_device(b)))
    b.sync()
    assert b.has(ours)
    assert b.rows("select count(*) from content_key")[0][0] == 2


def test_an_open_invitation_ends_with_the_key_and_one_code_lets_one_in(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    before = lead.invite(distance=True)
    lead.lane.about(rotate).result()
    assert refused_with(lambda: b.join(before)) == "service.no_package"

    code = lead.invite(distance=True)
    b.join(code)

    assert refused_with(lambda: c.join(code)) == "service.no_package"


def test_a_code_for_a_distance_is_good_for_three_days(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    early, late = lead.invite(distance=True), lead.invite(distance=True)
    office = lead.wire.office
    real = office.now_ms

    office.now_ms = lambda: real() + 71 * HOUR_MS
    b.join(early)
    office.now_ms = lambda: real() + LONGEST_OPEN_MS + HOUR_MS

    assert refused_with(lambda: c.join(late)) == "service.no_package"


def test_who_waits_can_be_removed(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite(distance=True))
    lead.sync()

    lead.lane.about(lambda store, means: remove(store, own_device(b), means)).result()

    told = words(b, own_device(b))
    assert refused_with(lambda: let_in(lead, own_device(b), told)) == "space.no_such_device"


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_joining_at_a_distance_the_same_keys_and_words_go_on(
    lead: PC, new_pc: Callable[..., PC], when: str
) -> None:
    b, code = new_pc("Linnet Marrowby"), lead.invite(distance=True)

    def cut(name: str) -> None:
        if name == "join":
            raise Cut

    setattr(b.wire, when, cut)
    with pytest.raises(Cut):
        b.join(code)
    b.close()
    b.wire.before = b.wire.after = None
    b.open()
    b.join(code)
    lead.sync()

    device = own_device(b)
    assert words(lead, device) == words(b, device)
    assert let_in(lead, device, words(b, device))
    assert codes(b.sync()) == []
    assert len(lead.overview().spaces[0].devices) == 2


def test_other_keys_in_the_log_than_the_pc_has_give_other_words(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    """Who overheard the code and was quicker has a PC of her own, and other words."""
    b, thief = new_pc("Linnet Marrowby"), new_pc("Somebody Else")
    code = lead.invite(distance=True)
    thief.join(code)
    lead.sync()

    assert refused_with(lambda: b.join(code)) == "service.no_package"
    (joined,) = [each for each in lead.overview().spaces[0].devices if each.waits]
    assert joined.id == own_device(thief)
    keys = DeviceKeys.make(b.means.random).public
    space = lead.spaces.spaces()[0]
    assert " ".join(device_words(space, joined.id, keys)) != words(lead, joined.id)
