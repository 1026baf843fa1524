"""The facts of sync in sentences that claim nothing more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ui.sync.facts import ItemFacts, SyncFacts, Where
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
        (SENT, "Everything here was received", "Last exchange Today 09:31."),
        (
            WAITS,
            "2 items are only on this PC",
            "Oldest 2 h 05 m. Last exchange Today 09:31.",
        ),
        (
            replace(WAITS, reached_ms=ms(16, 16, 2)),
            "2 items are only on this PC",
            "Oldest 2 h 05 m. Last exchange Mon 16:02, last tried Today 09:31.",
        ),
        (
            SET_UP,
            "Nothing was exchanged yet",
            "Last tried Today 09:31, without an answer so far.",
        ),
    ],
)
def test_the_head_says_how_it_stands(facts: SyncFacts, fact: str, more: str) -> None:
    status = WORDING.status(facts, is_running=False)

    assert (status.fact, status.more) == (fact, more)


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
