from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any
from unittest.mock import Mock

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import OperationalError

from sync.protocol.epoch_making import make_next
from sync.protocol.epochs import Place
from sync.protocol.heads import read_head, read_receipt
from sync.protocol.invitations import open_package
from sync.protocol.statements import Erase, Remove, Restored, Rotate, sign_statement
from sync.protocol.wire import Ask, LogRequest, StatementRequest
from tests.sync.service.pcs import CONTENT_KEY

MINUTE = 60_000


def test_an_invitation_lets_one_device_in(team: Any) -> None:
    invited = team.invite()
    pc = team.office.device()

    asked = team.send_join(pc, team.join_statement(invited, pc))

    receipt = read_receipt(asked["receipt"], team.office.service.keys.public)
    assert (receipt.device, receipt.position, receipt.seq) == (pc.id, 3, 0)


def test_the_package_opens_with_the_code_and_comes_with_the_head(team: Any) -> None:
    invited = team.invite()

    asked = team.fetch(invited)

    assert open_package(invited.code, asked["package"]).space == team.space
    assert read_head(asked["head"], team.office.service.keys.public).position == 2
    assert asked["newest"] == invited.hash


def test_used_expired_cancelled_and_never_made_look_the_same(team: Any) -> None:
    never = team.invitation()
    cancelled = team.invite()
    assert team.cancel(cancelled).status == "ok"
    expired = team.invite(minutes=1)
    team.office.now_ms += MINUTE
    used = team.invite()
    pc = team.office.device()
    assert team.send_join(pc, team.join_statement(used, pc)).status == "ok"

    asked = [team.fetch(each) for each in (never, cancelled, expired, used)]

    assert {each.status for each in asked} == {"no_package"}
    assert {each.response.status for each in asked} == {200}
    assert [each.answer.body for each in asked] == [{}] * 4
    assert len({len(each.response.body) for each in asked}) == 1


def test_a_package_is_looked_for_a_few_times_a_minute(make_office: Callable[..., Any]) -> None:
    team = make_office(package_requests=2).space()
    invited = team.invite()
    asked = [team.fetch(invited) for _ in range(3)]

    assert [each.status for each in asked] == ["ok", "ok", "too_many"]
    assert team.fetch(invited, address="192.0.2.77").status == "ok"


@pytest.mark.parametrize("time", [2**53, 2**64 - 1])
def test_a_time_that_some_pc_could_not_keep_is_in_no_statement(team: Any, time: int) -> None:
    invited, pc = team.invite(), team.office.device()
    joining = team.send_join(pc, team.join_statement(invited, pc, time=time))
    inviting = [
        team.send_invitation(team.invitation(**{field: time})) for field in ("time", "expires")
    ]

    asked = [joining, *inviting, team.cancel(invited, time=time)]

    assert [each.status for each in asked] == ["bad_request"] * 4
    assert team.head().position == 2


def test_an_invitation_is_used_once(team: Any) -> None:
    invited = team.invite()
    first, second = team.office.device(), team.office.device()
    statement = team.join_statement(invited, first)
    late = team.join_statement(invited, second)
    assert team.send_join(first, statement).status == "ok"

    assert team.send_join(second, late).status == "invite_used"
    team.newest = sha256(statement).digest()
    assert team.send_join(second, team.join_statement(invited, second)).status == "invite_used"
    assert team.head().position == 3


def test_a_join_whose_answer_was_lost_is_answered_again(team: Any) -> None:
    invited = team.invite()
    pc = team.office.device()
    statement = team.join_statement(invited, pc)

    asked = [team.send_join(pc, statement) for _ in range(2)]

    assert asked[0]["receipt"] == asked[1]["receipt"]
    assert team.head().position == 3


def test_an_invitation_ends_by_the_services_clock(team: Any) -> None:
    invited = team.invite(minutes=15)
    team.office.now_ms += 15 * MINUTE
    pc = team.office.device()

    assert team.send_join(pc, team.join_statement(invited, pc)).status == "invite_expired"


def test_a_cancelled_invitation_lets_nobody_in(team: Any) -> None:
    invited = team.invite()
    team.cancel(invited)
    pc = team.office.device()

    assert team.send_join(pc, team.join_statement(invited, pc)).status == "invite_unknown"


