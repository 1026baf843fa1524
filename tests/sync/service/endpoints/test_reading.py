from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from sync.protocol.heads import read_head, running
from sync.protocol.marks import parse_mark
from sync.protocol.wire import (
    Ask,
    HashesRequest,
    HelloRequest,
    LogRequest,
    StatementsRequest,
)


def hello(team: Any, position: int, at: bytes) -> Any:
    return team.lead.ask(team.path(Ask.HELLO), HelloRequest(position, at))


def log(team: Any, *, after: int = 0, most: int = 2**22) -> Any:
    return team.lead.ask(team.path(Ask.LOG), LogRequest(after, most))


def test_hello_says_whether_the_log_holds_what_was_read(team: Any) -> None:
    team.lead.push(team)
    head = team.head()

    known = [
        hello(team, 0, team.space)["known"],
        hello(team, 2, head.running)["known"],
        hello(team, 1, head.running)["known"],
        hello(team, 3, head.running)["known"],
        hello(team, 2**64 - 1, head.running)["known"],
        hello(team, 0, bytes(32))["known"],
    ]

    assert known == [True, True, False, False, False, False]


def test_hello_brings_the_marks_of_the_others(team: Any) -> None:
    other = team.join()
    mark = other.mark(team, other.seen)
    other.leave_mark(team, mark)

    assert hello(team, 0, team.space)["marks"] == [mark]
    asked = other.ask(team.path(Ask.HELLO), HelloRequest(0, team.space))
    assert (asked["marks"], asked["waiting"]) == ([], {})


def test_no_mark_lies_beyond_the_head_told_beside_it(team: Any, engine: Engine) -> None:
    other = team.join()
    other.leave_mark(team, other.mark(team, other.seen))
    answering = False

    @event.listens_for(engine, "after_cursor_execute")
    def meanwhile(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        nonlocal answering
        if answering and ("FROM spaces" in sql or "FROM marks" in sql):
            answering = False
            other.push(team)
            newest = other.ask(team.path(Ask.HELLO), HelloRequest(0, team.space))["head"]
            other.leave_mark(team, other.mark(team, newest))
            answering = True

    answering = True
    told = hello(team, 0, team.space)
    answering = False

    public = team.lead.office.service.keys.public
    head = read_head(told["head"], public)
    marked = [read_head(parse_mark(mark)[0].head, public) for mark in told["marks"]]
    assert [mark.position <= head.position for mark in marked] == [True]


def test_the_statements_are_given_with_their_positions(team: Any) -> None:
    team.lead.push(team)
    invited = team.invite()

    asked = team.lead.ask(team.path(Ask.STATEMENTS), StatementsRequest(0))
    later = team.lead.ask(team.path(Ask.STATEMENTS), StatementsRequest(1))
    above = team.lead.ask(team.path(Ask.STATEMENTS), StatementsRequest(2**64 - 1))

    assert [position for position, _ in asked["entries"]] == [1, 3]
    assert sha256(asked["entries"][0][1]).digest() == team.space
    assert later["entries"] == [[3, invited.statement]]
    assert above["entries"] == []


def test_the_log_gives_everything_as_it_came(team: Any) -> None:
    entry, groups = team.lead.segment(team, (b"one", b"two"))
    team.lead.append(team, (entry, groups))

    asked = log(team)

    assert asked["entries"][1] == [entry, [b"one", b"two"]]
    assert asked["entries"][0][1] == []
    assert not asked["more"]
    at = team.space
    for each, _ in asked["entries"]:
        at = running(at, sha256(each).digest())
    assert read_head(asked["head"], team.office.service.keys.public).running == at


def test_a_log_read_by_pages_is_the_same_log(team: Any) -> None:
    for _ in range(6):
        team.lead.push(team, b"g" * 700)
    whole = log(team)["entries"]

    pages: list[Any] = []
    more, running_hash = True, team.space
    while more:
        asked = log(team, after=len(pages), most=2_000)
        pages += asked["entries"]
        at = read_head(asked["at"], team.office.service.keys.public)
        for entry, _ in asked["entries"]:
            running_hash = running(running_hash, sha256(entry).digest())
        assert (at.position, at.running) == (len(pages), running_hash)
        more = asked["more"]

    assert pages == whole
    assert len(whole) == 7
    assert asked["at"] == asked["head"]


@pytest.mark.parametrize("after", [1, 2, 2**64 - 1])
def test_nothing_new_is_one_signed_head(team: Any, after: int) -> None:
    asked = log(team, after=after)

    assert (asked.status, asked["entries"], asked["more"]) == ("ok", [], False)
    assert asked["at"] == asked["head"]


def test_at_least_one_entry_is_given_however_little_is_asked_for(team: Any) -> None:
    assert len(log(team, most=0)["entries"]) == 1


@pytest.mark.parametrize("lost", [2, 3])
def test_a_gap_in_the_database_is_said_and_not_skipped(
    team: Any, engine: Engine, lost: int
) -> None:
    for _ in range(2):
        team.lead.push(team)
    at = team.head().running
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM entries WHERE position = :lost"), {"lost": lost})

    assert log(team, after=lost - 1).status == "damaged"
    assert hello(team, lost, at).status == "damaged"


def test_hashes_of_entries_are_told_from_one_position_to_another(team: Any) -> None:
    team.lead.push(team, b"sealed")
    team.lead.push(team, b"sealed too")
    entries = [entry for entry, _ in log(team)["entries"]]

    def told(after: int, up_to: int) -> Any:
        return team.lead.ask(team.path(Ask.HASHES), HashesRequest(after, up_to))["hashes"]

    assert told(0, 2**53 - 1) == [sha256(each).digest() for each in entries]
    assert told(1, 2) == [sha256(entries[1]).digest()]
    assert told(2**53 - 1, 2**53 - 1) == told(2, 1) == []
