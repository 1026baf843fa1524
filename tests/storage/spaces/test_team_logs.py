"""What is kept of another team's log, and begun anew where two leads have met again."""

from __future__ import annotations

import pytest

from app.domain.parcels import Parcel, Team
from storage.spaces.parcel_store import VaultParcelStore

OWN, THEIRS, OTHERS = b"w" * 32, b"t" * 32, b"o" * 32
PARCEL = Parcel(b"p" * 16, OWN, THEIRS, None, {"kind": "referral"}, {"agreement": "yes"})


@pytest.fixture
def store(vault):
    add = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
    vault.write(lambda session: session.connection.execute(add, (OWN,))).result()
    made = VaultParcelStore(vault, nr=2, id=OWN, take_in=None)
    made.keep_teams([Team(each, OWN, "Ashgate Surgery", "") for each in (THEIRS, OTHERS)])
    return made


def test_a_team_that_was_introduced_anew_is_read_from_the_start_and_what_waits_sealed_anew(
    vault, store
):
    store.keep_introduced({THEIRS: 4, OTHERS: 5})
    for team in (THEIRS, OTHERS):
        store.keep_seen(team, 9, [(1, b"first"), (3, b"second")])
    vault.write(lambda session: session.parcels.write(PARCEL)).result()
    store.keep_sealed(PARCEL.id, 1, b"sealed")

    store.keep_introduced({THEIRS: 4, OTHERS: 5})
    assert store.seen_of(THEIRS) == 9
    store.keep_introduced({THEIRS: 12, OTHERS: 5})

    assert (store.seen_of(THEIRS), store.statements_of(THEIRS)) == (0, ())
    assert (store.seen_of(OTHERS), len(store.statements_of(OTHERS))) == (9, 2)
    (waiting,) = store.to_send()
    assert (waiting.epoch, waiting.sealed) == (0, b"sealed")  # it may have left: never withdrawn
