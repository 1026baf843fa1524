"""A desktop whose team knows another."""

from __future__ import annotations

import pytest

from app.domain.parcels import Team
from app.domain.team_settings import TEAM
from app.usecases.settings import team_settings
from storage.spaces.parcel_store import VaultParcelStore
from tests.app.wiring.driving import Program
from tests.app.wiring.referrals.acting import OWN, THEIRS


@pytest.fixture
def introduced(program: Program) -> Program:
    """A vault whose team is introduced to an IDVA team."""
    program.unlock()
    vault = program.session.desk.vault
    named = "update space set id = ? where nr = 1"
    vault.write(lambda session: session.connection.execute(named, (OWN,))).result()
    store = VaultParcelStore(vault, nr=1, id=OWN, take_in=None)
    store.keep_teams([Team(THEIRS, OWN, "Willowmere IDVA team", "01632 960001")])
    said = {"team": THEIRS.hex(), "team_kind": "idva"}
    vault.write(lambda session: team_settings.put(session, TEAM, said)).result()
    return program
