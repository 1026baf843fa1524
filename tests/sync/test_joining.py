from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.errors import Refused, Untrusted
from sync.protocol.answers import Answer
from tests.sync.exchange.offices import PC, Office, code_of, codes, done
from tests.sync.refusing import Cut, refused_with

MINUTE = 60_000


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def test_what_the_newcomer_had_recorded_moves_into_the_space_and_is_read_by_the_others(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    ours, theirs = lead.note(), b.note()
    lead.sync()

    space = b.join(lead.invite())

    assert done(b.sync()) == (1, 1, 0)
    assert done(lead.sync()) == (0, 1, 0)
    assert lead.has(theirs) and b.has(ours)
    assert b.spaces.spaces() == [space]
    assert b.digest() == lead.digest()
    (title,) = b.rows("select title from space where id = ?", space)[0]
    assert title == "Willowmere"


def test_who_was_invited_without_a_name_names_herself(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    b.join(lead.invite())
    c.join(lead.invite(name="Tansy from Hollin Bank", role="champion"))
    lead.sync()

    devices = lead.overview().spaces[0].devices

    assert [(each.person, each.role) for each in devices] == [
        ("Wren Pepperday", "lead"),
        ("Linnet Marrowby", "member"),
        ("Tansy from Hollin Bank", "champion"),
    ]
    assert [each.is_own for each in devices] == [True, False, False]


def test_a_vault_does_not_become_a_ward_pc(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    code = lead.invite(name="Fernhollow ward", role="writer")

    assert refused_with(lambda: b.join(code)) == "space.is_ward_code"
    assert b.spaces.spaces() == []
    far = refused_with(lambda: lead.invite(role="writer", distance=True))
    assert far == "space.door_at_a_distance"


def test_a_mistyped_code_is_named_without_asking_the_service(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    code = lead.invite()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    assert refused_with(lambda: b.join(wrong)) == "sync.code_mistyped"
    assert refused_with(lambda: b.join(code[:-1])) == "sync.code_length"
    assert b.wire.asked == []
    b.join(code.lower().replace("-", " "))


def test_a_code_lets_one_person_in_once(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    code = lead.invite()
    b.join(code)

    assert refused_with(lambda: c.join(code)) == "service.no_package"
    assert (c.spaces.spaces(), c.spaces.entering()) == ([], None)


def test_of_two_who_hold_the_same_package_the_second_is_refused(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    code = lead.invite()
    c.wire.before = lambda name: b.join(code) if name == "join" else None

    assert refused_with(lambda: c.join(code)) == "service.invite_used"

    assert (c.spaces.spaces(), c.spaces.entering()) == ([], None)
    assert len(b.spaces.spaces()) == 1


def test_a_code_runs_out_after_fifteen_minutes(
    lead: PC, new_pc: Callable[..., PC], office: Office
) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    in_time, late = lead.invite(), lead.invite()
    office.now_ms = lambda: time.time_ns() // 1_000_000 + 14 * MINUTE
    b.join(in_time)
    office.now_ms = lambda: time.time_ns() // 1_000_000 + 16 * MINUTE

    assert refused_with(lambda: c.join(late)) == "service.no_package"


def test_a_package_handed_out_too_late_is_refused_here_too(
    lead: PC, new_pc: Callable[..., PC], office: Office
) -> None:
    b = new_pc("Linnet Marrowby")
    code = lead.invite()

    def later(name: str, said: Answer) -> Answer:
        return replace(said, time=said.time + 16 * MINUTE) if name == "package" else said

    b.wire.bend = later

    assert refused_with(lambda: b.join(code)) == "service.invite_expired"
    assert b.wire.asked == ["package"]


def test_another_certificate_than_the_packages_ends_it_before_anything_is_sent(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    code = lead.invite()
    b.wire.pin = b"z" * 32

    assert refused_with(lambda: b.join(code)) == "exchange.other_key"
    assert b.wire.asked == ["package"]
    assert b.spaces.entering() is None


def test_training_and_real_are_never_mixed(
    new_pc: Callable[..., PC],
) -> None:
    trainer, worker = new_pc("Wren P", training=True), new_pc("Linnet M", training=False)
    trainer.found()
    worker.found()

    real = new_pc("Tansy B", training=False)
    made_up = new_pc("Sorrel B", training=True)

    assert refused_with(lambda: real.join(trainer.invite())) == "space.is_training"
    assert refused_with(lambda: made_up.join(worker.invite())) == "space.is_not_training"
    assert real.wire.asked == made_up.wire.asked == ["package"]
    assert real.spaces.spaces() == made_up.spaces.spaces() == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_joining_running_again_goes_on_with_the_same_code(
    lead: PC, new_pc: Callable[..., PC], when: str
) -> None:
    b = new_pc("Linnet Marrowby")
    note = b.note()
    code = lead.invite()

    def cut(name: str) -> None:
        if name == "join":
            raise Cut

    setattr(b.wire, when, cut)
    with pytest.raises(Cut):
        b.join(code)
    assert b.spaces.spaces() == []
    b.close()
    b.wire.before = b.wire.after = None
    b.open()

    b.join(code)

    assert codes(b.sync()) == []
    assert b.state_of(note)[0] == "received"
    lead.sync()
    assert len(lead.overview().spaces[0].devices) == 2


def test_two_who_join_at_once_both_get_in(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    first, second = lead.invite(), lead.invite()
    b.wire.before = lambda name: c.join(second) if name == "join" and not c.wire.asked else None

    b.join(first)

    for pc in (b, c, lead):
        assert codes(pc.sync()) == []
    assert len(lead.overview().spaces[0].devices) == 3


def test_who_is_in_already_is_not_let_in_twice(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite())

    assert refused_with(lambda: b.join(lead.invite())) == "space.already_in"


def test_only_a_lead_invites(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite())
    assert refused_with(b.invite) == "space.not_lead"
    b.sync()
    b.wire.asked.clear()

    with pytest.raises(Refused) as refused:
        b.invite()

    assert code_of(refused.value) == "space.not_lead"
    assert b.wire.asked == []


def test_a_second_lead_invites_too_and_after_others(lead: PC, new_pc: Callable[..., PC]) -> None:
    b, c = new_pc("Linnet Marrowby"), new_pc("Tansy Bramblewick")
    b.join(lead.invite(role="lead"))
    b.sync()
    lead.wire.before = lambda name: b.invite() if name == "statement" and not twice else None
    twice: list[bool] = []
    made = lead.wire.before

    def once(name: str) -> None:
        made(name)
        if name == "statement":
            twice.append(True)

    lead.wire.before = once

    c.join(lead.invite())

    assert codes(c.sync()) == codes(lead.sync()) == []


def test_a_reader_reads_and_sends_nothing(lead: PC, new_pc: Callable[..., PC]) -> None:
    b = new_pc("Linnet Marrowby")
    b.join(lead.invite(role="reader"))
    theirs, ours = lead.note(), b.note()
    lead.sync()

    totals = b.sync()

    assert (totals.sent, totals.received) == (0, 1)
    assert codes(totals) == ["exchange.may_not_write"]
    assert b.has(theirs)
    assert b.state_of(ours)[0] == "only_here"


def test_a_false_answer_to_the_first_fetch_is_not_believed(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    code = lead.invite()
    asked = b.wire.ask

    def swapped(path: str, body: bytes, headers: Any) -> Any:
        reply = asked(path, body, headers)
        return replace(reply, body=reply.body[:-1] + bytes([reply.body[-1] ^ 1]))

    b.wire.ask = swapped  # type: ignore[method-assign]

    with pytest.raises(Untrusted):
        b.join(code)
    assert b.spaces.entering() is None
