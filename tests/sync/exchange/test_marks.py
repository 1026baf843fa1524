from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from sync.admitting import admit, words_of
from sync.protocol.heads import Head, read_head, sign_head
from sync.protocol.marks import Mark, parse_mark, sign_mark
from sync.removing import remove, rotate
from sync.runner import SyncLane
from tests.sync.exchange.keys import keys_of
from tests.sync.exchange.offices import PC, Office, bending, codes


def mark_of(pc: PC) -> Mark:
    ((signed,),) = pc.rows("select mark from membership")
    return parse_mark(signed)[0]


def told(pc: PC, mark: bytes) -> None:
    """Let the service hand out this mark alone."""
    pc.wire.bend = bending("hello", lambda body: {**body, "marks": [mark]})


def test_a_mark_is_left_after_a_change_and_none_after_that(team: tuple[PC, PC]) -> None:
    a, b = team
    a.note()
    a.sync()
    b.sync()
    for pc in (a, b):
        pc.wire.asked.clear()

    for _ in range(2):
        a.sync()
        b.sync()

    assert "mark" not in a.wire.asked + b.wire.asked


def test_a_mark_that_a_failure_kept_back_is_left_by_the_next_exchange(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = a.note()
    a.sync()

    def down(name: str) -> None:
        office.is_up = name != "mark"

    b.wire.before = down
    assert codes(b.sync()) == ["exchange.unreachable"]
    b.wire.before = None
    office.is_up = True

    assert codes(b.sync()) == codes(a.sync()) == []

    assert a.state_of(note) == ("received", 1)
    assert b.wire.asked[-2:] == ["hello", "mark"]


def test_a_mark_says_what_its_device_holds(team: tuple[PC, PC], office: Office) -> None:
    a, b = team
    a.note()
    a.sync()
    b.sync()

    mark = mark_of(b)

    head = read_head(mark.head, office.service.keys.public)
    assert head.position == b.overview().spaces[0].position
    ((have, state),) = a.rows("select have, state from space where id is not null")
    assert (mark.have, mark.state) == (have, state)


def test_only_a_colleagues_own_signed_mark_counts_as_seen(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    note = a.note()
    a.sync()
    position = a.overview().spaces[0].position
    (running,) = a.rows("select running from log where position = ?", position)[0]
    head = sign_head(office.signing, Head(a.spaces.spaces()[0], 1, position, running, 1))
    claimed = replace(mark_of(b), head=head)

    told(a, sign_mark(office.signing, claimed))
    assert codes(a.sync()) == ["exchange.wrong_mark"]
    assert a.state_of(note) == ("received", 0)

    told(a, sign_mark(keys_of(b), claimed))
    assert codes(a.sync()) == []
    assert a.state_of(note) == ("received", 1)


def test_a_mark_with_a_head_of_another_history_convicts_the_service(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    position = a.overview().spaces[0].position
    head = Head(a.spaces.spaces()[0], 1, position, b"x" * 32, 1)
    told(a, sign_mark(keys_of(b), replace(mark_of(b), head=sign_head(office.signing, head))))

    assert codes(a.sync()) == ["exchange.history_forked"]

    assert a.overview().spaces[0].is_frozen
    assert len(a.rows("select * from evidence")) == 1


def test_a_mark_with_a_head_beyond_the_one_shown_convicts_the_service(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    head = Head(a.spaces.spaces()[0], 1, 99, b"x" * 32, 1)
    told(a, sign_mark(keys_of(b), replace(mark_of(b), head=sign_head(office.signing, head))))

    assert codes(a.sync()) == ["exchange.history_hidden"]


def test_a_mark_from_before_the_one_known_is_evidence(team: tuple[PC, PC]) -> None:
    a, b = team
    old = sign_mark(keys_of(b), mark_of(b))
    a.note()
    a.sync()
    b.sync()
    a.sync()

    told(a, old)

    assert codes(a.sync()) == ["exchange.older_mark"]
    assert a.rows("select code from evidence") == [("exchange.older_mark",)]


def test_the_same_changes_shown_in_another_state_are_a_fault_that_is_told(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    a.note()
    a.sync()
    b.sync()
    told(a, sign_mark(keys_of(b), replace(mark_of(b), state=b"x" * 32)))

    assert codes(a.sync()) == ["exchange.state_differs"]


def test_how_far_a_colleague_had_read_is_taken_from_what_she_wrote_too(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    note = a.note()
    a.sync()
    b.sync()
    b.note()
    b.sync()
    a.wire.bend = bending("hello", lambda body: {**body, "marks": []})

    assert codes(a.sync()) == []

    assert a.state_of(note) == ("received", 1)
    assert [each.mark_ms is not None for each in a.overview().spaces[0].devices] == [True, True]


def test_in_a_team_that_writes_nothing_for_weeks_each_is_heard_from_once_a_day(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    a.note()
    for pc in (a, b, a):
        pc.sync()
    day, began = 24 * 3_600_000, time.time_ns() // 1_000_000

    for days in range(1, 40, 3):
        now_ms = began + days * day
        office.now_ms = lambda now_ms=now_ms: now_ms  # type: ignore[misc]
        for pc in (a, b):
            pc.clock = office.now_ms
            pc.wire.asked.clear()
            assert codes(pc.sync()) == []
            assert pc.wire.asked == ["hello", "mark"]
            pc.wire.asked.clear()
            assert codes(pc.sync()) == []
            assert pc.wire.asked == ["hello"]
    a.sync()

    rows = a.overview().spaces[0].devices
    assert [row.mark_ms for row in rows if not row.is_own] == [now_ms]


def test_a_team_that_fell_silent_for_longer_than_the_lease_is_told_and_nothing_is_locked(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    a.note()
    for pc in (a, b, a):
        pc.sync()
    day, ahead = 24 * 3_600_000, 0

    def later() -> int:
        return time.time_ns() // 1_000_000 + ahead

    office.now_ms = later
    a.means = replace(a.means, now_ms=later)
    a.lane.close()
    a.lane = SyncLane(a.spaces, means=a.means, transport=a.transport)
    ahead = 30 * day
    assert codes(a.sync()) == []

    ahead = 32 * day
    totals = a.sync()
    assert codes(totals) == ["exchange.nobody_heard"]
    assert totals.problems[0].facts == {"days": 32}
    a.note("work goes on")
    assert a.sync().sent == 1

    b.sync()
    assert codes(a.sync()) == []  # the service says when; her own clock is 32 days behind


@pytest.mark.parametrize("states", [False, True], ids=["reads", "states"])
def test_a_colleague_whose_clock_is_years_ahead_hides_no_silence(
    team: tuple[PC, PC], office: Office, states: bool
) -> None:
    b, a = team if states else reversed(team)
    day, ahead = 24 * 3_600_000, 0

    def later() -> int:
        return time.time_ns() // 1_000_000 + ahead

    office.now_ms = later
    for pc, off in ((a, 0), (b, 9 * 365 * day)):
        pc.means = replace(pc.means, now_ms=lambda off=off: later() + off)  # type: ignore[misc]
        pc.lane.close()
        pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
    a.note()
    if states:
        b.lane.about(rotate).result()
    for pc in (a, b, a):
        assert codes(pc.sync()) == []

    ahead = 32 * day

    assert codes(a.sync()) == ["exchange.nobody_heard"]


def test_a_pc_that_waits_to_be_admitted_has_read_nothing(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    far = new_pc("Tansy Bramblewick")
    far.join(a.invite(distance=True))
    note = a.note()
    a.sync()

    far.sync()
    a.sync()

    assert a.state_of(note) == ("received", 0)
    b.sync()
    a.sync()
    assert a.state_of(note) == ("received", 1)


def test_a_pc_that_was_admitted_counts_from_its_next_mark_on(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, _ = team
    far = new_pc("Tansy Bramblewick")
    far.join(a.invite(distance=True))
    note = a.note()
    a.sync()
    far.sync()
    device = far.rows("select device from membership")[0][0]
    told = " ".join(words_of(far.spaces.space(far.spaces.spaces()[0]), device))
    a.lane.about(lambda store, means: admit(store, device, told, means)).result()
    a.sync()
    assert a.state_of(note) == ("received", 0)

    far.sync()
    a.sync()

    assert a.state_of(note) == ("received", 1)


def test_a_mark_that_a_removed_pc_made_after_its_removal_proves_nothing(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    keys, mark = keys_of(b), mark_of(b)
    device = b.rows("select device from membership")[0][0]
    a.lane.about(lambda store, means: remove(store, device, means)).result()
    a.note()
    a.sync()
    position = a.overview().spaces[0].position
    (running,) = a.rows("select running from log where position = ?", position)[0]
    head = sign_head(office.signing, Head(a.spaces.spaces()[0], 1, position, running, 1))

    told(a, sign_mark(keys, replace(mark, head=head)))

    assert codes(a.sync()) == ["exchange.wrong_mark"]
