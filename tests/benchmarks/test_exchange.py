"""Exchanges over the network: a push of 10,000 records, one with nothing to do, 100 edits.

The push stands beside a bare insert of the same rows into SQLCipher with a search index; an
exchange with nothing to do beside one signed request and its verified answer on the same line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange import connect, hello
from sync.exchange.talk import Report, begin
from sync.steps import Conversation
from tests.benchmarks.test_pull import RECORDS, new_pc, record_all, test_bare_insert, url
from tests.sync.exchange.offices import PC, codes

__all__ = ["new_pc", "test_bare_insert", "url"]

EDITS = 100
PERSON = b"p" * 16
NOTHING, HUNDRED = "an exchange with nothing to do", "100 edits to a colleague"


@pytest.fixture
def pair(new_pc: Callable[[str], PC], url: str) -> tuple[PC, PC]:
    """Two PCs of one space."""
    lead, member = new_pc("Wren"), new_pc("Linnet")
    lead.found(url=url)
    member.join(lead.invite(), url=url)
    for pc in (lead, member, lead):
        pc.sync()
    return lead, member


def ask_once(store: SpaceStore, means: Means) -> Conversation[None]:
    """One signed request and its answer."""
    talk = begin(store, means, Report())
    yield from connect.run(talk)
    yield from hello.greet(talk, talk.cursor)


@pytest.mark.benchmark(group="10,000 records", warmup=False)
def test_push(benchmark: Any, new_pc: Callable[[str], PC], url: str) -> None:
    number = iter(range(1_000))

    def full() -> tuple[tuple[Any, ...], dict[str, Any]]:
        pc = new_pc(f"Wren {next(number)}")
        pc.found(url=url)
        record_all(pc)
        return (pc,), {}

    def push(pc: PC) -> None:
        assert pc.sync().sent == RECORDS

    benchmark.pedantic(push, setup=full, rounds=3, iterations=1)


@pytest.mark.benchmark(group=NOTHING)
def test_a_bare_signed_request(benchmark: Any, pair: tuple[PC, PC]) -> None:
    benchmark(lambda: pair[0].lane.about(ask_once).result())


@pytest.mark.benchmark(group=NOTHING)
def test_an_exchange_with_nothing_to_do(benchmark: Any, pair: tuple[PC, PC]) -> None:
    benchmark(lambda: pair[0].sync())


@pytest.mark.benchmark(group=HUNDRED, warmup=False)
def test_edits_reach_a_colleague(benchmark: Any, pair: tuple[PC, PC]) -> None:
    """From the first of 100 saves to the colleague's PC having taken in the last."""
    lead, member = pair

    def edits() -> None:
        for number in range(EDITS):
            lead.note(f"Seen again {number}", subject=PERSON)
        assert codes(lead.sync()) == []
        assert member.sync().received == EDITS

    benchmark.pedantic(edits, rounds=5, iterations=1)
