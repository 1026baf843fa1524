"""Introductions and parcels, as the service keeps them: sealed, and for those they are for."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from sync.protocol.epochs import Place
from sync.protocol.introductions import GOOD_MS
from sync.protocol.kinds.introducing import KeptTeam, seal_team
from sync.protocol.mailing import (
    IntroductionRequest,
    OfferRequest,
    OfTeamRequest,
    ParcelRequest,
    ParcelsRequest,
    PostRequest,
    StatesRequest,
    TakenRequest,
)
from sync.protocol.parcels import SMALLEST_PARCEL, Taken, sign_taken
from sync.protocol.statements import Introduce, Part
from sync.protocol.wire import Ask, HelloRequest, StatementRequest
from sync.service import mail
from sync.service.mail import KEPT_MS, Address, Room
from tests.sync.service.pcs import CONTENT_KEY, signed_anyway

LOCATOR, PARCEL = b"l" * 16, b"p" * 16
SEALED = b"sealed" + bytes(SMALLEST_PARCEL)


def state(team: Any, said: Any) -> str:
    statement = signed_anyway(team.lead.keys.sign, said)
    asked = team.lead.ask(team.path(Ask.STATEMENT), StatementRequest(statement, None, None))
    if asked.status == "ok":
        team.newest = sha256(statement).digest()
    return str(asked.status)


def introduce(team: Any, other: Any) -> None:
    place = Place(team.space, 1)
    what = seal_team(CONTENT_KEY, KeptTeam("Ashgate", ""), place=place, random32=bytes(32))
    key = team.office.service.keys.public
    said = Introduce(team.newest, team.lead.id, other.space, key, 1, what, team.office.now_ms)
    assert state(team, said) == "ok"


@pytest.fixture
def other(office: Any) -> Any:
    return office.space()


def post(team: Any, to: Any, *, pc: Any = None, sealed: bytes = SEALED, epoch: int = 1) -> str:
    asked = PostRequest(to.space, PARCEL, epoch, sealed)
    return str((pc or team.lead).ask(team.path(Ask.POST), asked).status)


def listed(team: Any, pc: Any = None) -> list[Any]:
    answer = (pc or team.lead).ask(team.path(Ask.PARCELS), ParcelsRequest(0))
    return list(answer["parcels"])


def take(team: Any, sender: Any, pc: Any = None) -> str:
    pc = pc or team.lead
    word = sign_taken(pc.keys.sign, Taken(sender.space, team.space, PARCEL, pc.id, 1))
    return str(pc.ask(team.path(Ask.TAKEN), TakenRequest((word,))).status)


def stage(team: Any, to: Any) -> str:
    asked = team.lead.ask(team.path(Ask.STATES), StatesRequest(to.space, (PARCEL,)))
    return str(asked["states"][0][0])


def read(team: Any, sender: Any) -> Any:
    return team.lead.ask(team.path(Ask.PARCEL), ParcelRequest(sender.space, PARCEL))["sealed"]


def test_an_offer_is_answered_once_by_another_teams_lead(team: Any, other: Any) -> None:
    until = team.office.now_ms + GOOD_MS
    asked = OfferRequest(LOCATOR, b"offer", until)
    for _ in range(2):
        assert team.lead.ask(team.path(Ask.OFFER), asked).status == "ok"
    longer = OfferRequest(LOCATOR, b"offer", until + 1)
    assert team.lead.ask(team.path(Ask.OFFER), longer).status == "bad_request"
    member = other.join()
    path = other.path(Ask.INTRODUCTION)
    assert member.ask(path, IntroductionRequest(LOCATOR, None)).status == "no_standing"
    assert other.lead.ask(path, IntroductionRequest(LOCATOR, None))["offer"] == b"offer"
    for _ in range(2):
        assert other.lead.ask(path, IntroductionRequest(LOCATOR, b"answer")).status == "ok"
    for late in (None, b"another"):
        assert other.lead.ask(path, IntroductionRequest(LOCATOR, late)).status == "no_package"
    own = team.path(Ask.INTRODUCTION)
    assert team.lead.ask(own, IntroductionRequest(LOCATOR, None))["answer"] == b"answer"

    team.office.now_ms = until
    assert team.lead.ask(own, IntroductionRequest(LOCATOR, None)).status == "no_package"


def test_statements_and_the_box_are_open_to_those_who_are_introduced(team: Any, other: Any) -> None:
    asked = OfTeamRequest(team.space, 0)
    assert other.lead.ask(other.path(Ask.OF_TEAM), asked).status == "not_introduced"
    assert post(other, team) == "not_introduced"
    introduce(team, other)

    told = other.lead.ask(other.path(Ask.OF_TEAM), asked)
    assert (told.status, [at for at, _ in told["entries"]]) == ("ok", [1, 2])
    reader = other.join(role="reader")
    assert post(other, team, pc=reader) == "no_standing"
    assert post(other, team, epoch=2) == "other_epoch"
    assert post(other, team) == post(other, team) == "ok"
    assert post(other, team, sealed=SEALED + b"!") == "number_taken"
    assert len(listed(team)) == 1
    waiting = team.lead.ask(team.path(Ask.HELLO), HelloRequest(0, team.space))["waiting"]
    assert waiting == {other.space.hex(): (1).to_bytes(8, "big")}


def test_a_parcel_stays_until_every_pc_that_writes_has_taken_it(team: Any, other: Any) -> None:
    member, reader = team.join(), team.join(role="reader")
    introduce(team, other)
    post(other, team)
    assert (stage(other, team), read(team, other)) == ("waiting", SEALED)
    assert take(team, other, reader) == "no_standing"

    assert take(team, other) == take(team, other) == "ok"
    assert (listed(team), len(listed(team, member))) == ([], 1)
    assert (stage(other, team), read(team, other)) == ("taken", SEALED)
    assert take(team, other, member) == "ok"
    assert (stage(other, team), read(team, other)) == ("taken", None)


def test_a_pc_that_is_away_for_months_does_not_fill_the_box(team: Any, other: Any) -> None:
    team.join()
    introduce(team, other)
    post(other, team)

    def room() -> Room:
        with team.office.service.store.reading() as connection:
            return mail.room(connection, Address(team.space, other.space, b"q" * 16), b"")

    assert room() == Room(1, len(SEALED), 1)
    take(team, other)
    assert room() == Room(0, len(SEALED), 0)  # it lies here still, for the PC that is away


def test_nobody_says_for_another_that_it_was_taken(team: Any, other: Any) -> None:
    member = team.join()
    introduce(team, other)
    post(other, team)
    word = sign_taken(member.keys.sign, Taken(other.space, team.space, PARCEL, member.id, 1))

    assert team.lead.ask(team.path(Ask.TAKEN), TakenRequest((word,))).status == "not_signed"
    assert stage(other, team) == "waiting"


def test_ending_it_forgets_what_nobody_took_and_says_so(team: Any, other: Any) -> None:
    introduce(team, other)
    post(other, team)
    assert state(team, Part(team.newest, team.lead.id, other.space, 1)) == "ok"

    assert (listed(team), stage(other, team)) == ([], "closed")
    assert post(other, team) == "team_closed"


def test_what_nobody_took_in_90_days_goes_and_can_be_sent_again(team: Any, other: Any) -> None:
    introduce(team, other)
    post(other, team)
    team.office.now_ms += KEPT_MS
    assert listed(team) == []

    assert stage(other, team) == "unknown"
    assert post(other, team) == "ok"


def test_a_wards_pc_posts_to_its_own_space_alone_under_any_key_there_was(
    team: Any, other: Any
) -> None:
    introduce(other, team)
    door = team.join(role="writer")

    assert post(team, other, pc=door) == "no_standing"
    assert post(team, team) == "no_standing"
    assert post(team, team, pc=door, epoch=2) == "other_epoch"
    assert post(team, team, pc=door) == "ok"
    assert len(listed(team)) == 1
