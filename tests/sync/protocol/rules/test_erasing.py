"""An erasure names what lies below it, and another lead alone takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.epochs import Place
from sync.protocol.erasing import DAY_MS, due_ms
from sync.protocol.kinds.erasing import ErasedThing, open_thing, seal_thing
from sync.protocol.statements import Erase, Keep, SetPolicy
from tests.sync.protocol.team import NOW, Team, make_team, refused

THING = ErasedThing(b"s" * 16, "note", b"r" * 32, "Recorded in the wrong file")


@pytest.fixture
def team() -> Team:
    return make_team()


def erase(team: Team, **changes: object) -> Erase:
    place = Place(team.space, 1)
    what = seal_thing(team.content_key, THING, place=place, random32=bytes(32))
    newest, by = team.membership.newest, team.lead.id
    said = Erase(newest, by, ((1, 0), (1, 2)), (b"o" * 16,), 1, what, NOW)
    return replace(said, **changes)  # type: ignore[arg-type]


def keep(team: Team, hash: bytes, by: bytes) -> Keep:
    return Keep(team.membership.newest, by, hash, NOW)


def test_members_alone_read_what_an_erasure_is_about(team: Team) -> None:
    hash = team.state(erase(team))
    known = team.membership.erasures[hash]

    assert (known.groups, known.objects) == (((1, 0), (1, 2)), (b"o" * 16,))
    assert (known.position, known.author, known.is_kept) == (2, team.lead.author, False)
    assert open_thing(team.content_key, known.what, place=known.place) == THING
    assert b"wrong file" not in team.log[-1]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"groups": ((1, 1), (1, 0))}, "sync.wrong_positions"),
        ({"groups": ((1, 0), (1, 0))}, "sync.wrong_positions"),
        ({"groups": ((2, 0),)}, "sync.wrong_positions"),
        ({"groups": ((0, 0),)}, "sync.wrong_positions"),
        ({"objects": (b"b" * 16, b"a" * 16)}, "sync.wrong_positions"),
        ({"epoch": 2}, "sync.unknown_epoch"),
    ],
    ids=str,
)
def test_an_erasure_names_each_thing_once_and_below(
    team: Team, changes: dict[str, object], code: str
) -> None:
    assert refused(team, erase(team, **changes)) == code


def test_another_lead_takes_it_back_once(team: Team) -> None:
    second = team.add(role="lead")
    hash = team.state(erase(team))

    assert refused(team, keep(team, hash, team.lead.id)) == "sync.erasure_own"
    assert refused(team, keep(team, bytes(32), second.id), second) == "sync.erasure_unknown"
    team.state(keep(team, hash, second.id), second)
    assert team.membership.erasures[hash].is_kept
    assert refused(team, keep(team, hash, second.id), second) == "sync.erasure_kept"


def set_grace(team: Team, days: int) -> None:
    known = team.membership
    assert known.policy is not None and known.service is not None
    policy = replace(known.policy, erase_grace=days)
    team.state(SetPolicy(known.newest, team.lead.id, policy, False, known.service, NOW))


def test_a_longer_grace_puts_off_no_erasure_of_before_and_a_shorter_one_hastens_it(
    team: Team,
) -> None:
    hash = team.state(erase(team))

    def due_days() -> int:
        return (due_ms(team.membership.erasures[hash]) - NOW) // DAY_MS

    set_grace(team, 30)
    assert due_days() == 0

    hash = team.state(erase(team))
    assert due_days() == 30
    set_grace(team, 2)
    assert due_days() == 2
    set_grace(team, 7)
    assert due_days() == 2


def test_only_a_lead_erases(team: Team) -> None:
    linnet = team.add()

    assert refused(team, erase(team, by=linnet.id), linnet) == "sync.not_a_lead"
