from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from sync.protocol.heads import Head, read_receipt, running, sign_head
from sync.protocol.segments import LOOKS_TYPE, make_entry, parse_entry
from sync.protocol.wire import Ask, HelloRequest, LogRequest
from sync.service.mail_tables import TABLES


def receipts(team: Any, asked: Any) -> list[Any]:
    key = team.office.service.keys.public
    return [read_receipt(signed, key) for kind, signed in asked["results"] if kind == "receipt"]


def refusals(asked: Any) -> list[str]:
    return [code for kind, code in asked["results"] if kind == "refused"]


def pair(team: Any) -> list[Any]:
    """The lead's next two segments."""
    first = team.lead.segment(team, (b"one",))
    previous = sha256(first[0]).digest()
    return [first, team.lead.segment(team, (b"two",), seq=2, previous=previous)]


def test_each_segment_gets_a_receipt_with_its_position(team: Any) -> None:
    segments = pair(team)

    first, second = receipts(team, team.lead.append(team, *segments))

    assert (first.position, second.position) == (2, 3)
    assert (first.seq, second.seq) == (1, 2)
    assert first.entry == sha256(segments[0][0]).digest()
    assert second.head.running == running(first.head.running, second.entry)
    assert second.head == team.head()


def test_the_same_segment_again_gets_the_same_receipt_and_no_second_place(team: Any) -> None:
    segments = pair(team)
    first = team.lead.append(team, *segments)
    team.office.now_ms += 1_000

    again = team.lead.append(team, *segments)

    then, now = receipts(team, first), receipts(team, again)
    assert [replace(each, head=None) for each in now] == [replace(each, head=None) for each in then]
    assert [each.head.position for each in now] == [2, 3]
    assert [each.head.time - 1_000 for each in now] == [each.head.time for each in then]
    assert team.head().position == 3


def test_a_number_with_other_bytes_is_taken(team: Any) -> None:
    team.lead.append(team, team.lead.segment(team, (b"one",)))

    asked = team.lead.append(team, team.lead.segment(team, (b"other",)))

    assert refusals(asked) == ["number_taken"]
    assert team.head().position == 2


@pytest.mark.parametrize("changes", [{"seq": 2}, {"seq": 0}, {"previous": b"x" * 32}])
def test_what_does_not_follow_is_out_of_order_and_not_kept(team: Any, changes: Any) -> None:
    asked = team.lead.append(team, team.lead.segment(team, **changes))

    assert refusals(asked) == ["out_of_order"]
    assert team.head().position == 1


@pytest.mark.parametrize(
    "changes", [{"seq": 2**53}, {"seq": 2**64 - 1}, {"epoch": 2**53}, {"clock": 2**63}]
)
def test_a_number_that_some_pc_could_not_keep_is_not_taken(team: Any, changes: Any) -> None:
    asked = team.lead.append(team, team.lead.segment(team, **changes))

    assert refusals(asked) == ["bad_request"]
    assert team.head().position == 1


def test_the_greatest_numbers_that_every_pc_can_keep_are_taken(team: Any) -> None:
    segment = team.lead.segment(team, epoch=2**53 - 1, clock=2**63 - 1)

    assert len(receipts(team, team.lead.append(team, segment))) == 1


def test_a_new_incarnation_goes_on_from_the_last_segment_of_any(team: Any) -> None:
    team.lead.push(team)
    alone = team.lead.segment(team, incarnation=b"n" * 8, seq=1, previous=bytes(32))
    following = team.lead.segment(team, incarnation=b"n" * 8, seq=1)

    assert refusals(team.lead.append(team, alone)) == ["out_of_order"]
    assert len(receipts(team, team.lead.append(team, following))) == 1


def test_two_copies_of_a_folder_that_push_by_turns_are_told_apart(team: Any) -> None:
    team.lead.push(team)
    copied = replace(team.lead)
    team.lead.push(team, b"mine")

    refused = copied.append(team, copied.segment(team, (b"hers",)))
    again = copied.segment(
        team, (b"hers",), incarnation=b"n" * 8, seq=1, previous=team.lead.previous
    )

    assert refusals(refused) == ["number_taken"]
    assert len(receipts(team, copied.append(team, again))) == 1
    assert team.head().position == 4


def test_after_a_refused_segment_none_is_taken_and_those_before_stay(team: Any) -> None:
    first, second = pair(team)
    gap = team.lead.segment(team, seq=9)

    asked = team.lead.append(team, first, gap, second)

    assert [result[0] for result in asked["results"]] == ["receipt", "refused", "refused"]
    assert refusals(asked) == ["out_of_order", "after_refused"]
    assert team.head().position == 2


def test_a_segment_signed_by_another_device_is_not_taken(team: Any) -> None:
    other = team.join()
    forged = replace(team.lead, keys=other.keys).segment(team)
    hers = other.segment(team)

    assert refusals(team.lead.append(team, forged)) == ["not_signed"]
    assert refusals(team.lead.append(team, hers)) == ["bad_request"]


def test_a_segment_of_another_space_is_not_taken(office: Any) -> None:
    team, elsewhere = office.space(), office.space()

    assert refusals(team.lead.append(team, team.lead.segment(elsewhere))) == ["bad_request"]


