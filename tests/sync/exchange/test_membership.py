from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import encode
from sync.exchange.talk import Report, begin
from sync.protocol.cose import sign
from sync.protocol.keys import public_of
from sync.protocol.statements import Invite, sign_statement
from tests.sync.exchange.offices import PC, Office, bending, codes, done


def announced(pc: PC, entry: bytes) -> None:
    """Let the service's list of statements end with this one."""

    def add(body: dict[str, Any]) -> dict[str, Any]:
        position = pc.overview().spaces[0].position + 1
        return {**body, "entries": [*body["entries"], [position, entry]]}

    pc.wire.bend = bending("statements", add)


def test_a_statement_of_a_later_version_stops_cleanly_and_what_waits_goes_on_waiting(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    b.note()
    b.sync()
    later = sign(office.signing, "yarrow/statement", encode({"format": 1, "kind": "merge"}))
    announced(a, later)
    ours = a.note()

    assert codes(a.sync()) == ["sync.newer_program"]

    assert a.state_of(ours)[0] == "only_here"
    assert not a.overview().spaces[0].is_frozen
    a.wire.bend = None
    assert done(a.sync()) == (1, 1, 0)


def invite_by(pc: PC, key: Ed25519PrivateKey, **other: Any) -> bytes:
    talk = begin(pc.spaces.space(pc.spaces.spaces()[0]), pc.means, Report())
    said: dict[str, Any] = {
        "previous": talk.membership.newest,
        "by": talk.device,
        "invitation": public_of(Ed25519PrivateKey.generate()),
        "role": "lead",
        "expires": 1,
        "author": b"a" * 16,
        "epoch": 1,
        "name": b"sealed",
        "locator": sha256(b"locator").digest(),
        "distance": False,
        "time": 1,
    }
    return sign_statement(key, Invite(**{**said, **other}))


@pytest.mark.parametrize(
    ("who", "other", "code"),
    [
        ("member", {}, "sync.not_a_lead"),
        ("service", {}, "sync.wrong_signature"),
        ("lead", {"previous": b"p" * 32}, "sync.statement_order"),
        ("lead", {"by": b"x" * 16}, "sync.no_standing"),
        ("lead", {"epoch": 9}, "sync.unknown_epoch"),
    ],
)
def test_a_statement_that_nobody_had_the_right_to_make_is_not_believed(
    team: tuple[PC, PC], office: Office, who: str, other: dict[str, Any], code: str
) -> None:
    a, b = team
    by = b if who == "member" else a
    talk = begin(by.spaces.space(by.spaces.spaces()[0]), by.means, Report())
    key = office.signing if who == "service" else talk.keys.sign
    forged = invite_by(by, key, **other)
    b.note()
    b.sync()
    announced(a, forged)
    before = a.digest()

    assert codes(a.sync()) == [code]

    assert a.digest() == before
    a.wire.bend = None
    assert done(a.sync()) == (0, 1, 0)


def test_a_list_that_differs_from_the_log_is_not_believed(team: tuple[PC, PC]) -> None:
    a, b = team
    a.invite()
    b.wire.bend = bending("statements", lambda body: {**body, "entries": []})

    assert codes(b.sync()) == ["exchange.log_altered"]

    b.wire.bend = None
    assert codes(b.sync()) == []
