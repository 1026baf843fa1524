"""Change the keys: `rotate` and `remove` make an epoch, `rewrap` hands a key to a device again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sync.protocol.epochs import Epoch, Wrap
from sync.protocol.shapes import Count, DeviceId, Hash, Size

MOST_REMOVED = 100


@dataclass(frozen=True, slots=True)
class Rotate:
    """Makes the next epoch and ends every open invitation; signed by the device `by`, a lead's.

    Its content key is wrapped to every device that belongs, and to the recovery set in force, by
    its recipient id.
    """

    previous: Hash
    by: DeviceId
    epoch: Epoch
    time: Count


@dataclass(frozen=True, slots=True)
class Remove:
    """Removes devices and makes the next epoch without them; signed by the device `by`, a lead's.

    `devices` stand in order, each once.
    """

    previous: Hash
    by: DeviceId
    devices: Annotated[tuple[DeviceId, ...], Size(1, MOST_REMOVED)]
    epoch: Epoch
    time: Count


@dataclass(frozen=True, slots=True)
class Rewrap:
    """Hands the content key of `epoch` to `device` again; signed by the device `by`, a writer's.

    For a device whose wrap gave another key than the epoch's `check`. `audit`, from a lead to a
    lead alone, is the private audit key, for who became a lead under that epoch.
    """

    previous: Hash
    by: DeviceId
    device: DeviceId
    epoch: Count
    wrap: Wrap
    audit: Wrap | None
    time: Count
