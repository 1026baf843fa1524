"""A service changes its TLS key again and again, over real TLS, and the team goes with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import YarrowError
from sync.runner import open_transport
from sync.service.changing_over import change_over
from sync.service.unfit import Unfit
from sync.service_keys import follow
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC, bending, codes, done

Team = tuple[PC, PC]


@pytest.fixture
def over_tls(new_pc: Callable[..., PC], running_service: RunningService) -> Team:
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    for pc in (a, b):
        pc.close()
        pc.transport = open_transport
        pc.open()
    a.found(url=running_service.url)
    b.join(a.invite(), url=running_service.url)
    return a, b


def change(service: RunningService, *, even_so: bool = False) -> None:
    service.stop()
    change_over(service.folder, spare=None, database="", even_so=even_so)
    service.start()


def followed(pc: PC, words: str | None = None) -> bool:
    return pc.lane.about(lambda store, means: follow(store, means, words=words)).result()


def test_it_can_change_its_key_again_once_a_lead_has_said_the_next(
    over_tls: Team, running_service: RunningService
) -> None:
    lead, member = over_tls
    done(member.sync())
    change(running_service)

    assert codes(lead.sync()) == ["exchange.on_spare"]
    assert codes(member.sync()) == []
    running_service.stop()
    with pytest.raises(Unfit, match="not_followed"):
        change_over(running_service.folder, spare=None, database="", even_so=False)
    running_service.start()
    assert followed(lead, " ".join(running_service.words))
    assert not followed(lead)
    assert codes(lead.sync()) == codes(member.sync()) == []
    change(running_service)
    note = member.note("Seen after two changes")
    done(member.sync())
    assert codes(lead.sync()) == ["exchange.on_spare"]

    assert lead.has(note)


def test_who_missed_two_changes_refuses_the_service_and_keeps_what_it_wrote(
    over_tls: Team, running_service: RunningService
) -> None:
    lead, member = over_tls
    done(member.sync())
    note = member.note()
    change(running_service)
    change(running_service, even_so=True)

    assert codes(member.sync()) == ["exchange.other_key"]
    assert member.state_of(note)[0] == "only_here"


def test_other_words_than_the_services_change_nothing(
    over_tls: Team, running_service: RunningService
) -> None:
    lead, _ = over_tls
    change(running_service)

    with pytest.raises(YarrowError) as refused:
        followed(lead, "acid acid acid acid acid acid")

    assert refused.value.code == "exchange.other_words"
    assert codes(lead.sync()) == ["exchange.on_spare"]


def test_only_a_lead_says_them(team: Team) -> None:
    _, member = team

    with pytest.raises(YarrowError) as refused:
        followed(member)

    assert refused.value.code == "space.not_lead_to_state"


def test_keys_without_the_one_that_answered_are_not_taken_over(team: Team) -> None:
    lead, _ = team
    lead.wire.bend = bending("time", lambda body: {**body, "pins": [b"x" * 32, b"y" * 32]})

    with pytest.raises(YarrowError) as refused:
        followed(lead)

    assert refused.value.code == "exchange.other_key"
