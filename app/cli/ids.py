"""Ids as people copy them: lower-case hex."""

from __future__ import annotations

import re

from app.errors import Refused

_HEX = re.compile(r"[0-9a-f]*")


def an_id(text: str, *, digits: tuple[int, ...] = (32, 64)) -> bytes:
    """The bytes of an id with one of these numbers of digits; raises Refused `records.id_shape`."""
    if len(text) not in digits or not _HEX.fullmatch(text):
        raise Refused("records.id_shape")
    return bytes.fromhex(text)
