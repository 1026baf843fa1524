"""What the service signs about a log."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import encode
from app.errors import Untrusted
from sync.protocol.cose import sign
from sync.protocol.heads import (
    HEAD_TYPE,
    NO_INCARNATION,
    Receipt,
    read_head,
    read_receipt,
    running,
    sign_head,
    sign_receipt,
)
from sync.protocol.keys import public_of
from sync.protocol.shapes import to_map
from tests.sync.protocol.team import make_team

TEAM = make_team()
PUBLIC = public_of(TEAM.service)
HEAD = TEAM.head()
RECEIPT = Receipt(HEAD, TEAM.lead.id, NO_INCARNATION, 0, sha256(TEAM.log[0]).digest(), 1)


def test_a_head_and_a_receipt_read_as_they_were_signed() -> None:
    assert read_head(sign_head(TEAM.service, HEAD), PUBLIC) == HEAD
    assert read_receipt(sign_receipt(TEAM.service, RECEIPT), PUBLIC) == RECEIPT


def test_the_running_hash_begins_with_the_space() -> None:
    expected = sha256(b"yarrow/log/v1" + TEAM.space + sha256(TEAM.log[0]).digest()).digest()

    assert HEAD.running == running(TEAM.space, sha256(TEAM.log[0]).digest()) == expected


def test_two_entries_swapped_give_another_running_hash() -> None:
    one, two = sha256(b"1").digest(), sha256(b"2").digest()

    assert running(running(TEAM.space, one), two) != running(running(TEAM.space, two), one)


def test_a_head_signed_by_a_device_is_none() -> None:
    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        read_head(sign_head(TEAM.lead.keys.sign, HEAD), PUBLIC)


def test_a_receipt_is_no_head() -> None:
    with pytest.raises(Untrusted, match="sync.wrong_type"):
        read_head(sign_receipt(TEAM.service, RECEIPT), PUBLIC)


@pytest.mark.parametrize(
    "change", [{"position": -1}, {"position": "1"}, {"space": bytes(31)}, {"time": True}]
)
def test_a_head_of_another_shape_is_refused(change: dict[str, object]) -> None:
    said = {**to_map(HEAD), **change}

    with pytest.raises(Untrusted, match="sync.not_understood"):
        read_head(sign(TEAM.service, HEAD_TYPE, encode(said)), PUBLIC)  # type: ignore[arg-type]


@given(st.integers(0, 2**53 - 1), st.binary(min_size=32, max_size=32))
def test_every_head_survives_the_way(position: int, reached: bytes) -> None:
    head = replace(HEAD, position=position, running=reached)

    assert read_head(sign_head(TEAM.service, head), PUBLIC) == head


@given(st.binary(max_size=300))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        read_head(data, PUBLIC)
    with pytest.raises(Untrusted):
        read_receipt(data, PUBLIC)
    with pytest.raises(Untrusted):
        read_head(sign(TEAM.service, HEAD_TYPE, data), PUBLIC)
