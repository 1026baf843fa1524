from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from sync.protocol.answers import open_answer
from sync.protocol.cbor import Untrusted
from sync.protocol.wire import Ask, HelloRequest, Nothing, StatementsRequest, to_body

MINUTE = 60_000


def hello(team: Any) -> bytes:
    return to_body(HelloRequest(0, team.space))


def test_the_time_is_told_without_a_signature_and_says_who_the_service_is(office: Any) -> None:
    asked = office.ask("/v1/time", Nothing())

    assert asked.status == "ok"
    assert asked.answer.time == office.now_ms
    assert asked["signing"] == office.service.keys.public
    assert asked["pins"] == [*office.service.keys.pins]


def test_an_answer_is_good_for_its_own_request_only(office: Any) -> None:
    response = office.ask("/v1/time", Nothing()).response

    with pytest.raises(Untrusted):
        open_answer(
            response.body,
            office.service.keys.public,
            request=bytes(32),
        )


@pytest.mark.parametrize("ask", list(Ask))
def test_nothing_about_a_space_is_told_without_a_signature(team: Any, ask: Ask) -> None:
    asked = team.office.ask(team.path(ask), Nothing())

    assert asked.status in ("not_signed", "bad_request")
    assert asked.response.status in (401, 400)
    assert asked.answer.body == {}


@pytest.mark.parametrize("ask", [ask for ask in Ask if ask not in (Ask.JOIN, Ask.EVENTS)])
def test_a_signature_by_another_key_opens_nothing(team: Any, ask: Ask) -> None:
    asked = team.lead.ask(team.path(ask), hello(team), key=Ed25519PrivateKey.generate())

    assert (asked.status, asked.response.status) == ("not_signed", 401)


def test_a_device_that_never_joined_has_no_standing(team: Any) -> None:
    stranger = team.office.device()

    assert stranger.ask(team.path(Ask.HELLO), hello(team)).status == "no_standing"


def test_a_ward_pc_is_told_who_belongs_and_leaves_parcels_and_nothing_else(team: Any) -> None:
    door = team.join(role="writer")
    of_newcomers = (Ask.JOIN, Ask.EVENTS)
    asks = [ask for ask in Ask if ask not in of_newcomers]

    given = {ask for ask in asks if door.ask(team.path(ask), Nothing()).status != "no_standing"}

    assert given == {Ask.STATEMENTS, Ask.POST, Ask.STATES, Ask.WARD_PAGE}
    told = door.ask(team.path(Ask.STATEMENTS), StatementsRequest(0))
    assert (told.status, len(told["entries"])) == ("ok", 3)


def test_a_space_that_is_not_kept_here_is_unknown(team: Any) -> None:
    path = f"/v1/s/{bytes(32).hex()}/hello"

    assert team.lead.ask(path, hello(team)).status == "unknown_space"


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_clock_within_five_minutes_is_good(team: Any, minutes: int) -> None:
    created = team.office.now_ms + minutes * MINUTE

    assert team.lead.ask(team.path(Ask.HELLO), hello(team), created=created).status == "ok"


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24 * 365, 60 * 24 * 365])
def test_another_time_is_refused_and_told_the_right_one(team: Any, minutes: int) -> None:
    created = team.office.now_ms + minutes * MINUTE

    asked = team.lead.ask(team.path(Ask.HELLO), hello(team), created=created)

    assert (asked.status, asked.response.status) == ("wrong_time", 401)
    assert asked.answer.time == team.office.now_ms


def test_a_signature_for_another_service_is_not_for_this_one(team: Any) -> None:
    asked = team.lead.ask(team.path(Ask.HELLO), hello(team), service=b"o" * 32)

    assert asked.status == "not_signed"


def test_the_signature_of_one_request_does_not_carry_another(team: Any) -> None:
    signed = team.lead.signed(team.path(Ask.HELLO), hello(team))
    others = [
        replace(signed, path=team.path(Ask.LOG)),
        replace(signed, body=to_body(HelloRequest(1, team.space))),
        replace(signed, query="more=1"),
        replace(signed, headers=signed.headers | {"yarrow-nonce": "00" * 16}),
        replace(signed, headers=signed.headers | {"yarrow-to": "00" * 32}),
        replace(signed, headers=signed.headers | {"content-digest": "sha-256=:AAAA:"}),
    ]

    assert [team.office.send(other).status for other in others] == ["not_signed"] * len(others)
    assert team.office.send(signed).status == "ok"


def test_the_signature_of_one_space_does_not_carry_into_another(office: Any) -> None:
    first, second = office.space(), office.space()
    signed = first.lead.signed(first.path(Ask.HELLO), hello(first))

    assert office.send(replace(signed, path=second.path(Ask.HELLO))).status == "no_standing"


@pytest.mark.parametrize(
    "path", ["/v1/spaces/", "/v1/nothing", "/v1/s/00/hello", "/v1/s/" + "z" * 64 + "/hello", "/"]
)
def test_another_path_is_no_request(office: Any, path: str) -> None:
    asked = office.ask(path, Nothing())

    assert (asked.status, asked.response.status) == ("bad_request", 400)


