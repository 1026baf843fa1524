"""How much and how often: the limits of one service, and the counting of requests."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from sync.protocol.wire import LARGEST_BODY

_MINUTE_MS = 60_000
_MOST_CALLERS = 20_000


@dataclass(frozen=True)
class Limits:
    """What `service.toml` may set under `[limits]`; sizes in bytes, rates a minute.

    A hospital's PCs may share one address, so an address is allowed many times what a device is.
    Rates are counted in each worker by itself.
    """

    body_bytes: int = LARGEST_BODY
    device_requests: int = 300
    address_requests: int = 3_000
    package_requests: int = 6
    spaces: int = 1_000
    space_bytes: int = 50 * 2**30


class Rate:
    """So many requests a minute for each caller, in memory of bounded size.

    Each caller has a bucket that holds a minute's requests and refills evenly. When too many
    callers are known the one unseen for longest is forgotten, which gives it a full bucket.
    """

    def __init__(self, a_minute: int, *, most_callers: int = _MOST_CALLERS) -> None:
        self._full = float(a_minute)
        self._most = most_callers
        self._left: OrderedDict[object, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: object, now_ms: int) -> int:
        """Count one request; 0 if it is allowed, else the seconds after which one will be."""
        with self._lock:
            left = self._refilled(caller, now_ms)
            allowed = left >= 1
            self._left[caller] = (left - 1 if allowed else left, now_ms)
            self._left.move_to_end(caller)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) * _MINUTE_MS / self._full / 1000)

    def _refilled(self, caller: object, now_ms: int) -> float:
        left, at = self._left.get(caller, (self._full, now_ms))
        return min(self._full, left + max(0, now_ms - at) * self._full / _MINUTE_MS)


class Rates:
    """The three rates that a service keeps: by device, by address, and of package fetches."""

    def __init__(self, limits: Limits) -> None:
        self.device = Rate(limits.device_requests)
        self.address = Rate(limits.address_requests)
        self.package = Rate(limits.package_requests)
