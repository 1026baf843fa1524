"""Parcels between the vaults of two teams, through a real service."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, Unreachable, Untrusted, YarrowError
from resources.words import sentence
from storage.spaces.store import VaultSpaces
from sync.asking import ServiceRefused
from sync.introducing import part, take
from sync.protocol.answers import Answer
from sync.protocol.codes import letters_of
from sync.protocol.wire import Status
from sync.removing import remove, rotate
from sync.runner import SyncLane
from tests.sync.exchange.offices import PC, codes
from tests.sync.exchange.put_back import put_back
from tests.sync.exchange.two_teams import (
    introduce,
    let_take,
    record_of,
    space_of,
    state,
    teams,
    wish,
    write,
)


@pytest.fixture
def clinic(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> PC:
    """A practice with one PC, that refers to the team."""
    pc = new_pc("Sorrel Ashgate")
    pc.found(title="Ashgate Surgery")
    return pc


def an_hour_passes(pc: PC) -> None:
    before = pc.clock
    pc.clock = lambda: before() + 3_600_000


def test_a_parcel_goes_to_the_other_team_and_its_state_comes_back(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, b = team
    introduce(a, clinic)
    takers = [let_take(pc) for pc in (a, b)]
    write(clinic, space_of(a))

    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")
    assert codes(a.sync()) == codes(b.sync()) == []
    assert a.has(record_of(clinic)) and b.has(record_of(clinic))
    assert len(takers[0].taken) == len(takers[1].taken) == 1
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("received", "")
    for pc in (a, b, a):
        pc.sync()
    assert a.digest() == b.digest()
    assert len(a.rows("select 1 from record where kind = 'referral'")) == 1
    assert a.rows("select clashes from record where kind = 'referral'") == [(0,)]


def test_a_line_cut_off_at_any_question_loses_no_parcel_and_makes_no_second_record(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, b = team
    introduce(a, clinic)
    for pc in (a, b):
        let_take(pc)
    asks = ("of_team", "post_parcel", "parcels", "parcel", "parcel_taken", "parcel_states")
    for number, ask in enumerate(asks):
        id = bytes([number + 1]) * 16
        write(clinic, space_of(a), id=id)
        cut = [ask]

        def once(name: str, cut: list[str] = cut) -> None:
            if name in cut:
                cut.clear()
                raise Unreachable("exchange.cut_off")

        for pc in (clinic, a, clinic):
            pc.wire.after = once  # the service did it, and its answer is lost
            pc.sync()
        for pc in (clinic, a, clinic):
            pc.wire.after = None
            assert codes(pc.sync()) == []
        assert cut == []
        assert state(clinic, id) == ("received", "")
        assert a.has(record_of(clinic, id))
    for pc in (b, a, b):
        assert codes(pc.sync()) == []
    assert a.digest() == b.digest()
    assert a.rows("select count(*) from record where kind = 'referral'") == [(len(asks),)]


def test_teams_that_are_offline_by_turns_agree_in_the_end(
    clinic: PC, team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    second = new_pc("Tansy Bramblewick")
    second.join(clinic.invite())
    introduce(a, clinic)
    everyone = (a, b, clinic, second)
    for pc in everyone:
        pc.sync()
        let_take(pc)
    chance, written = random.Random(5), list[tuple[PC, PC, bytes]]()
    for number in range(int(os.environ.get("YARROW_EXAMPLES", "100")) // 8):
        pc = chance.choice(everyone)
        if chance.random() < 0.4:
            to, id = (clinic if pc in team else a), (number + 1).to_bytes(16, "big")
            write(pc, space_of(to), id=id)
            written.append((pc, to, id))
        else:
            pc.sync()
    for pc in everyone * 3:
        assert codes(pc.sync()) == []

    assert written
    assert {state(pc, id) for pc, _, id in written} == {("received", "")}
    assert a.digest() == b.digest()
    assert clinic.digest() == second.digest()
    for one in (a, clinic):
        came = [id for _, to, id in written if space_of(to) == space_of(one)]
        assert one.rows("select count(*) from record where kind = 'referral'") == [(len(came),)]
        assert one.rows("select sum(clashes) from record where kind = 'referral'")[0][0] in (
            0,
            None,
        )


def test_a_disk_that_is_full_is_not_the_fault_of_what_came(clinic: PC, team: tuple[PC, PC]) -> None:
    a, _ = team
    introduce(a, clinic)
    taker = let_take(a)
    taken, is_full = taker.__call__, True

    def take(session: Any) -> None:
        if is_full:
            rows = session.connection
            (pages,) = rows.execute("pragma page_count").fetchone()
            rows.execute(f"pragma max_page_count = {pages}")
            try:
                rows.execute("insert into setting values ('much', zeroblob(1000000))")
            finally:
                rows.execute("pragma max_page_count = 4294967294")
        taken(session)

    a.lane.close()
    a.spaces = VaultSpaces(a.vault, take_in=take)
    a.lane = SyncLane(a.spaces, means=a.means, transport=a.transport)
    write(clinic, space_of(a))
    clinic.sync()

    assert codes(a.sync()) == ["vault.disk_full"]
    assert not a.has(record_of(clinic))
    is_full = False
    assert codes(a.sync()) == []
    assert a.has(record_of(clinic))


def test_what_the_service_lost_is_sent_again(clinic: PC, team: tuple[PC, PC]) -> None:
    a, _ = team
    introduce(a, clinic)
    let_take(a)
    write(clinic, space_of(a))
    clinic.sync()
    with a.wire.office.service.store.writing() as connection:
        connection.exec_driver_sql("delete from parcels")
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("written", "parcels.waits")

    for pc in (clinic, a, clinic):
        assert codes(pc.sync()) == []
    assert state(clinic) == ("received", "")


def test_a_log_of_the_other_team_that_lost_a_key_and_grew_past_it_is_told_until_they_meet_anew(
    clinic: PC, team: tuple[PC, PC], copied: Callable[[], Path]
) -> None:
    a, _ = team
    introduce(a, clinic)
    a.sync()
    kept = copied()

    def cut(name: str) -> None:
        if name == "log":
            raise InterruptedError

    a.wire.before = cut
    with pytest.raises(InterruptedError):
        a.lane.about(rotate).result()
    a.wire.before = None
    write(clinic, space_of(a))
    assert codes(clinic.sync()) == []  # sealed to a key that their own lead has not read of
    put_back(a.wire.office, kept, by_command=False)
    for _ in range(3):
        a.note()
        a.sync()
    write(clinic, space_of(a), id=b"q" * 16)
    clinic.sync()

    assert codes(clinic.sync()) == ["parcels.team_rolled_back"]
    assert state(clinic, b"q" * 16) == ("written", "parcels.team_rolled_back")

    introduce(a, clinic, sync=False)
    for pc in (a, clinic, clinic):
        pc.sync()
    assert state(clinic, b"q" * 16) == ("sent", "")


def test_a_parcel_waits_until_the_other_team_has_confirmed_and_is_refused_once_it_ended(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, _ = team
    introduce(a, clinic, sync=False)
    write(clinic, space_of(a))
    clinic.sync()
    assert state(clinic) == ("written", "parcels.not_introduced")
    for pc in (a, clinic):
        assert codes(pc.sync()) == []
    assert state(clinic) == ("sent", "")

    a.lane.introducing(partial(part, team=space_of(clinic))).result()
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("refused", "parcels.team_closed")
    assert [each.is_closed for each in teams(a)] == [True]
    write(clinic, space_of(a), id=b"q" * 16)
    clinic.sync()
    assert state(clinic, b"q" * 16) == ("refused", "parcels.team_closed")


def test_what_went_before_another_was_refused_in_the_same_turn_has_gone(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, _ = team
    introduce(a, clinic)
    for id in (b"p" * 16, b"q" * 16):
        write(clinic, space_of(a), id=id)
    posted: list[str] = []

    def refuse_the_second(name: str) -> None:
        posted.extend([name] if name == "post_parcel" else [])
        if name == "post_parcel" and len(posted) == 2:
            raise ServiceRefused(Answer(0, Status.TOO_MANY, {}))

    clinic.wire.before = refuse_the_second
    clinic.sync()

    assert state(clinic) == ("sent", "")
    assert state(clinic, b"q" * 16) == ("written", "parcels.waits")
    clinic.wire.before = None
    assert codes(clinic.sync()) == []
    assert state(clinic, b"q" * 16) == ("sent", "")


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (ServiceRefused(Answer(0, Status.TOO_LARGE, {})), "parcels.not_taken_so"),
        (ServiceRefused(Answer(0, Status.BAD_REQUEST, {})), "parcels.not_taken_so"),
        # a server in front of the service that takes nothing so large, and says it in its own words
        (Untrusted("exchange.not_our_service"), "exchange.not_our_service"),
    ],
)
def test_one_that_the_service_does_not_take_holds_up_none_behind_it(
    clinic: PC, team: tuple[PC, PC], failure: YarrowError, why: str
) -> None:
    a, _ = team
    introduce(a, clinic)
    for id in (b"p" * 16, b"q" * 16, b"r" * 16):
        write(clinic, space_of(a), id=id)
    posted: list[str] = []

    def refuse_the_first(name: str) -> None:
        posted.extend([name] if name == "post_parcel" else [])
        if name == "post_parcel" and len(posted) == 1:
            raise failure

    clinic.wire.before = refuse_the_first
    assert codes(clinic.sync()) == [failure.code]

    assert state(clinic) == ("written", why)
    assert sentence(Refused(why))
    assert state(clinic, b"q" * 16) == state(clinic, b"r" * 16) == ("sent", "")
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")


def wait_for_an_answer(clinic: PC, team: PC) -> None:
    """The clinic's parcel was received, and nothing came back."""
    introduce(team, clinic)
    let_take(team)
    write(clinic, space_of(team))
    for pc in (clinic, team, clinic, clinic):
        assert codes(pc.sync()) == []


