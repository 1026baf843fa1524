"""A practice next door: introduced to the team, and referring somebody who has just come up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.encoding import Value
from app.domain.parcels import Team
from app.domain.referral import Way
from app.domain.team_settings import TEAM
from app.ports import Session
from app.ports.introducing import Introducing
from app.usecases import recording
from app.usecases.referrals import referring
from app.usecases.settings import team_settings
from app.wiring.demo.script import ScriptedNeighbour
from storage.spaces.store import VaultSpaces
from storage.vault import Vault
from sync.founding import Wish
from sync.introducing import confirm, offer, take
from sync.runner import SyncLane


def refer_from_next_door(
    practice: Vault,
    script: ScriptedNeighbour,
    *,
    url: str,
    lead_lane: SyncLane,
    exchange: Callable[[SyncLane], object],
) -> None:
    """Introduce the practice to the team, and let it refer somebody whom the team has by the end.

    `exchange` makes one exchange and raises what stood in its way.
    """
    with SyncLane(VaultSpaces(practice)) as lane:
        lane.found(Wish(script.title, url, None, None)).result()
        ours = _kept(script.title, script.phone)
        code = lead_lane.introducing(partial(offer, wish=ours, phone=script.team_phone)).result()
        theirs = _kept("", "")
        known = lane.introducing(
            partial(take, typed=code, wish=theirs, phone=script.phone)
        ).result()
        lane.introducing(partial(confirm, known=known)).result()
        _say_kind(practice, "idva")
        exchange(lead_lane)
        practice.write(lambda session: _refer(session, script)).result()
        for each in (lane, lead_lane, lane):
            exchange(each)


def _kept(name: str, phone: str) -> Introducing:
    return Introducing(b"", 0, is_offer=False, is_at_once=True, name=name, phone=phone)


def say_what_is_next_door(lead: Vault) -> None:
    """Let the lead say that the only team that hers was introduced to is a practice."""
    _say_kind(lead, "gp_practice")


def _say_kind(vault: Vault, kind: str) -> None:
    def say(session: Session) -> None:
        said: dict[str, Value] = {"team": session.parcels.teams()[0].id.hex(), "team_kind": kind}
        team_settings.put(session, TEAM, said)

    vault.write(say).result()


def _refer(session: Session, script: ScriptedNeighbour) -> None:
    case = script.case
    made = recording.record(session, "identification", case.enquiry, about=case.about)
    team: Team = session.parcels.teams()[0]
    wish = referring.Wish(
        Way.TEAM, team, parts=referring.all_parts(), answers={"agreement": script.agreement}
    )
    referring.refer(session, made.subject, wish, identification=made.id)
