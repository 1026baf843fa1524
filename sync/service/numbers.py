"""Numbers that every PC, database and clock can keep; the formats allow greater ones."""

from __future__ import annotations

from sync.protocol.cbor import Value
from sync.protocol.wire import Status
from sync.service.refusals import Refusal

# Whatever counts in doubles is exact below it, and as ms since 1970 it is the year 287396.
PAST_NUMBERS = 2**53
# A hybrid logical clock is milliseconds x 2^16, and is kept as a signed 64-bit integer.
PAST_CLOCKS = 2**63


def require_kept(said: Value) -> None:
    """Raise Refusal `bad_request` if a number anywhere in this is past what all can keep."""
    if isinstance(said, dict):
        for each in said.values():
            require_kept(each)
    elif isinstance(said, list):
        for each in said:
            require_kept(each)
    elif isinstance(said, int) and said >= PAST_NUMBERS:
        raise Refusal(Status.BAD_REQUEST)