def test_an_invitation_that_was_used_cannot_be_cancelled(team: Any) -> None:
    invited = team.invite()
    pc = team.office.device()
    statement = team.join_statement(invited, pc)
    team.send_join(pc, statement)
    team.newest = sha256(statement).digest()

    assert team.cancel(invited).status == "invite_used"


def test_nobody_joins_without_the_code(team: Any) -> None:
    invited = team.invite()
    pc = team.office.device()
    forged = team.join_statement(invited, pc, key=Ed25519PrivateKey.generate())
    unknown = team.join_statement(team.invitation(), pc)

    assert team.send_join(pc, forged).status == "not_signed"
    assert team.send_join(pc, unknown).status == "invite_unknown"
    assert team.fetch(invited).status == "ok"


def test_a_join_is_signed_by_the_device_that_it_adds(team: Any) -> None:
    invited = team.invite()
    pc, other = team.office.device(), team.office.device()
    statement = team.join_statement(invited, pc)

    assert team.send_join(other, statement).status == "not_signed"
    assert team.send_join(replace(pc, id=other.id), statement).status == "not_signed"
    assert team.send_join(replace(other, id=pc.id), statement).status == "not_signed"


def test_of_two_statements_at_once_the_second_reads_on(team: Any) -> None:
    first, second = team.invitation(), team.invitation()

    assert team.send_invitation(first).status == "ok"
    late = team.send_invitation(second)
    assert (late.status, late.answer.body) == ("not_newest", {"newest": first.hash})
    assert team.fetch(second).status == "no_package"
    assert team.head().position == 2


def test_an_invitation_sent_again_is_answered_again(team: Any) -> None:
    invited = team.invitation()

    asked = [team.send_invitation(invited) for _ in range(2)]

    assert asked[0]["receipt"] == asked[1]["receipt"]


@pytest.mark.parametrize("role", ["member", "champion", "reader"])
def test_only_a_lead_invites_and_cancels(team: Any, role: str) -> None:
    member = team.join(role=role)

    assert team.send_invitation(team.invitation(by=member), by=member).status == "no_standing"


def test_nobody_sends_the_statement_of_another_device(team: Any) -> None:
    second = team.join(role="lead")

    assert team.send_invitation(team.invitation(), by=second).status == "bad_request"
    assert team.send_invitation(team.invitation(by=second), by=second).status == "ok"


def test_a_package_lies_only_under_the_locator_of_its_invite(team: Any) -> None:
    invited, other = team.invitation(), team.invitation()
    asked = team.lead.ask(
        team.path(Ask.STATEMENT),
        StatementRequest(invited.statement, invited.package, other.code.locator),
    )

    assert asked.status == "bad_request"
    assert team.head().position == 1


def test_a_locator_of_another_space_cannot_be_taken_away(team: Any) -> None:
    invited = team.invite()
    elsewhere = team.office.space()
    stolen = replace(elsewhere.invitation(), code=invited.code)

    assert elsewhere.send_invitation(stolen).status == "bad_request"
    assert team.fetch(invited).status == "ok"


def test_an_invitation_is_open_three_days_at_most(team: Any) -> None:
    assert team.send_invitation(team.invitation(minutes=72 * 60 + 1)).status == "bad_request"
    assert team.send_invitation(team.invitation(minutes=72 * 60)).status == "ok"


def test_what_is_no_statement_of_its_kind_is_refused(team: Any) -> None:
    invited = team.invite()
    pc = team.office.device()
    joining = team.join_statement(invited, pc)
    entry, _ = team.lead.segment(team)

    for statement in (joining, pc.create(), entry, b"x"):
        asked = team.lead.ask(team.path(Ask.STATEMENT), StatementRequest(statement, None, None))
        assert asked.status == "bad_request"
    assert team.send_join(team.lead, invited.statement).status == "bad_request"


def stating(team: Any, said: Any) -> Any:
    """What the service answers to the lead who states this."""
    statement = sign_statement(team.lead.keys.sign, said)
    asked = team.lead.ask(team.path(Ask.STATEMENT), StatementRequest(statement, None, None))
    if asked.status == "ok":
        team.newest = sha256(statement).digest()
    return asked


