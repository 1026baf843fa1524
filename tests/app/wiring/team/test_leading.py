"""A colleague becomes a lead in the window by two papers, with a real service."""

from __future__ import annotations

from collections.abc import Callable

from app.wiring.vaults.recovery import make_set
from tests.app.wiring.driving import Program
from tests.app.wiring.sync.desktops import invited, open_boxes, set_up
from tests.app.wiring.team.teams import exchange_anew, team_of
from tests.sync.conftest import RunningService
from ui.team.leading import NO_LEAD, LeadBox


def test_two_papers_make_her_a_lead_and_it_is_offered_no_more(
    service: RunningService, desktop_of: Callable[[str], Program]
) -> None:
    wren, linnet = desktop_of("Wren Pepperday"), desktop_of("Linnet Marrowby")
    set_up(wren, service)
    made = make_set()
    wren.session.joined.sync.lane.set_recovery(made.set).result()
    joined = linnet.session.joined.sync.join(invited(wren), service.url)
    linnet.wait(joined.done)
    exchange_anew(linnet)
    team = team_of(linnet)
    linnet.wait(lambda: team.model.space is not None and team.model.space.may_lead)

    team.do(NO_LEAD)
    (box,) = open_boxes(linnet)
    assert isinstance(box, LeadBox)
    for edit, share in zip(box.shares.edits, made.shares[1:], strict=True):
        edit.setPlainText(share)
    box.ask()

    linnet.wait(lambda: team.model.space is not None and team.model.space.is_lead)
    assert team.model.space is not None and not team.model.space.may_lead
    linnet.wait(lambda: not open_boxes(linnet))
