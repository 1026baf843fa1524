"""What an administrator is told of spaces, and what goes that nobody can use any more."""

from __future__ import annotations

from sync.service import overview
from sync.service.store import Store
from tests.sync.service.teams import Team

FAR_AHEAD = 2**60


def test_a_space_is_told_in_numbers_and_its_pcs_by_their_ids(store: Store, team: Team) -> None:
    colleague = team.join()
    colleague.push(team, b"sealed")

    with store.reading() as connection:
        (kept,) = overview.all_spaces(connection)
        devices = overview.devices_of(connection, team.space)
        missing = overview.devices_of(connection, b"n" * 32)

    assert (kept.space, kept.position, kept.devices, kept.parcels) == (team.space, 4, 2, 0)
    assert kept.entries_bytes > 0 and kept.newest is not None
    assert devices is not None and missing is None
    assert [(each.device, each.role) for each in devices] == [
        (team.lead.id, "lead"),
        (colleague.id, "member"),
    ]
    assert [each.newest is not None for each in devices] == [False, True]


def test_an_invitation_whose_time_is_over_goes_and_an_open_one_stays(
    store: Store, team: Team
) -> None:
    team.invite()

    with store.writing() as connection:
        early = overview.prune(connection, now_ms=0)
        late = overview.prune(connection, now_ms=FAR_AHEAD)

    assert early["invitations"] == 0
    assert late == {"invitations": 1, "introductions": 0, "parcels": 0}
