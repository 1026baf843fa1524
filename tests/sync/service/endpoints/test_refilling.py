"""A log is taken back only as it was: what no head of its own proves changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, update

from sync.protocol.heads import read_receipt, sign_head
from sync.protocol.refilling import RefillRequest
from sync.protocol.wire import Ask, HelloRequest, LogRequest
from sync.service.schema import entries, groups, spaces


@pytest.fixture
def lost(team: Any) -> RefillRequest:
    """Three segments that the service took and lost, as a PC that has all of it would send them."""
    for name in (b"one", b"two", b"three"):
        last = team.lead.push(team, name, name + b" more")
    page = team.lead.ask(team.path(Ask.LOG), LogRequest(1, 10**6))
    kept = tuple((entry, tuple(parts)) for entry, parts in page["entries"])
    shown = last["results"][0][1]
    with team.office.service.store.writing() as connection:
        rows = connection.execute(entries.select().order_by(entries.c.position)).all()
        for table in (groups, entries):
            connection.execute(delete(table).where(table.c.position > 1))
        connection.execute(update(spaces).values(position=1, running=rows[0].running))
    hashes = tuple(row.hash for row in rows[1:])
    return RefillRequest(shown, 1, hashes, kept, ())


def refill(team: Any, asked: RefillRequest) -> str:
    return str(team.lead.ask(team.path(Ask.REFILL), asked).status)


def swapped(asked: RefillRequest) -> RefillRequest:
    first, second, third = asked.hashes
    one, two, three = asked.entries
    return replace(asked, hashes=(second, first, third), entries=(two, one, three))


def without_a_group(asked: RefillRequest) -> RefillRequest:
    (entry, parts), *rest = asked.entries
    return replace(asked, entries=((entry, (None, *parts[1:])), *rest))


def with_another_group(asked: RefillRequest) -> RefillRequest:
    (entry, parts), *rest = asked.entries
    return replace(asked, entries=((entry, (b"two", *parts[1:])), *rest))


def with_a_gap(asked: RefillRequest) -> RefillRequest:
    return replace(asked, entries=(asked.entries[0], asked.entries[2]))


def too_short(asked: RefillRequest) -> RefillRequest:
    return replace(asked, hashes=asked.hashes[:2], entries=asked.entries[:2])


def with_an_erasure_of_nobody(asked: RefillRequest) -> RefillRequest:
    return replace(without_a_group(asked), erasures=(asked.entries[0][0],))


@pytest.mark.parametrize(
    "bend",
    [
        swapped,
        without_a_group,
        with_another_group,
        with_a_gap,
        too_short,
        with_an_erasure_of_nobody,
    ],
)
def test_what_is_not_as_it_was_is_refused_and_nothing_of_it_kept(
    team: Any, lost: RefillRequest, bend: Callable[[RefillRequest], RefillRequest]
) -> None:
    assert refill(team, bend(lost)) == "bad_request"

    assert team.head().position == 1
    assert refill(team, lost) == "ok"
    assert team.head().position == 4


def test_a_head_that_another_key_signed_proves_nothing(team: Any, lost: RefillRequest) -> None:
    head = read_receipt(lost.shown, team.office.service.keys.public).head
    forged = sign_head(Ed25519PrivateKey.generate(), head)

    assert refill(team, replace(lost, shown=forged)) != "ok"
    assert team.head().position == 1


def test_a_part_leaves_the_space_read_only_until_the_rest_has_come(
    team: Any, lost: RefillRequest
) -> None:
    assert refill(team, replace(lost, entries=lost.entries[:1])) == "ok"
    assert team.head().position == 2

    segment = team.lead.segment(team, (b"four",))
    assert team.lead.append(team, segment).status == "restoring"
    assert refill(team, lost) == "ok"  # out of turn: nothing is done
    assert team.head().position == 2
    rest = replace(lost, after=2, hashes=lost.hashes[1:], entries=lost.entries[1:])
    assert refill(team, rest) == "ok"
    head = team.head()
    assert head.running == read_receipt(lost.shown, team.office.service.keys.public).head.running
    team.lead.ask(team.path(Ask.HELLO), HelloRequest(head.position, head.running))
    assert team.lead.append(team, segment).status == "ok"


def test_a_healthy_service_takes_a_refill_for_what_it_is(team: Any) -> None:
    pushed = team.lead.push(team, b"one")
    page = team.lead.ask(team.path(Ask.LOG), LogRequest(1, 10**6))
    kept = tuple((entry, tuple(parts)) for entry, parts in page["entries"])
    asked = RefillRequest(pushed["results"][0][1], 1, (), kept, ())

    assert refill(team, asked) == "ok"

    assert team.head().position == 2
    assert team.lead.push(team, b"two").status == "ok"
