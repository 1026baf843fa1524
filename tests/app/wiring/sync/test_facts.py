"""What the page Sync is told of a real vault and a real service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Untrusted
from app.wiring.sync import facts as sync_facts
from tests.sync.exchange.offices import PC, Office, bending, codes
from ui.sync.facts import SyncFacts, Where


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "service.db")
    yield opened
    opened.close()


@pytest.fixture
def new_pc(tmp_path: Path, office: Office) -> Iterator[Callable[[str], PC]]:
    opened: list[PC] = []

    def make(name: str) -> PC:
        opened.append(PC(tmp_path / name, office, name))
        return opened[-1]

    yield make
    for pc in opened:
        pc.close()


@pytest.fixture
def pc(new_pc: Callable[[str], PC]) -> PC:
    made = new_pc("Wren")
    made.found()
    return made


def told(pc: PC) -> SyncFacts:
    return pc.vault.read(sync_facts.facts).result()


def test_what_was_refused_stands_first_with_its_reason_and_goes_when_it_may(
    pc: PC, office: Office
) -> None:
    office.limits = replace(office.limits, body_bytes=12_000)
    office.restart()
    pc.note("small")
    pc.note("".join(map(str, range(9_000))))
    pc.sync()
    pc.note("later")

    facts = told(pc)

    assert [(item.where, item.why) for item in facts.items] == [
        (Where.REFUSED, "too_large"),
        (Where.WAITING, ""),
        (Where.RECEIVED, ""),
    ]
    assert (facts.refused, facts.only_here) == (1, 1)
    assert all(item.reference.startswith("Y-") for item in facts.items)
    assert facts.exchange is not None
    assert (facts.exchange.sent, facts.exchange.received, facts.exchange.refused) == (1, 0, 1)


def test_the_newest_receipt_is_told_and_checked_anew_from_what_is_kept(pc: PC) -> None:
    assert told(pc).receipt is None
    with pytest.raises(Untrusted):
        pc.vault.read(sync_facts.check_receipt).result()
    pc.note("one"), pc.note("two")
    pc.sync()

    receipt = told(pc).receipt

    assert receipt is not None
    assert (len(receipt.code), receipt.records, receipt.is_whole) == (16, 2, True)
    assert pc.vault.read(sync_facts.check_receipt).result() == receipt
    pc.alter("update sealed_entry set entry = zeroblob(9)")
    assert told(pc).receipt.code == ""  # type: ignore[union-attr]
    with pytest.raises(Untrusted) as failed:
        pc.vault.read(sync_facts.check_receipt).result()
    assert failed.value.code == "exchange.receipt_unproved"


def test_nobody_there_is_offline_and_a_false_answer_is_an_insecure_link(
    pc: PC, office: Office
) -> None:
    pc.sync()
    assert not told(pc).is_offline
    office.is_up = False
    pc.sync()
    assert (told(pc).is_offline, told(pc).is_insecure) == (True, False)

    office.is_up = True
    office.signing = Ed25519PrivateKey.generate()
    office.restart()
    assert codes(pc.sync()) == ["exchange.not_our_service"]
    assert (told(pc).is_offline, told(pc).is_insecure) == (False, True)


def test_a_service_that_contradicts_itself_is_told_with_the_proof_kept(pc: PC) -> None:
    pc.note()
    pc.sync()
    pc.wire.bend = bending("hello", lambda body: {**body, "known": False})
    pc.sync()

    facts = told(pc)

    assert (facts.is_frozen, facts.evidence) == (True, 1)
    assert "Tell a lead of your team today" in facts.problems[0]


def test_a_team_fallen_silent_is_told_mildly(pc: PC) -> None:
    pc.alter("update membership set problems = ?", '[["exchange.nobody_heard", {"days": 31}]]')

    facts = told(pc)

    assert facts.problems == ()
    assert "31 days" in facts.notices[0]
