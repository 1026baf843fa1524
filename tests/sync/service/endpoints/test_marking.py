from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sync.protocol.heads import sign_head
from sync.protocol.wire import Ask, HelloRequest


def marks(team: Any, pc: Any) -> Any:
    return pc.ask(team.path(Ask.HELLO), HelloRequest(0, team.space))["marks"]


def test_the_newest_mark_takes_the_place_of_the_last(team: Any) -> None:
    other = team.join()
    old = team.lead.mark(team, team.lead.seen)
    new = team.lead.mark(team, other.seen)

    assert [team.lead.leave_mark(team, mark).status for mark in (old, new)] == ["ok", "ok"]
    assert marks(team, other) == [new]


def test_a_mark_older_than_the_last_is_refused(team: Any) -> None:
    other = team.join()
    new = team.lead.mark(team, other.seen)
    team.lead.leave_mark(team, new)

    asked = team.lead.leave_mark(team, team.lead.mark(team, team.lead.seen))

    assert asked.status == "out_of_order"
    assert marks(team, other) == [new]


def test_a_mark_is_of_the_device_that_leaves_it_and_of_this_log(team: Any) -> None:
    other, elsewhere = team.join(), team.office.space()
    key, head = team.office.service.keys.signing, team.head()
    ahead = sign_head(key, replace(head, position=head.position + 1))
    forged = sign_head(other.keys.sign, head)
    wrong = [
        (other.mark(team, other.seen), "not_signed"),
        (replace(team.lead, keys=other.keys).mark(team, other.seen), "not_signed"),
        (replace(other, keys=team.lead.keys).mark(team, other.seen), "bad_request"),
        (team.lead.mark(team, other.seen, space=elsewhere.space), "bad_request"),
        (team.lead.mark(team, elsewhere.lead.seen), "bad_request"),
        (team.lead.mark(team, ahead), "bad_request"),
        (team.lead.mark(team, forged), "not_signed"),
    ]

    assert [team.lead.leave_mark(team, mark).status for mark, _ in wrong] == [
        status for _, status in wrong
    ]
    assert marks(team, other) == []


def test_a_mark_with_a_head_of_a_log_that_was_put_back_is_refused(team: Any) -> None:
    other, head = team.join(), team.head()
    old = sign_head(team.office.service.keys.signing, replace(head, running=b"o" * 32))

    assert team.lead.leave_mark(team, team.lead.mark(team, old)).status == "bad_request"
    assert marks(team, other) == []


@pytest.mark.parametrize("field", ["time", "seq", "erasures"])
@pytest.mark.parametrize("number", [2**53, 2**64 - 1])
def test_a_mark_with_a_number_that_some_pc_could_not_keep_is_refused(
    team: Any, field: str, number: int
) -> None:
    other = team.join()

    asked = team.lead.leave_mark(team, team.lead.mark(team, other.seen, **{field: number}))

    assert asked.status == "bad_request"
    assert marks(team, other) == []


def test_a_reader_leaves_a_mark_too(team: Any) -> None:
    reader = team.join(role="reader")

    assert reader.leave_mark(team, reader.mark(team, reader.seen)).status == "ok"