def test_groups_must_be_those_the_entry_names(team: Any) -> None:
    entry, _ = team.lead.segment(team, (b"one", b"two"))
    for groups in ((b"one",), (b"two", b"one"), (b"one", b"twp"), (b"one", b"two", b"three")):
        assert refusals(team.lead.append(team, (entry, groups))) == ["bad_request"]

    assert len(receipts(team, team.lead.append(team, (entry, (b"one", b"two"))))) == 1


def test_a_head_that_was_seen_must_be_this_logs_and_below(team: Any) -> None:
    key = team.office.service.keys.signing
    head = team.head()
    above = sign_head(key, replace(head, position=2))
    elsewhere = sign_head(key, replace(head, space=bytes(32)))
    forged = sign_head(team.lead.keys.sign, head)

    for seen, code in ((above, "bad_request"), (elsewhere, "bad_request"), (forged, "not_signed")):
        assert refusals(team.lead.append(team, team.lead.segment(team, seen=seen))) == [code]
    assert isinstance(head, Head)


def test_a_head_of_a_log_that_was_put_back_is_not_taken(team: Any) -> None:
    head = team.head()
    other = sign_head(team.office.service.keys.signing, replace(head, running=b"o" * 32))

    asked = team.lead.append(team, team.lead.segment(team, seen=other))

    assert refusals(asked) == ["bad_request"]
    assert team.head() == head


def test_a_reader_cannot_write_records(team: Any) -> None:
    reader = team.join(role="reader")

    assert reader.append(team, reader.segment(team)).status == "no_standing"
    assert reader.ask(team.path(Ask.HELLO), HelloRequest(0, team.space)).status == "ok"


@pytest.mark.parametrize("role", ["member", "champion"])
def test_a_member_writes_as_soon_as_she_joined(team: Any, role: str) -> None:
    assert len(receipts(team, team.join(role=role).push(team))) == 1


def test_a_request_above_four_mebibytes_may_hold_one_segment_only(team: Any) -> None:
    large = b"g" * 3 * 2**20
    first = team.lead.segment(team, (large,))
    second = team.lead.segment(team, (large,), seq=2, previous=sha256(first[0]).digest())
    alone = team.lead.segment(team, (large, large))

    assert team.lead.append(team, first, second).status == "too_large"
    assert team.head().position == 1
    assert len(receipts(team, team.lead.append(team, alone))) == 1


def test_a_full_space_is_no_fault_of_the_segment(make_office: Callable[..., Any]) -> None:
    team = make_office(space_bytes=20_000).space()

    asked = team.lead.append(team, team.lead.segment(team, (b"g" * 20_000,)))

    assert (asked.status, asked.response.status) == ("too_many", 429)
    assert asked.response.headers["retry-after"] == "3600"
    assert team.head().position == 1


def test_a_service_that_dies_before_it_answers_has_kept_all_or_nothing(
    team: Any, engine: Engine
) -> None:
    segments = pair(team)

    def die(*_: object) -> None:
        raise InterruptedError

    event.listen(engine, "commit", die)
    with pytest.raises(InterruptedError):
        team.lead.append(team, *segments)
    event.remove(engine, "commit", die)
    assert team.head().position == 1

    answered = team.lead.append(team, *segments)
    assert [each.position for each in receipts(team, answered)] == [2, 3]


def test_four_devices_at_once_on_two_workers_get_every_position_once(
    team: Any, make_office: Callable[..., Any]
) -> None:
    other = replace(team.office, service=make_office().service)
    pcs = [team.lead, *(team.join() for _ in range(3))]
    start = team.head().position
    for place, pc in enumerate(pcs):
        pc.office = other if place % 2 else team.office

    def push_ten(pc: Any) -> list[int]:
        return [receipts(team, pc.push(team))[0].position for _ in range(10)]

    with ThreadPoolExecutor(4) as pool:
        positions = sorted(sum(pool.map(push_ten, pcs), []))

    assert positions == list(range(start + 1, start + 41))
    page = team.lead.ask(team.path(Ask.LOG), LogRequest(0, 2**22))
    at = team.space
    for entry, _ in page["entries"]:
        at = running(at, sha256(entry).digest())
    assert at == team.head().running


def test_nothing_that_was_typed_is_in_the_database(
    team: Any, engine: Engine, tmp_path: Path
) -> None:
    team.join()
    team.lead.push(team)
    planted = [b"Wren", b"Linnet", b"Pepperday", b"Willowmere", b"Clinic room", b"Desk by"]

    written = io.BytesIO()
    for file in tmp_path.iterdir():
        written.write(file.read_bytes())
    with engine.connect() as connection:
        for table in TABLES.sorted_tables:
            for row in connection.execute(select(table)):
                written.write(repr(tuple(row)).encode())

    assert len(written.getvalue()) > 10_000
    assert [word for word in planted if word in written.getvalue()] == []


def test_a_reader_appends_lines_of_the_access_log_and_nothing_else(team: Any) -> None:
    reader = team.join(role="reader")
    record, groups = reader.segment(team)
    base = parse_entry(record).base
    looks = make_entry(reader.keys.sign, base, groups, typ=LOOKS_TYPE)

    both = reader.append(team, (looks, groups), (record, groups))
    alone = reader.append(team, (looks, groups))

    assert both.status == "no_standing"
    assert [kind for kind, _ in alone["results"]] == ["receipt"]
