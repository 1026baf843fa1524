"""The entries that say who belongs to a space."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value, decode, encode
from app.errors import Untrusted
from sync.protocol.cose import open_signed, sign
from sync.protocol.invitations import Code
from sync.protocol.keys import public_of
from sync.protocol.statements import (
    LARGEST_STATEMENT,
    STATEMENT_TYPE,
    Create,
    Invite,
    Join,
    check_proof,
    parse_statement,
    sign_statement,
    space_id,
)
from tests.sync.protocol.team import make_team

TEAM = make_team()
CODE = Code(bytes(16))
INVITE = TEAM.invite(CODE)
PC = TEAM.pc()
JOIN = TEAM.join(CODE, PC, b"i" * 32)
STATEMENTS = [TEAM.create(), INVITE, TEAM.cancel(b"i" * 32), JOIN]


@pytest.mark.parametrize("content", STATEMENTS, ids=lambda content: type(content).__name__)
def test_a_statement_reads_as_it_was_signed(content: Create | Invite | Join) -> None:
    entry = sign_statement(TEAM.lead.keys.sign, content)
    stated = parse_statement(entry)

    stated.signed.check(TEAM.lead.keys.public.sign)
    assert stated.content == content
    assert stated.hash == sha256(entry).digest()


def test_the_id_of_a_space_is_the_hash_of_its_first_statement() -> None:
    assert space_id(TEAM.log[0]) == sha256(TEAM.log[0]).digest()


def test_names_open_with_the_content_key_alone() -> None:
    names = TEAM.create().names(TEAM.space)
    texts = {label: sealed.open(TEAM.content_key) for label, sealed in names.items()}

    assert texts == {"author": "Wren Pepperday", "pc": "ED desk", "title": "Willowmere ED"}
    assert INVITE.names(TEAM.space)["author"].open(TEAM.content_key) == "Linnet Marrowby"
    assert JOIN.names(TEAM.space)["pc"].open(TEAM.content_key) == "Hollin Bank laptop"
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        names["title"].open(bytes(32))


@pytest.mark.parametrize("word", [b"Pepperday", b"Willowmere", b"desk", TEAM.content_key])
def test_no_name_and_no_key_stands_open_in_a_statement(word: bytes) -> None:
    assert word not in TEAM.log[0]


def forged(**changes: Value) -> bytes:
    said = decode(open_signed(sign_statement(PC.keys.sign, INVITE), STATEMENT_TYPE).payload)
    assert isinstance(said, dict)
    return sign(PC.keys.sign, STATEMENT_TYPE, encode({**said, **changes}))  # type: ignore[dict-item]


@pytest.mark.parametrize("newer", [{"format": 2}, {"kind": "quote"}, {"kind": "merge"}])
def test_what_a_later_version_states_is_a_clean_stop(newer: dict[str, Value]) -> None:
    with pytest.raises(Untrusted, match="sync.newer_program"):
        parse_statement(forged(**newer))


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "director"},
        {"author": bytes(15)},
        {"kind": 1},
        {"kind": "join"},
        {"format": "1"},
        {"unknown": 1},
        {"expires": None},
        {"name": b""},
    ],
)
def test_a_statement_of_another_shape_is_refused(wrong: dict[str, Value]) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        parse_statement(forged(**wrong))


def test_nothing_is_signed_that_nobody_would_take() -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        sign_statement(TEAM.lead.keys.sign, replace(INVITE, author=bytes(15)))


def test_a_statement_beyond_its_size_is_left_unread() -> None:
    with pytest.raises(Untrusted, match="sync.too_large"):
        parse_statement(bytes(LARGEST_STATEMENT + 1))


def test_a_segment_is_no_statement() -> None:
    with pytest.raises(Untrusted, match="sync.wrong_type"):
        parse_statement(sign(PC.keys.sign, "yarrow/segment", encode({})))


def test_the_proof_of_an_invitation_is_for_one_device_space_and_invite() -> None:
    invitation = public_of(CODE.invitation)
    check_proof(JOIN, space=TEAM.space, invitation=invitation)

    for other in (
        replace(JOIN, device=bytes(16)),
        replace(JOIN, invite=bytes(32)),
        replace(JOIN, keys=TEAM.lead.keys.public),
    ):
        with pytest.raises(Untrusted, match="sync.wrong_invitation"):
            check_proof(other, space=TEAM.space, invitation=invitation)
    with pytest.raises(Untrusted, match="sync.wrong_invitation"):
        check_proof(JOIN, space=bytes(32), invitation=invitation)
    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        check_proof(JOIN, space=TEAM.space, invitation=public_of(Code(b"x" * 16).invitation))


@given(st.binary(max_size=300))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        parse_statement(data)
    with pytest.raises(Untrusted):
        parse_statement(sign(PC.keys.sign, STATEMENT_TYPE, data))