def test_who_waits_for_an_answer_hears_that_the_other_team_ended_the_link_and_began_it_anew(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, _ = team
    wait_for_an_answer(clinic, a)
    assert state(clinic) == ("received", "")

    a.lane.introducing(partial(part, team=space_of(clinic))).result()
    an_hour_passes(clinic)
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("received", "parcels.team_closed")

    introduce(a, clinic)
    an_hour_passes(clinic)
    assert codes(clinic.sync()) == []
    assert state(clinic) == ("received", "")


def test_who_waits_for_an_answer_asks_once_an_hour_whether_one_can_come(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, _ = team
    wait_for_an_answer(clinic, a)
    asked: list[str] = []
    clinic.wire.before = asked.append

    assert codes(clinic.sync()) == []
    assert asked == ["hello"]

    an_hour_passes(clinic)
    assert codes(clinic.sync()) == []
    assert asked.count("of_team") == 1


def test_once_an_answer_came_nobody_asks_any_more_whether_one_may(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, _ = team
    introduce(a, clinic)
    for pc in (a, clinic):
        let_take(pc)
    write(clinic, space_of(a))
    for pc in (clinic, a, clinic):
        assert codes(pc.sync()) == []
    write(a, space_of(clinic), id=b"q" * 16, answers=b"p" * 16)
    for pc in (a, clinic):
        assert codes(pc.sync()) == []

    a.lane.introducing(partial(part, team=space_of(clinic))).result()
    an_hour_passes(clinic)
    asked: list[str] = []
    clinic.wire.before = asked.append
    assert codes(clinic.sync()) == []
    assert "of_team" not in asked
    assert state(clinic) == ("received", "")


def test_the_word_of_a_pc_that_was_removed_counts_once_another_has_it_too(
    clinic: PC, team: tuple[PC, PC]
) -> None:
    a, b = team
    introduce(a, clinic)
    b.sync()
    let_take(b)
    write(clinic, space_of(a))
    for pc in (clinic, b, b):
        pc.sync()
    a.lane.about(lambda store, means: remove(store, b.device, means)).result()

    assert codes(clinic.sync()) == []
    assert state(clinic) == ("sent", "")

    let_take(a)
    for pc in (a, a, clinic):
        assert codes(pc.sync()) == []
    assert state(clinic) == ("received", "")


def test_a_code_of_another_service_says_that_it_may_be_one(clinic: PC) -> None:
    unknown = partial(take, typed=letters_of(b"u" * 16), wish=wish(), phone="")

    with pytest.raises(Refused, match=r"introductions\.not_found"):
        clinic.lane.introducing(unknown).result()
