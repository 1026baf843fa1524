from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.errors import Refused
from sync.exchange.stages import STAGES
from tests.sync.exchange.offices import PC, Office, code_of, codes, done


def test_what_one_saves_the_other_reads_and_a_second_exchange_moves_nothing(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    note = a.note("The kettle is blue")

    assert done(a.sync()) == (1, 0, 0)
    assert done(b.sync()) == (0, 1, 0)

    assert b.has(note)
    assert a.digest() == b.digest()
    assert done(a.sync()) == done(b.sync()) == (0, 0, 0)


def test_with_nothing_to_do_one_request_is_made(team: tuple[PC, PC]) -> None:
    a, b = team
    a.sync()
    b.sync()
    a.wire.asked.clear()

    assert done(a.sync()) == (0, 0, 0)

    assert a.wire.asked == ["hello"]


def test_received_is_said_once_the_receipt_is_here_and_seen_by_once_a_colleague_has_read(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    note = a.note()
    assert a.state_of(note) == ("only_here", 0)

    a.sync()
    assert a.state_of(note) == ("received", 0)

    b.sync()
    assert a.state_of(note) == ("received", 0)

    a.sync()
    assert a.state_of(note) == ("received", 1)
    assert b.state_of(note)[0] == "received"


def test_a_record_says_since_when_it_waits_and_on_how_many_pcs_it_is(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    a, b = team
    other = new_pc("Pepperday at home")
    other.join(a.lane.invite_own().result())
    for pc in (other, a, b):
        pc.sync()
    before = a.now_ms()
    note = a.note()
    reach = a.reach_of(note)
    assert before <= reach.since_ms <= a.now_ms()
    assert (reach.on_pcs, reach.of_pcs) == (1, 3)

    seen = []
    for pc in (a, other, a, b, a):
        pc.sync()
        reach = a.reach_of(note)
        seen.append((reach.on_pcs, a.state_of(note)[1]))

    # Her own other PC is one of the three, and no colleague's.
    assert seen == [(1, 0), (1, 0), (2, 0), (2, 0), (3, 1)]
    assert (reach.since_ms, reach.of_pcs) == (0, 3)
    a.alter("update device set removed_ms = 1 where id = ?", b.device)
    assert a.reach_of(note).of_pcs == 2


def test_a_refused_record_says_why(team: tuple[PC, PC], office: Office) -> None:
    a, _ = team
    office.limits = replace(office.limits, body_bytes=12_000)
    office.restart()
    note = a.note("".join(map(str, range(9_000))))

    assert a.sync().refused == 1

    assert a.state_of(note) == ("refused", 0)
    reach = a.reach_of(note)
    assert (reach.why, reach.on_pcs) == ("too_large", 1)
    assert reach.since_ms > 0


def test_without_a_service_nothing_waits_and_the_problem_is_told(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    office.is_up = False
    note = a.note()

    assert codes(a.sync()) == ["exchange.unreachable"]

    assert a.state_of(note) == ("only_here", 0)
    shown = a.overview()
    assert shown.only_here == 1
    assert shown.spaces[0].problems == (("exchange.unreachable", {}),)
    office.is_up = True
    assert done(a.sync()) == (1, 0, 0)
    assert a.overview().only_here == 0
    assert a.overview().spaces[0].problems == ()


def test_a_vault_without_a_space_is_refused(new_pc: Callable[..., PC]) -> None:
    pc = new_pc()

    with pytest.raises(Refused) as refused:
        pc.sync()

    assert code_of(refused.value) == "space.none"


def test_the_seconds_of_each_stage_are_told(team: tuple[PC, PC]) -> None:
    assert [*team[0].sync().seconds] == [name for name, _ in STAGES]


def test_three_who_edit_apart_see_three_versions_and_settle_for_all(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    person = b"r" * 16
    first = {"name": "Zinnia"}
    a.save("person", first, record=person, subject=person)
    for pc in (a, b, c):
        pc.sync()
    (head,) = a.vault.read(lambda reading: reading.record(person)).result().heads["name"]
    for number, pc in enumerate((a, b, c)):
        over = {"name": [head]}
        pc.save("person", {"name": f"Z{number}"}, record=person, subject=person, over=over)

    for pc in (c, a, b, c, a):
        assert codes(pc.sync()) == []

    for pc in (a, b, c):
        record = pc.vault.read(lambda reading: reading.record(person)).result()
        assert {each.value for each in record.clashes["name"]} == {"Z0", "Z1", "Z2"}
    assert len({pc.digest() for pc in (a, b, c)}) == 1
    heads = [each.change for each in record.clashes["name"]]
    b.save("person", {"name": "Z1"}, record=person, subject=person, over={"name": heads})
    for pc in (b, a, c):
        pc.sync()
    for pc in (a, b, c):
        record = pc.vault.read(lambda reading: reading.record(person)).result()
        assert (record.fields["name"], record.clashes) == ("Z1", {})
    assert len({pc.digest() for pc in (a, b, c)}) == 1
