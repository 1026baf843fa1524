"""A legal hold: a file that nobody erases while an inquiry or a court may want it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from app.domain.encoding import Value

HOLD = "legal_hold"
_ID_BYTES = 16


def hold_id(subject: bytes) -> bytes:
    """The id of a file's hold: the same on every PC, so that two holds are one record."""
    return sha256(b"yarrow/hold/v1" + subject).digest()[:_ID_BYTES]


def is_held(fields: Mapping[str, Value]) -> bool:
    """Whether a hold with these fields stands; a value that cannot be read counts as yes."""
    return fields.get(HOLD) != "no"
