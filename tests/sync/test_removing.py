"""A PC is removed and the key changed in one statement; whoever had heard of it is not readable."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import NotFound, Refused, Unreachable, Untrusted
from app.ports.exchange import SpaceState
from storage.spaces.log_rows import unpack
from sync.protocol.membership import Membership
from sync.protocol.segments import open_group, parse_entry
from sync.recovering import membership_of
from sync.removing import remove, rotate
from tests.sync.exchange.offices import PC, Office, codes, done

Trio = tuple[PC, PC, PC]


@pytest.fixture
def trio(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> Trio:
    """A lead, a member, and a member who is removed."""
    lead, member = team
    third = new_pc("Tansy Bramblewick")
    third.join(lead.invite())
    for pc in (third, lead, member):
        pc.sync()
    return lead, member, third


def state_of(pc: PC) -> SpaceState:
    return pc.spaces.space(pc.spaces.spaces()[0]).load()


def id_of(pc: PC) -> bytes:
    return state_of(pc).own.device


def membership(pc: PC) -> Membership:
    return membership_of(state_of(pc))


def removed(lead: PC, other: PC) -> bool:
    device = id_of(other)
    return lead.lane.about(lambda store, means: remove(store, device, means)).result()


def test_who_is_removed_is_shown_so_everywhere_and_the_others_go_on(trio: Trio) -> None:
    lead, member, third = trio

    assert removed(lead, third)
    note = lead.note()
    assert done(lead.sync()) == (1, 0, 0)
    assert done(member.sync()) == (0, 1, 0)

    assert member.has(note)
    assert lead.digest() == member.digest()
    for pc in (lead, member):
        rows = {each.id: each for each in pc.overview().spaces[0].devices}
        assert rows[id_of(third)].removed_ms is not None
        assert rows[id_of(lead)].removed_ms is None
        assert set(state_of(pc).content_keys) == {1, 2}


def test_3_what_waited_offline_is_sealed_so_that_the_removed_pc_opens_nothing_of_it(
    trio: Trio,
) -> None:
    lead, member, third = trio
    note = member.note("kept offline")
    removed(lead, third)

    assert done(member.sync())[0] == 1

    ((written, groups),) = member.rows(
        "select entry, groups from sealed_entry where position = (select max(position) from log)"
    )
    entry, (group,) = parse_entry(written), unpack(groups)
    assert entry.base.epoch == 2 and group is not None
    assert list(membership(member).epochs[2].wraps_to(id_of(third))) == []
    keys = state_of(third).content_keys
    assert set(keys) == {1}
    for key in keys.values():
        with pytest.raises(Untrusted, match=r"sync\.cannot_open"):
            open_group(key, entry.base, group)
    lead.sync()
    assert lead.has(note)


def test_what_who_was_removed_sends_counts_for_nobody(trio: Trio) -> None:
    lead, member, third = trio
    removed(lead, third)
    note = third.note()

    assert third.sync().sent == 1

    for pc in (lead, member):
        assert codes(pc.sync()) == ["exchange.held"]
        assert not pc.has(note)


def test_removing_again_changes_nothing(trio: Trio) -> None:
    lead, _, third = trio
    removed(lead, third)

    assert not removed(lead, third)
    assert max(membership(lead).epochs) == 2


def test_who_may_not_and_what_cannot_be_is_refused(trio: Trio) -> None:
    lead, member, third = trio

    with pytest.raises(Refused, match=r"space\.not_lead_to_state"):
        removed(member, third)
    with pytest.raises(Refused, match=r"space\.own_device"):
        removed(lead, lead)
    with pytest.raises(NotFound, match=r"space\.no_such_device"):
        lead.lane.about(lambda store, means: remove(store, bytes(16), means)).result()


def test_of_two_leads_at_once_the_second_reads_on_and_is_asked_again(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    first, member = team
    second = new_pc("Tansy Bramblewick")
    second.join(first.invite(role="lead"))
    for pc in (second, first):
        pc.sync()
    told: list[bool] = []

    def overtake(asked: str) -> None:
        if asked == "statement" and not told:
            told.append(removed(second, member))

    first.wire.before = overtake
    with pytest.raises(Refused, match=r"space\.changed_meanwhile"):
        first.lane.about(rotate).result()

    assert max(membership(first).epochs) == 2
    assert not removed(first, member)


def test_a_new_key_whose_answer_is_lost_seals_nothing_before_it_stands_in_the_log(
    team: tuple[PC, PC],
) -> None:
    lead, other = team

    def cut(asked: str) -> None:
        if asked == "statement":
            raise Unreachable("exchange.cut_off")

    for is_heard in (False, True):
        before = max(membership(other).epochs)
        lead.wire.before, lead.wire.after = (None, cut) if is_heard else (cut, None)
        with pytest.raises(Unreachable):
            lead.lane.about(rotate).result()
        lead.wire.before = lead.wire.after = None
        assert max(state_of(lead).content_keys) == before
        note = lead.note()
        assert done(lead.sync())[0] == 1
        assert done(other.sync())[1] == 1
        assert other.has(note)
        assert max(membership(other).epochs) == before + is_heard
        assert lead.digest() == other.digest()


def test_no_new_key_is_made_while_the_log_is_kept_back(team: tuple[PC, PC], office: Office) -> None:
    lead, other = team
    other.note()
    other.sync()
    with office.service.store.writing() as connection:
        connection.exec_driver_sql("update groups set sealed = null")
    assert codes(lead.sync()) == ["exchange.group_withheld"]

    with pytest.raises(Refused, match=r"space\.not_complete"):
        lead.lane.about(rotate).result()


def test_who_joins_after_three_keys_reads_everything_from_the_first_day(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, _ = team
    notes = []
    for number in range(3):
        notes.append(lead.note(f"under key {number + 1}"))
        lead.sync()
        lead.lane.about(rotate).result()
    late = new_pc("Tansy Bramblewick")
    late.join(lead.invite())

    assert codes(late.sync()) == []

    assert all(late.has(note) for note in notes)
    assert set(state_of(late).content_keys) == {1, 2, 3, 4}
    lead.sync()
    assert late.digest() == lead.digest()
