"""What a space has to come to, worked out anew from its changes as `docs/protocol.md` 2 says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import cbor2

Place = tuple[bytes, str, bytes, str]
AWAY = "gone"
_MODULUS = 2**256


def heads_of(changes: Iterable[bytes]) -> dict[Place, dict[bytes, Any]]:
    """Of each field (subject, kind, record, field) the values that nobody replaced, by change."""
    set_: dict[Place, dict[bytes, Any]] = defaultdict(dict)
    replaced: dict[Place, set[bytes]] = defaultdict(set)
    for encoded in changes:
        id, said = sha256(encoded).digest(), cbor2.loads(encoded)
        for field, value in said["set"].items():
            place = (said["subject"], said["kind"], said.get("record", id), field)
            set_[place][id] = value
            replaced[place].update(said["over"].get(field, ()))
    return {
        place: {id: value for id, value in values.items() if id not in replaced[place]}
        for place, values in set_.items()
    }


def digest_of(changes: Iterable[bytes]) -> tuple[bytes, bytes]:
    """The sums `have` and `state`."""
    kept = list(changes)
    have = sum(_number(sha256(each).digest()) for each in kept)
    state = sum(
        _number(cbor2.dumps([*place, sorted(heads)], canonical=True))
        for place, heads in heads_of(kept).items()
        if heads
    )
    return _bytes(have), _bytes(state)


def clashes_of(changes: Iterable[bytes]) -> dict[Place, dict[bytes, Any]]:
    """The fields of which different values stand side by side."""
    return {
        place: heads
        for place, heads in heads_of(changes).items()
        if len({cbor2.dumps(value, canonical=True) for value in heads.values()}) > 1
    }


def came_back(changes: Sequence[bytes]) -> set[bytes]:
    """The records that somebody put away without having seen all that stands in them."""
    kept = {sha256(each).digest(): cbor2.loads(each) for each in changes}
    by_record: dict[Any, dict[str, dict[bytes, Any]]] = defaultdict(dict)
    for (subject, kind, record, field), heads in heads_of(changes).items():
        by_record[subject, kind, record][field] = heads
    found = set()
    for (_, _, record), fields in by_record.items():
        gone = fields.pop(AWAY, {})
        newest = max(gone, key=lambda id: (kept[id]["at"], id), default=None)
        if newest is None or gone[newest] is None:
            continue
        if set().union(*fields.values()) - set(kept[newest]["over"].get(AWAY, ())):
            found.add(record)
    return found


def _number(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest(), "big")


def _bytes(sum_: int) -> bytes:
    return (sum_ % _MODULUS).to_bytes(32, "big")
