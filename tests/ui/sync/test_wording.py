"""The facts of sync in sentences that claim nothing more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ui.sync.facts import ExchangeFacts, ItemFacts, ReceiptFacts, SyncFacts, Where
from ui.sync.wording import SyncWording

NOW = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)


def ms(day: int, hour: int, minute: int) -> int:
    return int(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


WORDING = SyncWording(NOW)
SET_UP = SyncFacts(title="Willowmere", is_set_up=True, tried_ms=ms(17, 9, 31))
SENT = replace(SET_UP, reached_ms=ms(17, 9, 31))
WAITS = replace(SENT, only_here=2, oldest_ms=ms(17, 8, 0))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (SyncFacts(), "Not set up to send"),
        (SyncFacts(only_here=3), "Not set up to send"),
        (SET_UP, "Not sent yet"),
        (SENT, "All received 09:31"),
        (WAITS, "2 only on this PC"),
        (replace(WAITS, oldest_ms=ms(16, 8, 0)), "26 h not sent, connect"),
        (replace(WAITS, refused=1), "1 needs you"),
        (replace(WAITS, refused=1, is_frozen=True), "2 need you"),
        (replace(SENT, is_frozen=True), "1 needs you"),
        (replace(WAITS, is_insecure=True), "Link refused, not secure"),
    ],
)
def test_the_chip_says_what_is_so(facts: SyncFacts, words: str) -> None:
    assert WORDING.chip(facts, is_running=False).sentence == words


def test_the_chip_says_that_it_is_sending_while_it_is() -> None:
    assert WORDING.chip(WAITS, is_running=True).sentence == "Sending 2"
    assert WORDING.chip(SENT, is_running=True).sentence == "All received 09:31"


@pytest.mark.parametrize(
    ("facts", "fact", "more"),
    [
        (SyncFacts(), "This PC sends to nobody yet", "Set up a space for your team, or join one."),
        (
            SyncFacts(only_here=1),
            "1 item is only on this PC",
            "Set up a space for your team, or join one.",
        ),
        (SENT, "Everything here was received", "Last exchange today 09:31."),
        (
            WAITS,
            "2 items are only on this PC",
            "Oldest 2 h 05 m. Last exchange today 09:31.",
        ),
        (
            replace(WAITS, oldest_ms=int(WORDING.now.timestamp() * 1000)),
            "2 items are only on this PC",
            "Last exchange today 09:31.",
        ),
        (
            replace(WAITS, reached_ms=ms(16, 16, 2)),
            "2 items are only on this PC",
            "Oldest 2 h 05 m. Link lost Mon 16:02, last tried today 09:31.",
        ),
        (
            SET_UP,
            "Nothing was exchanged yet",
            "Last tried today 09:31, without an answer so far.",
        ),
    ],
)
def test_the_head_says_how_it_stands(facts: SyncFacts, fact: str, more: str) -> None:
    status = WORDING.status(facts, is_running=False)

    assert (status.fact, status.more) == (fact, more)


AWAY = replace(SENT, tried_ms=ms(17, 10, 4))


@pytest.mark.parametrize(
    ("facts", "kind", "fact", "more"),
    [
        (
            replace(AWAY, is_offline=True),
            "warn",
            "No link to the service now",
            "Everything here was received. Link lost today 09:31, last tried today 10:04.",
        ),
        (
            AWAY,
            "warn",
            "Sync does not get on now",
            "Everything here was received. Link lost today 09:31, last tried today 10:04.",
        ),
        (
            replace(AWAY, is_insecure=True, only_here=1, oldest_ms=ms(17, 9, 0)),
            "danger",
            "The link is not secure, so nothing was sent",
            "1 item is only on this PC. Link lost today 09:31, last tried today 10:04.",
        ),
        (
            replace(SENT, is_frozen=True, evidence=2),
            "danger",
            "Sync stands still: the service contradicts itself",
            "The proof is kept on this PC (2 pieces). Nothing here is lost, and work goes on. "
            "Last exchange today 09:31.",
        ),
        (
            replace(SENT, refused=2),
            "danger",
            "2 items were not taken by the service",
            "Last exchange today 09:31.",
        ),
        (
            replace(WAITS, oldest_ms=ms(16, 8, 0)),
            "danger",
            "2 items are only on this PC",
            "Oldest 26 h. Last exchange today 09:31.",
        ),
    ],
)
def test_whatever_is_wrong_the_head_says_it_in_one_sentence_and_hides_nothing(
    facts: SyncFacts, kind: str, fact: str, more: str
) -> None:
    status = WORDING.status(facts, is_running=False)

    assert (status.kind, status.fact, status.more) == (kind, fact, more)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (ExchangeFacts(), "Sent nothing, received nothing; took 0.1 s."),
        (ExchangeFacts(1, 12, 0, 1_240), "Sent 1 change, received 12 changes; took 1.2 s."),
        (
            ExchangeFacts(2, 0, 1, 420),
            "Sent 2 changes, received nothing; 1 change set aside; took 0.4 s.",
        ),
    ],
)
def test_the_account_says_what_the_last_exchange_did(done: ExchangeFacts, words: str) -> None:
    told = WORDING.account(replace(SENT, exchange=done))

    assert told[0] == "Last exchange, today 09:31"
    assert told[1] == f"{words} The service was last heard from today 09:31."


def test_the_account_of_a_service_never_heard_from_says_so() -> None:
    told = WORDING.account(replace(SET_UP, exchange=ExchangeFacts()))

    assert told[1].endswith("The service was never heard from.")
    assert WORDING.account(SET_UP) == ("", "")


def test_a_receipt_says_when_and_for_how_much_it_was_signed() -> None:
    told = WORDING.receipt(ReceiptFacts("7F3A91C20B5ED418", ms(16, 16, 2), 3))
    assert told[0] == "Last receipt, Mon 16:02"
    assert told[1].startswith("The service signed for 3 items with the same fingerprint")
    assert WORDING.receipt(ReceiptFacts(""))[0] == "The last receipt does not hold"


def test_a_refused_item_says_why() -> None:
    item = ItemFacts("Note", "Y-2041", Where.REFUSED, ms(16, 16, 24), "too_large")

    assert WORDING.row((0, item)).cells[1].second == "too large for the service"


def test_an_insecure_link_is_never_told_as_sent() -> None:
    status = WORDING.status(replace(SENT, is_insecure=True), is_running=False)

    assert status.fact == "The link is not secure, so nothing was sent"
    assert status.kind == "danger"


@pytest.mark.parametrize("where", list(Where))
def test_an_item_is_told_by_kind_and_reference(where: Where) -> None:
    row = WORDING.row((0, ItemFacts("Note", "Y-2041", where, ms(16, 16, 24))))

    assert row.cells[0].sentence == "Note, Y-2041"
    assert row.cells[1].text
    assert row.cells[2].text == "Mon 16:24"
