"""The bodies of requests and answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import decode
from app.errors import Untrusted
from sync.protocol import wire
from sync.protocol.shapes import from_map, to_map

HASH, LOCATOR = b"h" * 32, b"l" * 16
BODIES = [
    wire.Nothing(),
    wire.TimeAnswer(HASH, (HASH, HASH)),
    wire.SpacesRequest(b"s", None),
    wire.SpacesRequest(b"s", "permit"),
    wire.SpacesAnswer(b"r", b"h"),
    wire.HelloRequest(3, HASH),
    wire.HelloAnswer(b"h", True, (b"m",), {}),
    wire.StatementsRequest(0),
    wire.StatementsAnswer(((1, b"s"), (4, b"t")), b"h", more=True),
    wire.LogRequest(0, 4096),
    wire.LogAnswer(((b"s", ()), (b"e", (b"g", None))), b"a", b"h", False),
    wire.AppendRequest(((b"e", (b"g", b"h")), (b"f", ()))),
    wire.AppendAnswer((("receipt", b"r"), ("refused", "out_of_order"))),
    wire.StatementRequest(b"s", b"p", LOCATOR),
    wire.StatementRequest(b"s", None, None),
    wire.JoinRequest(b"s"),
    wire.ReceiptAnswer(b"r"),
    wire.NewestAnswer(HASH),
    wire.MarkRequest(b"m"),
    wire.PackageRequest(LOCATOR),
    wire.PackageAnswer(b"p", b"h", HASH),
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: type(body).__name__)
def test_a_body_survives_the_way(body: Any) -> None:
    data = wire.to_body(body)

    assert wire.from_body(type(body), data) == body
    assert from_map(type(body), decode(data)) == body
    assert to_map(body) == decode(data)


def test_a_path_names_the_space_and_what_is_asked() -> None:
    assert wire.space_path(b"\x0a" * 32, wire.Ask.LOG) == f"/v1/s/{'0a' * 32}/log"


@pytest.mark.parametrize("locator", [b"", b"l" * 15, b"l" * 17])
def test_a_locator_of_another_size_is_refused(locator: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        wire.from_body(wire.PackageRequest, wire.to_body(wire.PackageRequest(locator)))


@given(st.sampled_from([type(body) for body in BODIES[1:]]), st.binary(max_size=200))
def test_any_bytes_at_all_end_in_untrusted(cls: type, data: bytes) -> None:
    with pytest.raises(Untrusted):
        wire.from_body(cls, data)