def next_epoch(team: Any, *members: Any) -> Any:
    return make_next(
        b"n" * 32,
        CONTENT_KEY,
        place=Place(team.space, 2),
        before=team.newest,
        recipients={pc.id: pc.keys.public.hpke for pc in (team.lead, *members)},
        leads=[team.lead.id],
        random=team.office.random,
    )


def test_a_rotate_ends_every_package(team: Any) -> None:
    invited = team.invite()
    said = Rotate(team.newest, team.lead.id, next_epoch(team), team.office.now_ms)

    assert stating(team, said).status == "ok"

    assert team.fetch(invited).status == "no_package"
    pc = team.office.device()
    assert team.send_join(pc, team.join_statement(invited, pc)).status == "invite_unknown"


def test_a_device_that_a_lead_removed_adds_nothing_more_that_counts(team: Any) -> None:
    pc = team.join()
    said = Remove(team.newest, team.lead.id, (pc.id,), next_epoch(team), team.office.now_ms)

    assert stating(team, said).status == "ok"

    stated = StatementRequest(b"x", None, None)
    assert pc.ask(team.path(Ask.STATEMENT), stated).status == "no_standing"
    again = replace(said, previous=team.newest)
    assert stating(team, again).status == "bad_request"


def test_a_statement_made_for_another_newest_is_told_which_to_follow(team: Any) -> None:
    said = Rotate(team.newest, team.lead.id, next_epoch(team), team.office.now_ms)
    newest = team.invite().hash

    asked = stating(team, said)

    assert (asked.status, asked["newest"]) == ("not_newest", newest)


def test_a_generation_is_begun_by_a_lead_who_has_read_the_log_as_it_stands(team: Any) -> None:
    head = team.head()
    now = team.office.now_ms
    true = Restored(team.newest, team.lead.id, 2, head.position, head.running, now)
    for other in (
        replace(true, position=head.position - 1),
        replace(true, running=b"x" * 32),
        replace(true, generation=3),
    ):
        assert stating(team, other).status == "bad_request"

    assert stating(team, true).status == "ok"

    after = team.head()
    assert (after.generation, after.position) == (2, head.position + 1)


def test_nor_is_one_whose_package_the_service_does_not_keep(team: Any) -> None:
    """Who made it knows what the package would say; the log alone would keep it open."""
    for minutes, status in ((72 * 60 + 1, "bad_request"), (72 * 60, "ok")):
        invited = team.invitation(minutes=minutes)
        asked = team.lead.ask(
            team.path(Ask.STATEMENT), StatementRequest(invited.statement, None, None)
        )
        assert asked.status == status


def erasure(team: Any, **other: Any) -> Erase:
    given = {"groups": ((2, 0),), "objects": (), "epoch": 1, "what": b"sealed"}
    said = {"previous": team.newest, "by": team.lead.id, "time": team.office.now_ms, **given}
    return Erase(**{**said, **other})


@pytest.mark.parametrize("minutes", [-6, 6, -30 * 24 * 60])
def test_nobody_dates_an_erasure_so_that_its_days_of_grace_are_over_or_never_end(
    team: Any, minutes: int
) -> None:
    team.lead.push(team, b"sealed")

    said = erasure(team, time=team.office.now_ms + minutes * MINUTE)

    assert stating(team, said).status == "bad_request"
    assert stating(team, erasure(team)).status == "ok"


def test_an_erasure_that_the_database_could_not_carry_out_is_stated_and_stands_in_nobodys_way(
    team: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.lead.push(team, b"sealed")
    failing = OperationalError("", {}, Exception("database or disk is full"))
    carry_out = Mock(side_effect=failing)
    with monkeypatch.context() as once:
        once.setattr("sync.service.erasing.carry_out", carry_out)
        said = erasure(team)
        assert stating(team, said).status == "too_many"
        assert carry_out.called

    assert stating(team, said).status == "ok"
    team.invite()

    page = team.lead.ask(team.path(Ask.LOG), LogRequest(0, 2**20))
    assert page["entries"][1][1] == [None]
