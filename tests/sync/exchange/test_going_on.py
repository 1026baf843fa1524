"""A service lost for good what no PC can give back, and a lead says where history goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refused
from sync.holding import decide
from sync.removing import remove
from tests.sync.exchange.forging import Forger
from tests.sync.exchange.going_on import forget_sealed, let_go_on
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.put_back import all_sync, is_read_only, position_of, put_back

Team = tuple[PC, PC]


def text_of(pc: PC) -> set[str]:
    found = pc.vault.read(lambda reading: reading.rows(reading.list_ids("note"))).result()
    return {str(each.fields["lines"]) + each.author for each in found}


def test_what_was_lost_is_sent_again_by_who_wrote_it_and_says_meanwhile_that_it_is_only_here(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    all_sync(a, b)
    kept, at = copied(), position_of(a)
    ours, theirs = a.note("ours, lost"), b.note("theirs, lost")
    all_sync(a, b)
    forget_sealed(a, b, above=at)
    before = a.digest()
    put_back(office, kept)
    assert codes(a.sync()) == ["exchange.history_shorter"]
    with pytest.raises(Refused) as refused:
        let_go_on(b)
    assert refused.value.code == "space.not_lead_to_state"

    gone = let_go_on(a)

    assert (gone.position, gone.to_invite, gone.to_remove) == (at, (), ())
    assert [a.state_of(each)[0] for each in (ours, theirs)] == ["only_here"] * 2
    assert not is_read_only(office)
    told = a.sync()
    assert (told.sent, codes(told)) == (1, [])  # hers; what b wrote waits for b
    assert a.state_of(ours)[0] == "received"
    assert a.state_of(theirs) == ("only_here", 0)
    later = b.note("written meanwhile")
    assert codes(b.sync()) == []
    all_sync(a, b)
    assert [a.state_of(each) for each in (ours, theirs, later)] == [("received", 1)] * 3
    assert [b.state_of(each) for each in (ours, theirs, later)] == [("received", 1)] * 3
    assert a.digest() == b.digest() != before
    c = new_pc("Bram Ellery")
    c.join(a.invite())
    all_sync(a, c)
    assert c.digest() == a.digest()
    assert text_of(c) == text_of(a)  # each by whom it was


def test_what_a_pc_wrote_that_is_gone_is_sent_by_others_once_it_was_removed(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    c = new_pc("Bram Ellery")
    c.join(a.invite())
    all_sync(a, b, c)
    kept, at = copied(), position_of(a)
    theirs = b.note("on a PC that burnt")
    all_sync(a, b)
    forget_sealed(a, above=at)
    put_back(office, kept)
    let_go_on(a)
    assert a.sync().sent == 0
    assert a.state_of(theirs)[0] == "only_here"

    a.lane.about(lambda store, means: remove(store, b.device, means)).result()

    assert a.sync().sent == 1
    assert a.state_of(theirs)[0] == "received"
    all_sync(c, a)
    assert c.has(theirs)
    assert a.digest() == c.digest()


def test_a_join_and_a_removal_that_were_lost_are_named_to_be_done_again(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    all_sync(a, b)
    kept, at = copied(), position_of(a)
    a.note("the first that is lost")
    a.sync()
    c = new_pc("Bram Ellery")
    c.join(a.invite())
    theirs = c.note("by one who had just joined")
    all_sync(a, c)
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()
    sealed_anew = a.note("under a key that is lost")
    all_sync(a, c)
    forget_sealed(a, c, above=at)
    put_back(office, kept)

    gone = let_go_on(a)

    assert (gone.to_invite, gone.to_remove) == ((c.device,), (b.device,))
    assert a.sync().sent == 3  # what c wrote too, who is not of the team now
    assert codes(c.sync()) == ["service.no_standing"]
    assert c.has(theirs)
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()
    assert codes(a.sync()) == []
    assert [a.state_of(each)[0] for each in (theirs, sealed_anew)] == ["received"] * 2
    assert codes(b.sync()) == ["exchange.left"]


def test_who_was_removed_or_is_no_lead_cannot_take_that_back_with_a_service_of_her_own(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept, at = copied(), position_of(a)
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()
    all_sync(a)
    forget_sealed(a, above=at)
    put_back(office, kept, by_command=False)
    b.alter("update device set role = 'lead' where is_own")
    with office.service.store.writing() as connection:
        connection.exec_driver_sql("update spaces set generation = 2")

    assert codes(a.sync()) == ["exchange.history_renewed"]
    assert a.overview().spaces[0].is_frozen
    assert position_of(a) > at


def test_a_lead_who_had_read_less_than_others_lets_it_go_on_for_them(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    all_sync(a, b)
    kept, at = copied(), position_of(a)
    theirs = b.note("read by nobody else")
    b.sync()
    forget_sealed(b, above=at)
    put_back(office, kept)
    assert codes(b.sync()) == ["exchange.history_shorter"]
    a.note("waits")
    assert codes(a.sync()) == ["service.restoring"]

    assert let_go_on(a).lost == 0

    all_sync(a, b)
    assert a.has(theirs)
    assert b.state_of(theirs) == ("received", 1)
    assert a.digest() == b.digest()


def test_nothing_is_decided_where_nothing_was_lost_or_can_be_given_back(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    kept = copied()
    note = a.note("here still")
    all_sync(a, b)
    put_back(office, kept)
    a.sync()
    all_sync(b, a)

    with pytest.raises(Refused) as refused:
        let_go_on(a)

    assert refused.value.code == "space.nothing_lost"
    assert a.state_of(note) == ("received", 1)


def test_a_pc_that_came_after_the_administrator_opened_the_space_is_followed_too(
    team: Team, office: Office, copied: Callable[[], Path]
) -> None:
    a, b = team
    all_sync(a, b)
    kept = copied()
    ours = a.note("lost")
    a.sync()
    forget_sealed(a, above=position_of(b))
    put_back(office, kept, by_command=False)
    theirs = b.note("took its place")
    assert codes(b.sync()) == []
    assert codes(a.sync())[0].startswith("exchange.history")

    let_go_on(a)

    all_sync(a, b)
    assert a.has(theirs) and b.has(ours)
    assert a.digest() == b.digest()


def test_what_was_discarded_by_a_statement_that_was_lost_waits_for_a_lead_again_everywhere(
    team: Team, office: Office, copied: Callable[[], Path], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    all_sync(a, b)
    note = Forger(b).plant(office, "out of its chain", previous=b"p" * 32)
    for pc in (a, b):
        pc.sync()
    kept, at = copied(), position_of(a)
    a.note("the first that is lost")
    a.sync()
    decide_on(a, at, adopt=False)
    b.sync()
    forget_sealed(a, b, above=at)
    put_back(office, kept)
    let_go_on(a)
    newcomer = new_pc("Tansy Bramblewick")
    newcomer.join(a.invite(role="lead"))
    newcomer.sync()

    decide_on(newcomer, at, adopt=True)
    for pc in (a, b, newcomer):
        pc.sync()

    assert newcomer.has(note)
    assert newcomer.digest() == a.digest() == b.digest()


def decide_on(lead: PC, position: int, *, adopt: bool) -> None:
    lead.lane.about(lambda store, means: decide(store, [position], means, adopt=adopt)).result()
