"""The hybrid logical clock: 48 bits of milliseconds, 16 bits of counter, in one integer."""

from __future__ import annotations

_COUNTER_BITS = 16
_LAST = 2**64 - 1
FURTHEST_AHEAD_MS = 24 * 60 * 60 * 1000


def tick(last: int, now_ms: int) -> int:
    """The reading after `last` at this moment; a full counter carries into the milliseconds."""
    return min(max(last + 1, now_ms << _COUNTER_BITS), _LAST)


def seen(last: int, received: int, believed_ms: int) -> int:
    """The local clock after a change with this reading was received.

    A reading more than 24 hours beyond the believed time moves nothing (`docs/protocol.md` 2).
    """
    if is_far_ahead(received, believed_ms):
        return last
    return max(last, received)


def is_far_ahead(received: int, believed_ms: int) -> bool:
    """Whether a reading lies more than 24 hours beyond the time believed."""
    return milliseconds(received) > believed_ms + FURTHEST_AHEAD_MS


def milliseconds(reading: int) -> int:
    """The millisecond part of a reading, since 1970."""
    return reading >> _COUNTER_BITS
