"""The people's list as Qt and a screen reader meet it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.people import PersonRow
from app.domain.records import SyncState
from tests.ui.people.rows import CHANGED, person
from ui.people.list_model import line_of

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def test_a_line_says_who_and_what_changed_when() -> None:
    line = line_of(person(), now=NOW)

    assert line.sentence == (
        "Tansy Bramblewick, age 34, NHS number 999 000 0018, Y-00000, changed Mon 16:20, Received"
    )


@pytest.mark.parametrize(
    ("sync", "has_clash", "words"),
    [
        (SyncState.ONLY_HERE, False, "Only on this PC"),
        (SyncState.RECEIVED, False, "Received"),
        (SyncState.REFUSED, False, "Not taken, see Sync"),
        (SyncState.RECEIVED, True, "Two versions"),
    ],
)
def test_the_state_claims_no_more_than_is_so(sync: SyncState, has_clash: bool, words: str) -> None:
    assert line_of(person(sync, has_clash=has_clash), now=NOW).state[0] == words


def test_what_is_not_known_is_left_out() -> None:
    nobody = PersonRow(
        bytes(16), "", (), None, None, "", "", CHANGED, SyncState.RECEIVED, has_clash=False
    )

    assert line_of(nobody, now=NOW).sentence == "Unnamed, Y-00000, changed Mon 16:20, Received"
