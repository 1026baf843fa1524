"""Settings of the team: what no lead wrote is held by everyone, until a lead lets it count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.changes import Edit
from app.domain.team_settings import PLACE, SETTINGS, setting_id
from sync.holding import decide
from tests.sync.exchange.forging import Forger, note_change
from tests.sync.exchange.offices import PC, Office
from tests.sync.exchange.places import is_here, place


@pytest.mark.parametrize("role", ["member", "champion"])
def test_what_no_lead_set_is_held_until_a_lead_adopts_it(
    new_pc: Callable[..., PC], office: Office, role: str
) -> None:
    lead, member = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    lead.found()
    member.join(lead.invite(role=role))
    for pc in (lead, member):
        pc.sync()
    forger = Forger(member)
    written, note = place("No surgery"), note_change("in an entry of its own")
    forger.put(office, *forger.entry([[written]]))
    forger.put(office, *forger.entry([[note]]))

    lead.sync()

    ((position, why),) = lead.rows("select position, why from log where state = 'held'")
    assert why == "settings_not_by_lead"
    assert not is_here(lead, written) and lead.has(note.id)
    lead.lane.about(lambda store, means: decide(store, [position], means, adopt=True)).result()
    assert is_here(lead, written)


def test_a_leads_setting_counts(team: tuple[PC, PC], office: Office) -> None:
    lead, member = team
    forger, written = Forger(lead), place("Larkfield Surgery")
    forger.put(office, *forger.entry([[written]]))

    member.sync()

    assert is_here(member, written)


def test_settings_of_who_was_no_lead_keep_none_of_her_records_from_the_team(
    new_pc: Callable[..., PC],
) -> None:
    lead, newcomer = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    lead.found()
    before = newcomer.note("before the setting")
    newcomer.save_many([Edit(PLACE, SETTINGS, setting_id(PLACE, "F81999"), {"code": "F81999"}, {})])
    after = newcomer.note("after it")
    newcomer.join(lead.invite())

    newcomer.sync()
    lead.sync()

    assert lead.has(before) and lead.has(after)
    held = lead.rows("select why from log where state = 'held'")
    assert [row[0] for row in held] == ["settings_not_by_lead"]
