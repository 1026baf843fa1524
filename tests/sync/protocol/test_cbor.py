"""The encoding as those see it who may import nothing below."""

from __future__ import annotations

import pytest

from app.domain import encoding
from app.errors import Untrusted as Failure
from sync.protocol.cbor import Untrusted, decode, encode


def test_it_is_the_one_encoding_there_is() -> None:
    assert encode is encoding.encode
    assert decode is encoding.decode
    assert Untrusted is Failure


def test_nine_levels_are_refused() -> None:
    with pytest.raises(Untrusted, match="encoding.not_allowed"):
        decode(b"\x81" * 9 + b"\x00")
