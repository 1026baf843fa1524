"""What a device tells the others it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
from sync.protocol.heads import sign_head
from sync.protocol.marks import Mark, parse_mark, sign_mark
from tests.sync.protocol.team import NOW, make_team

TEAM = make_team()
MARK = Mark(
    space=TEAM.space,
    device=TEAM.lead.id,
    incarnation=bytes(8),
    seq=3,
    head=sign_head(TEAM.service, TEAM.head()),
    have=b"h" * 32,
    state=b"s" * 32,
    erasures=0,
    time=NOW,
)


def test_a_mark_reads_as_it_was_signed() -> None:
    mark, signed = parse_mark(sign_mark(TEAM.lead.keys.sign, MARK))

    signed.check(TEAM.lead.keys.public.sign)
    assert mark == MARK


def test_a_mark_by_another_device_is_found_out() -> None:
    _, signed = parse_mark(sign_mark(TEAM.pc().keys.sign, MARK))

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        signed.check(TEAM.lead.keys.public.sign)


def test_a_head_is_no_mark() -> None:
    with pytest.raises(Untrusted, match="sync.wrong_type"):
        parse_mark(MARK.head)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        parse_mark(data)
