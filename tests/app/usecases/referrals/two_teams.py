"""A practice and an IDVA team, each a real vault; parcels are carried between them by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from app.domain.parcels import ParcelState, Team
from app.domain.referral import Way
from app.domain.team_settings import TEAM as TEAM_KIND
from app.ports.parcels import Brought
from app.usecases.recording import Recorded, record
from app.usecases.referrals.catching_up import catch_up
from app.usecases.referrals.referring import Wish, all_parts, refer
from app.usecases.referrals.states import Standing, find, standing
from app.usecases.settings import team_settings
from storage.session import VaultSession
from storage.spaces.parcel_store import VaultParcelStore
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from tests.vaults import build

PRACTICE, TEAM = b"p" * 32, b"t" * 32
ENQUIRY = {
    "identified_at": "2026-11-17T09:38:00+00:00",
    "setting_type": "gp_practice",
    "site_ods": "Z99901",
    "identifier_role": "gp",
    "how_arose": "asked_on_trigger",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_h": "yes",
    "abuse_time": "current",
    "perpetrator_also_patient_here": "no",
    "immediate_danger": "no",
    "specialist_referral": "accepted",
    "safeguarding_action": "none_needed",
    "consent_scope": {"service_team": "yes", "police": "no"},
    "their_words": "He reads my phone",
}
T = TypeVar("T")


class Side:
    """One of the two, with what it would hand to the service and take from it."""

    def __init__(self, folder: Path, clock: Callable[[], int], *, own: bytes, other: Team) -> None:
        folder.mkdir()
        content = VaultFile(own[:16], (), "WP", True)
        given = {"key": own, "clock": clock, "random": os.urandom}
        build(folder, content, name="Wren Pepperday", **given)
        self.vault = unlock(folder, content, **given)
        self.do(lambda s: s.connection.execute("update space set id = ? where nr = 1", (own,)))
        self.own, self.team = own, other
        self.store = VaultParcelStore(self.vault, nr=1, id=own, take_in=None)
        self.store.keep_teams([other])

    def do(self, work: Callable[[VaultSession], T]) -> T:
        """Run a use case in the write lane."""
        return self.vault.write(work).result()

    def says(self, kind: str) -> None:
        """A lead says what the other team is."""
        said = {"team": self.team.id.hex(), "team_kind": kind}
        self.do(lambda s: team_settings.put(s, TEAM_KIND, said))

    def identifies(self, **answers: object) -> Recorded:
        """Record an identification of somebody with a name."""
        about = {"name": "Tansy Bramblewick", "nhs_number": "9990000018"}
        return self.do(lambda s: record(s, "identification", {**ENQUIRY, **answers}, about=about))

    def refers(self, made: Recorded, **answers: object) -> bytes:
        """Refer that person to the other team, all parts ticked."""
        given = {"agreement": "yes", "reason": "Afraid to go home", **answers}
        wish = Wish(Way.TEAM, self.team, parts=all_parts(), answers=given)
        return self.do(lambda s: refer(s, made.subject, wish, identification=made.id)).id

    def hands_to(self, other: Side) -> int:
        """Everything that waits goes, and the other side catches up; gives how many parcels."""
        going = self.store.to_send()
        for each in going:
            parcel = replace(each.parcel, own=other.own, team=self.own)
            brought = Brought(parcel.id, self.own, 1, b"", parcel, b"d" * 16)
            other.store.bring([replace(brought, sealed_ms=self.do(lambda s: s.now_ms()))])
            self.store.keep_state(each.parcel.id, ParcelState.SENT)
        other.do(catch_up)
        for each in going:
            self.store.keep_state(each.parcel.id, ParcelState.RECEIVED)
        self.do(catch_up)
        return len(going)

    def standing(self, id: bytes) -> Standing:
        """Where a referral is, as this side knows it."""
        return self.do(lambda s: standing(s, find(s, id)))


@contextmanager
def closing(pair: tuple[Side, Side]) -> Iterator[tuple[Side, Side]]:
    yield pair
    for side in pair:
        side.vault.close()


def both(folder: Path, clock: Callable[[], int]) -> tuple[Side, Side]:
    """The practice, and the team that it is introduced to."""
    team = Team(TEAM, PRACTICE, "Willowmere IDVA team", "01632 960001")
    practice = Team(PRACTICE, TEAM, "Hollin Bank Surgery", "01632 960002")
    return (
        Side(folder / "practice", clock, own=PRACTICE, other=team),
        Side(folder / "team", clock, own=TEAM, other=practice),
    )
