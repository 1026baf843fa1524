"""A service lost something and no lead is left: two shares make one, who lets it go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refused
from app.wiring.vaults.recovery import keys_of, make_set
from sync.going_on import GoneOn, recover_and_go_on
from sync.recovering import membership_of, recover
from sync.roles import set_role
from tests.sync.exchange.going_on import forget_sealed
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, is_read_only, position_of, put_back

Shares = tuple[str, ...]


@pytest.fixture
def others(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> tuple[PC, PC, PC]:
    """The lead, whose PC burns, and two who are no leads."""
    burnt, b = team
    c = new_pc("Bram Ellery")
    c.join(burnt.invite())
    return burnt, b, c


@pytest.fixture
def shares(others: tuple[PC, PC, PC]) -> Shares:
    made = make_set()
    others[0].lane.set_recovery(made.set).result()
    all_sync(*others)
    return made.shares


def go_on_by(pc: PC, shares: Shares) -> GoneOn:
    keys = keys_of(shares)
    return pc.lane.about(lambda store, means: recover_and_go_on(store, keys, means)).result()


def become_lead(pc: PC, shares: Shares) -> bool:
    keys = keys_of(shares)
    return pc.lane.about(lambda store, means: recover(store, keys, means)).result()


def refused(act: Callable[[PC, Shares], object], pc: PC, shares: Shares) -> str:
    with pytest.raises(Refused) as refusal:
        act(pc, shares)
    return refusal.value.code


def leads(pc: PC) -> list[bytes]:
    return membership_of(pc.spaces.space(pc.spaces.spaces()[0]).load()).leads


def test_what_was_lost_is_sent_again_once_two_shares_have_let_it_go_on(
    others: tuple[PC, PC, PC], shares: Shares, office: Office, copied: Callable[[], Path]
) -> None:
    burnt, b, c = others
    kept, at = copied(), position_of(b)
    lost = b.note("ours, lost")
    all_sync(b, c)
    forget_sealed(b, c, above=at)
    put_back(office, kept)
    assert codes(b.sync()) == ["exchange.history_shorter"]
    assert refused(become_lead, b, shares[:2]) == "space.recover_lost"

    gone = go_on_by(b, shares[:2])

    assert (gone.position, gone.to_invite, gone.to_remove) == (at, (), ())
    assert not is_read_only(office)
    all_sync(b, c)
    assert [pc.state_of(lost)[0] for pc in (b, c)] == ["received"] * 2
    assert b.digest() == c.digest()
    assert leads(c) == leads(b) == [burnt.device, b.device]


def test_those_go_along_who_know_what_it_takes_back(
    others: tuple[PC, PC, PC], shares: Shares, office: Office, copied: Callable[[], Path]
) -> None:
    burnt, b, c = others
    kept, at = copied(), position_of(b)
    b.note("the first that is lost")
    all_sync(burnt, b, c)
    burnt.lane.about(lambda store, means: set_role(store, c.device, "champion", means)).result()
    all_sync(burnt, b, c)
    forget_sealed(b, c, above=at)
    put_back(office, kept)

    go_on_by(b, shares[1:])

    all_sync(b, c)
    assert b.digest() == c.digest()
    assert leads(c) == [burnt.device, b.device]


def test_a_service_put_back_whole_waits_no_longer_for_a_pc_that_burnt(
    others: tuple[PC, PC, PC], shares: Shares, office: Office, copied: Callable[[], Path]
) -> None:
    _, b, c = others
    put_back(office, copied())
    note = b.note("while it was read-only")
    assert [codes(pc.sync()) for pc in (b, c)] == [["service.restoring"], []]
    assert refused(become_lead, b, shares[:2]) == "space.recover_lost"
    assert is_read_only(office)

    assert go_on_by(b, shares[:2]).lost == 0

    all_sync(b, c)
    assert c.has(note)


def test_cut_off_after_she_is_a_lead_she_goes_on_with_the_same_shares(
    others: tuple[PC, PC, PC], shares: Shares, office: Office, copied: Callable[[], Path]
) -> None:
    _, b, c = others
    kept, at = copied(), position_of(b)
    b.note("ours, lost")
    all_sync(b, c)
    forget_sealed(b, c, above=at)
    put_back(office, kept)
    told: list[str] = []

    def cut(asked: str) -> None:
        told.append(asked)
        if told.count("statement") == 1:
            raise Refused("exchange.cut_off")

    b.wire.after = cut
    with pytest.raises(Refused, match=r"exchange\.cut_off"):
        go_on_by(b, shares[:2])
    b.wire.after = None

    go_on_by(b, shares[:2])
    all_sync(b, c)
    assert b.digest() == c.digest()


def test_shares_of_a_set_before_let_nothing_go_on(
    others: tuple[PC, PC, PC], shares: Shares, office: Office, copied: Callable[[], Path]
) -> None:
    burnt, b, c = others
    kept, at = copied(), position_of(b)
    newer = make_set()
    b.note("the first that is lost")
    all_sync(burnt, b, c)
    burnt.lane.set_recovery(newer.set).result()
    all_sync(burnt, b, c)
    forget_sealed(burnt, b, c, above=at)
    put_back(office, kept)

    assert refused(go_on_by, b, shares[:2]) == "space.other_set"
    assert refused(go_on_by, b, newer.shares[:2]) == "space.other_set"
    assert is_read_only(office)


def test_nothing_is_decided_where_nothing_is_lost(
    others: tuple[PC, PC, PC], shares: Shares
) -> None:
    _, b, _ = others
    assert refused(go_on_by, b, shares[:2]) == "space.nothing_lost"
    assert b.device not in leads(b)
