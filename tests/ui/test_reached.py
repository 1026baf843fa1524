from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.records import Reach, SyncState
from ui.reached import reached

NOW = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("sync", "reach", "words"),
    [
        (SyncState.ONLY_HERE, Reach(ms(2026, 11, 17, 9, 41)), "Only on this PC since 09:41"),
        (SyncState.ONLY_HERE, Reach(ms(2026, 11, 16, 16, 20)), "Only on this PC since Mon 16:20"),
        (SyncState.RECEIVED, Reach(), "Received"),
        (SyncState.RECEIVED, Reach(on_pcs=1, of_pcs=5), "Received, on 1 of 5 PCs"),
        (
            SyncState.REFUSED,
            Reach(1, "bad_request"),
            "Not taken: the service did not understand it",
        ),
        (SyncState.REFUSED, Reach(1, "save_too_large"), "Not taken: it could not be sealed"),
    ],
)
def test_it_claims_no_more_than_is_known(sync: SyncState, reach: Reach, words: str) -> None:
    assert reached(sync, reach, now=NOW) == words
