"""Decide on entries that are held: `adopt` lets them count, `discard` never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sync.protocol.shapes import Count, DeviceId, Hash, Size

MOST_POSITIONS = 10_000
Positions = Annotated[tuple[Count, ...], Size(1, MOST_POSITIONS)]


@dataclass(frozen=True, slots=True)
class Adopt:
    """Lets held entries count as if they never had been; signed by the device `by`, a lead's.

    `positions` grow and lie below its own.
    """

    previous: Hash
    by: DeviceId
    positions: Positions
    time: Count


@dataclass(frozen=True, slots=True)
class Discard:
    """Says that held entries never count, by their positions, as `Adopt` names them."""

    previous: Hash
    by: DeviceId
    positions: Positions
    time: Count
