"""A log that a service lost part of goes on by the word of who leads by what is known of it."""

from __future__ import annotations

import pytest

from sync.protocol.continuing import goes_on
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import Restored, SetRole, parse_statement, sign_statement
from tests.sync.protocol.holders import put_in_force, recover, recovered
from tests.sync.protocol.team import NOW, Pc, Team, make_team


def placed(log: list[bytes]) -> list[tuple[int, bytes]]:
    return list(enumerate(log, start=1))


def restored(team: Team, log: list[bytes], by: Pc) -> list[bytes]:
    """A log and a lead's statement that it goes on from there."""
    newest = parse_statement(log[-1]).hash
    said = Restored(newest, by.id, 2, len(log), bytes(32), NOW)
    return [*log, sign_statement(by.keys.sign, said)]


def folded(team: Team, log: list[bytes]) -> Membership:
    known = Membership(team.space)
    for position, entry in placed(log):
        known = apply(known, parse_statement(entry), position)
    return known


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def removed(team: Team) -> Pc:
    """A lead whom another lead removed, as all know who read the log to its end."""
    other = team.add(role="lead")
    team.state(team.remove(other))
    return other


def test_who_was_removed_cannot_take_that_back_with_a_service_of_her_own(
    team: Team, removed: Pc
) -> None:
    kept, before = placed(team.log), folded(team, team.log)
    lost = team.log[:-1]

    by_her, by_the_lead = restored(team, lost, removed), restored(team, lost, team.lead)
    assert folded(team, by_her).generation == 2  # the log alone does not show it
    assert not goes_on(before, kept, placed(by_her))
    assert goes_on(before, kept, placed(by_the_lead))
    assert goes_on(folded(team, lost), placed(lost), placed(by_her))  # who had not heard of it


def test_who_was_removed_cannot_either_once_others_have_written_more_than_was_lost(
    team: Team, removed: Pc
) -> None:
    kept, before = placed(team.log), folded(team, team.log)
    lost, above = team.log[:-1], len(team.log) + 3

    def told(by: Pc) -> list[tuple[int, bytes]]:
        said = Restored(parse_statement(lost[-1]).hash, by.id, 2, above, bytes(32), NOW)
        return [*placed(lost), (above + 1, sign_statement(by.keys.sign, said))]

    assert not goes_on(before, kept, told(removed))
    assert goes_on(before, kept, told(team.lead))  # to whom that log may be whole


def test_without_a_leads_word_it_does_not_go_on(team: Team) -> None:
    team.add()
    kept, before = placed(team.log), folded(team, team.log)

    assert not goes_on(before, kept, kept)
    assert not goes_on(before, kept, kept[:-1])


def test_whom_the_set_in_force_made_a_lead_since_may_take_back_what_others_know(team: Team) -> None:
    linnet = team.add()
    put_in_force(team)
    shorter = list(team.log)
    team.add()
    kept, before = placed(team.log), folded(team, team.log)

    by_shares = [*shorter, recovered(team, linnet, shorter)]
    assert goes_on(before, kept, placed(restored(team, by_shares, linnet)))
    assert not goes_on(before, kept, placed(restored(team, shorter, linnet)))


def test_a_set_that_another_one_followed_is_no_word_for_those_who_know_that(team: Team) -> None:
    linnet = team.add()
    put_in_force(team)
    shorter = list(team.log)
    put_in_force(team, b"2" * 16)
    kept, before = placed(team.log), folded(team, team.log)

    by_shares = [*shorter, recovered(team, linnet, shorter)]
    assert not goes_on(before, kept, placed(restored(team, by_shares, linnet)))


def test_a_lead_by_shares_who_is_none_any_more_is_none_again_by_the_same_statement(
    team: Team,
) -> None:
    linnet = team.add()
    put_in_force(team)
    recover(team, linnet)
    with_it = list(team.log)
    team.state(SetRole(team.membership.newest, team.lead.id, linnet.id, "member", NOW))
    kept, before = placed(team.log), folded(team, team.log)

    assert not goes_on(before, kept, placed(restored(team, with_it, linnet)))


def test_who_was_removed_is_let_in_by_no_shares(team: Team) -> None:
    linnet = team.add()
    put_in_force(team)
    shorter = list(team.log)
    team.state(team.remove(linnet))
    kept, before = placed(team.log), folded(team, team.log)

    by_shares = [*shorter, recovered(team, linnet, shorter)]
    assert not goes_on(before, kept, placed(restored(team, by_shares, linnet)))
