"""How much and how often: the limits of one service, and the counting of requests."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sync.protocol.introductions import LARGEST_CARD
from sync.protocol.mailing import MOST_ASKED as MOST_TOLD
from sync.protocol.objects import CHUNK, MOST_ASKED
from sync.protocol.parcels import LARGEST_PARCEL
from sync.protocol.statements import LARGEST_STATEMENT
from sync.protocol.ward_pages import LARGEST_PAGE
from sync.protocol.wire import LARGEST_BODY, SPACES_PATH, Ask

_MINUTE_MS = 60_000
_MOST_CALLERS = 20_000

# What a body may hold beside what it is about.
_ROOM = 1024
# A first statement and a `join` have to be read before it is known who signed them. All their
# fields are bounded: three sealed texts of 16 KiB at most, and keys.
_UNPROVED = 64 * 1024
_LARGEST: Mapping[str, int] = {
    SPACES_PATH.rpartition("/")[2]: _UNPROVED,
    Ask.JOIN: _UNPROVED,
    Ask.STATEMENT: LARGEST_STATEMENT + 16 * 1024 + _ROOM,
    Ask.MARK: 4096 + _ROOM,
    Ask.APPEND: LARGEST_BODY,
    Ask.REFILL: LARGEST_BODY,
    Ask.OBJECTS: MOST_ASKED * 17 + _ROOM,
    Ask.KEEP_CHUNK: CHUNK + _ROOM,
    Ask.OFFER: LARGEST_CARD + _ROOM,
    Ask.INTRODUCTION: LARGEST_CARD + _ROOM,
    Ask.POST: LARGEST_PARCEL + _ROOM,
    Ask.TAKEN: MOST_TOLD * 512 + _ROOM,
    Ask.STATES: MOST_TOLD * 17 + _ROOM,
    Ask.KEEP_WARD_PAGE: LARGEST_PAGE + _ROOM,
}


@dataclass(frozen=True)
class Limits:
    """What `service.toml` may set under `[limits]`; sizes in bytes, rates a minute.

    A hospital's PCs may share one address, so an address is allowed many times what a device is.
    `newcomer_requests` are those to make or join a space, `address_connections` those
    held at once; `listeners` and `address_listeners` are those of them that wait for news, who ask
    each minute where there is no room; `leaver_bytes` what a
    removed device may still add. Chunks of objects are counted apart (`device_chunks`,
    `address_chunks`), and so is the room for them, so that no scan takes a note's turn. Of
    `parcels` so many may lie here for one space that none of its PCs took in, `parcels_of_sender`
    of them of one other or of one ward PC, `parcel_bytes` of all together. Rates are counted in
    each worker by itself.
    """

    body_bytes: int = LARGEST_BODY
    device_requests: int = 300
    address_requests: int = 3_000
    device_chunks: int = 600
    address_chunks: int = 3_000
    newcomer_requests: int = 30
    package_requests: int = 6
    address_connections: int = 200
    listeners: int = 600
    address_listeners: int = 120
    spaces: int = 1_000
    space_bytes: int = 50 * 2**30
    leaver_bytes: int = 256 * 2**20
    object_bytes: int = 50 * 2**30
    parcels: int = 2_000
    parcels_of_sender: int = 500
    parcel_bytes: int = 256 * 2**20


def is_of_objects(path: str) -> bool:
    """Whether a request to this path carries or asks for a chunk of an object."""
    return path.rpartition("/")[2] in (Ask.KEEP_CHUNK, Ask.CHUNK)


def largest_body(path: str) -> int:
    """The bytes that a request to this path may have, known before any of them is read."""
    return _LARGEST.get(path.rpartition("/")[2], _ROOM)


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
    """The rates that a service keeps: by device, and by address of all, of newcomers, of codes."""

    def __init__(self, limits: Limits) -> None:
        self.device = Rate(limits.device_requests)
        self.address = Rate(limits.address_requests)
        self.newcomer = Rate(limits.newcomer_requests)
        self.package = Rate(limits.package_requests)
        self._device_chunks = Rate(limits.device_chunks)
        self._address_chunks = Rate(limits.address_chunks)

    def of_device(self, path: str) -> Rate:
        """What a device's request to this path counts for."""
        return self._device_chunks if is_of_objects(path) else self.device

    def of_address(self, path: str) -> Rate:
        """What any request to this path counts for, by its address."""
        return self._address_chunks if is_of_objects(path) else self.address
