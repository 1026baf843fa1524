"""Go on after a loss: `set_recovery`, `recover` for a space without leads, `restored` for a log."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol.recovery import Recovery
from sync.protocol.shapes import Count, DeviceId, Hash


@dataclass(frozen=True, slots=True)
class SetRecovery:
    """Puts a recovery set in force and retires those before; signed by the device `by`, a lead's.

    It wraps the content key of the newest epoch.
    """

    previous: Hash
    by: DeviceId
    recovery: Recovery
    time: Count


@dataclass(frozen=True, slots=True)
class Recover:
    """Makes the device `by` a lead's; signed by the key of the recovery set in force.

    `set` is that set's id. The device belongs already, and sends it.
    """

    previous: Hash
    by: DeviceId
    set: Hash
    time: Count


@dataclass(frozen=True, slots=True)
class Restored:
    """Begins the next generation of a log that lost entries for good; signed by `by`, a lead's.

    `position` and `running` are the last that both logs have; this entry stands right above.
    """

    previous: Hash
    by: DeviceId
    generation: Count
    position: Count
    running: Hash
    time: Count
