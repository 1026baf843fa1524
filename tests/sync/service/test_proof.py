from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sync.protocol.wire import Ask, HelloRequest, Status, to_body
from sync.service.call import Call
from sync.service.exchange import Request
from sync.service.proof import prove_member, prove_newcomer
from sync.service.refusals import Refusal


def call(team: Any, request: Request) -> Call:
    return Call(team.office.service, request, team.office.now_ms, space=team.space)


def hello(team: Any, pc: Any, **changes: Any) -> Request:
    body = to_body(HelloRequest(0, team.space))
    signed: Request = pc.signed(team.path(Ask.HELLO), body, **changes)
    return signed


def refused(team: Any, request: Request) -> Status:
    with pytest.raises(Refusal) as found:
        prove_member(call(team, request))
    return found.value.status


def test_who_signed_is_known_with_her_role(team: Any) -> None:
    member = team.join(role="champion")

    proved = prove_member(call(team, hello(team, member)))

    assert (proved.id, proved.role) == (member.id, "champion")


@pytest.mark.parametrize("keyid", ["", "zz", "AB" * 16, "ab" * 15, " " + "ab" * 16])
def test_a_name_that_is_no_device_is_nobody(team: Any, keyid: str) -> None:
    status = refused(team, hello(team, team.lead, keyid=keyid))

    assert status in (Status.NOT_SIGNED, Status.NO_STANDING)


def test_a_colleagues_name_over_ones_own_key_is_not_signed(team: Any) -> None:
    other = team.join()

    assert refused(team, hello(team, other, keyid=team.lead.id.hex())) == Status.NOT_SIGNED


def test_a_lost_header_is_not_signed(team: Any) -> None:
    signed = hello(team, team.lead)
    for lost in ("signature", "signature-input", "content-digest", "yarrow-to", "yarrow-nonce"):
        headers = {name: value for name, value in signed.headers.items() if name != lost}

        assert refused(team, replace(signed, headers=headers)) == Status.NOT_SIGNED


def test_a_newcomer_proves_the_key_that_it_brings_under_its_own_name(team: Any) -> None:
    pc, other = team.office.device(), team.office.device()
    asked = call(team, hello(team, pc))

    prove_newcomer(asked, device=pc.id, key=pc.keys.public.sign)
    for device, key in ((other.id, pc.keys), (pc.id, other.keys)):
        with pytest.raises(Refusal):
            prove_newcomer(asked, device=device, key=key.public.sign)
