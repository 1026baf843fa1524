"""What keeps the record of one identification safe is one record, on every PC the same."""

from __future__ import annotations

from hashlib import sha256

_ID_BYTES = 16


def safety_id(identification: bytes) -> bytes:
    """The id of the record of what was done for an identification.

    Worked out, so that two people who begin it apart write into one record.
    """
    return sha256(b"yarrow/record-safety/v1" + identification).digest()[:_ID_BYTES]
