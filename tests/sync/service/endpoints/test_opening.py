from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, text

from sync.protocol.heads import read_head, read_receipt, running
from sync.protocol.statements import Policy, Service
from sync.protocol.wire import SPACES_PATH, SpacesRequest
from sync.service.permits import keep_permit


def permit(office: Any) -> str:
    with office.service.store.writing() as connection:
        keep_permit(connection, "AB12-CD34", made=0)
    return "AB12-CD34"


def test_a_space_is_made_with_its_statement_as_the_first_entry(office: Any) -> None:
    lead = office.device()
    create = lead.create()
    space = sha256(create).digest()

    asked = lead.ask(SPACES_PATH, SpacesRequest(create, None))

    head = read_head(asked["head"], office.service.keys.public)
    receipt = read_receipt(asked["receipt"], office.service.keys.public)
    assert (head.space, head.position, head.generation) == (space, 1, 1)
    assert head.running == running(space, space)
    assert (receipt.device, receipt.seq, receipt.entry) == (lead.id, 0, space)
    assert receipt.incarnation == bytes(8)


def test_the_same_statement_again_is_the_same_space(office: Any, engine: Engine) -> None:
    lead = office.device()
    create = lead.create()

    answers = [lead.ask(SPACES_PATH, SpacesRequest(create, None)) for _ in range(2)]

    assert answers[0]["receipt"] == answers[1]["receipt"]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM entries")).scalar_one() == 1


def test_a_space_with_a_number_that_some_pc_could_not_keep_is_not_taken(office: Any) -> None:
    policy = Policy(lease_days=30, least_version=1, erase_grace=2**53, training=True)
    for changes in ({"time": 2**53}, {"time": 2**64 - 1}, {"policy": policy}):
        lead = office.device()

        asked = lead.ask(SPACES_PATH, SpacesRequest(lead.create(**changes), None))

        assert asked.status == "bad_request"


def test_a_space_for_another_service_is_not_taken(office: Any) -> None:
    lead = office.device()
    keys = office.service.keys
    others = [
        Service(b"o" * 32, keys.pins),
        Service(keys.public, (keys.pins[1], keys.pins[0])),
    ]

    for other in others:
        create = lead.create(service=other)
        assert lead.ask(SPACES_PATH, SpacesRequest(create, None)).status == "bad_request"


def test_only_the_device_in_the_statement_can_make_the_space(office: Any) -> None:
    lead, other = office.device(), office.device()
    create = lead.create()
    asked = [
        other.ask(SPACES_PATH, SpacesRequest(create, None)),
        lead.ask(SPACES_PATH, SpacesRequest(create, None), key=Ed25519PrivateKey.generate()),
        office.ask(SPACES_PATH, SpacesRequest(create, None)),
    ]

    assert [each.status for each in asked] == ["not_signed"] * 3


def test_a_statement_signed_by_another_key_makes_nothing(office: Any, engine: Engine) -> None:
    lead = office.device()
    create = lead.create(keys=office.device().keys.public)

    assert lead.ask(SPACES_PATH, SpacesRequest(create, None)).status == "not_signed"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM spaces")).scalar_one() == 0


def test_only_a_create_makes_a_space(team: Any) -> None:
    invite = team.invitation().statement

    assert team.lead.ask(SPACES_PATH, SpacesRequest(invite, None)).status == "bad_request"


@pytest.mark.parametrize("wrong", [None, "AB12-CD35"])
def test_without_a_permit_no_space_is_made(make_office: Callable[..., Any], wrong: Any) -> None:
    office = make_office(mode="permit")
    lead = office.device()
    good = permit(office)
    create = lead.create()

    assert lead.ask(SPACES_PATH, SpacesRequest(create, wrong)).status == "no_permit"
    assert lead.ask(SPACES_PATH, SpacesRequest(create, good)).status == "ok"


def test_a_permit_makes_one_space_and_answers_its_maker_again(
    make_office: Callable[..., Any],
) -> None:
    office = make_office(mode="permit")
    good = permit(office)
    first, second = office.device(), office.device()
    create = first.create()

    assert first.ask(SPACES_PATH, SpacesRequest(create, good)).status == "ok"
    assert second.ask(SPACES_PATH, SpacesRequest(second.create(), good)).status == "no_permit"
    assert first.ask(SPACES_PATH, SpacesRequest(create, good)).status == "ok"


def test_a_full_service_takes_no_space_and_keeps_the_permit(
    make_office: Callable[..., Any],
) -> None:
    make_office().space()
    full, larger = make_office(mode="permit", spaces=1), make_office(mode="permit", spaces=2)
    lead, good = full.device(), permit(full)
    create = lead.create()

    asked = lead.ask(SPACES_PATH, SpacesRequest(create, good))

    assert (asked.status, asked.response.status) == ("too_many", 429)
    lead.office = larger
    assert lead.ask(SPACES_PATH, SpacesRequest(create, good)).status == "ok"