def test_the_place_for_events_is_free(team: Any) -> None:
    assert team.lead.ask(f"/v1/s/{team.space.hex()}/events", hello(team)).status == "bad_request"


def test_another_method_is_no_request(team: Any) -> None:
    signed = team.lead.signed(team.path(Ask.HELLO), hello(team))

    assert team.office.send(replace(signed, method="GET")).status == "bad_request"


@pytest.mark.parametrize("body", [b"", b"\xa0\x00", b"\xff", b"\xa1\x61a\x01", b"[]"])
def test_a_body_that_is_not_in_the_format_is_no_request(team: Any, body: bytes) -> None:
    assert team.lead.ask(team.path(Ask.HELLO), body).status == "bad_request"


def test_a_body_above_the_limit_is_too_large_and_told_so(
    make_office: Callable[..., Any],
) -> None:
    team = make_office(body_bytes=20_000).space()

    asked = team.lead.append(team, team.lead.segment(team, (b"g" * 20_000,)))

    assert (asked.status, asked.response.status) == ("too_large", 413)
    assert team.head().position == 1


def test_too_many_requests_of_a_device_are_told_when_to_come_back(
    make_office: Callable[..., Any],
) -> None:
    team = make_office(device_requests=3).space()
    team.head()
    team.head()

    asked = team.lead.ask(team.path(Ask.HELLO), hello(team))

    assert (asked.status, asked.response.status) == ("too_many", 429)
    team.office.now_ms += int(asked.response.headers["retry-after"]) * 1_000
    assert team.lead.ask(team.path(Ask.HELLO), hello(team)).status == "ok"


def test_nobody_can_use_up_a_devices_minute_without_its_key(
    make_office: Callable[..., Any],
) -> None:
    team = make_office(device_requests=2).space()
    for _ in range(5):
        team.lead.ask(team.path(Ask.HELLO), hello(team), key=Ed25519PrivateKey.generate())

    assert team.lead.ask(team.path(Ask.HELLO), hello(team)).status == "ok"


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/v1/time", 1024),
        ("/v1/package", 1024),
        ("/v1/spaces", 64 * 1024),
        ("/v1/s/{space}/join", 64 * 1024),
        ("/v1/s/{space}/hello", 1024),
        ("/v1/s/{space}/mark", 5 * 1024),
        ("/v1/s/{space}/append", 12 * 2**20),
        ("/v1/s/{space}/none", 1024),
    ],
)
def test_no_body_is_decoded_that_is_larger_than_its_path_needs(
    team: Any, path: str, most: int
) -> None:
    path = path.format(space=team.space.hex())
    asked = [team.lead.ask(path, bytes(size)) for size in (most, most + 1)]

    assert [each.status for each in asked] == ["bad_request", "too_large"]
    assert asked[1].response.status == 413


def test_those_who_are_not_known_yet_are_counted_before_they_are_read(
    make_office: Callable[..., Any],
) -> None:
    team = make_office(newcomer_requests=2).space()
    team.lead.ask("/v1/spaces", b"")

    asked = [team.lead.ask(path, b"") for path in ("/v1/spaces", team.path(Ask.JOIN))]

    assert [each.status for each in asked] == ["too_many"] * 2
    assert team.lead.ask(team.path(Ask.HELLO), hello(team)).status == "ok"


def test_a_database_that_cannot_take_anything_now_loses_nothing(
    team: Any, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    segment = team.lead.segment(team)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE groups RENAME TO gone"))

    asked = team.lead.append(team, segment)

    assert (asked.status, asked.response.status) == ("too_many", 429)
    assert caplog.messages in (["database: OperationalError"], ["database: UndefinedTable"])
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO groups"))
    assert team.lead.append(team, segment)["results"][0][0] == "receipt"


def test_a_statement_changed_in_the_database_is_said_to_be_damaged(
    team: Any, make_office: Callable[..., Any], engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE entries SET entry = substr(entry, 2)"))
    team.office.service = make_office().service

    assert team.lead.ask(team.path(Ask.HELLO), hello(team)).status == "damaged"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["signature", "signature-input", "content-digest", "yarrow-nonce"]),
    value=st.text(max_size=60) | st.binary(max_size=30).map(lambda raw: raw.decode("latin-1")),
)
def test_no_header_makes_the_service_stumble(team: Any, name: str, value: str) -> None:
    signed = team.lead.signed(team.path(Ask.HELLO), hello(team))

    asked = team.office.send(replace(signed, headers=signed.headers | {name: value}))

    assert asked.status in ("not_signed", "too_many", "no_standing")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ask=st.sampled_from(list(Ask)), body=st.binary(max_size=200))
def test_no_body_makes_the_service_stumble(team: Any, ask: Ask, body: bytes) -> None:
    before = team.head()

    asked = team.lead.ask(team.path(ask), body)

    assert asked.status in ("bad_request", "too_many")
    assert team.head().running == before.running
