"""What is there, by the changes that are applied: docs/protocol.md 2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from tests.second_client.formats import encode

NONE = bytes(32)


def heads(applied: Mapping[bytes, Any]) -> dict[tuple[Any, ...], set[bytes]]:
    """The heads by subject, kind, record and field; the changes are given by their ids."""
    setting, replaced = defaultdict(set), defaultdict(set)
    for id, change in applied.items():
        record = change["subject"], change["kind"], change.get("record", id)
        for name in change["set"]:
            setting[*record, name].add(id)
            replaced[*record, name].update(change["over"].get(name, ()))
    return {place: left for place, ids in setting.items() if (left := ids - replaced[place])}


def digest(space: bytes, applied: Mapping[bytes, Any]) -> str:
    """That of a vault that is in this space alone, and has nothing outside it."""
    states = [encode([*place, sorted(ids)]) for place, ids in heads(applied).items()]
    sums = [space, _summed(applied), _summed(states)]
    return sha256(encode([[b"", NONE, NONE], sums])).hexdigest()


def _summed(each: Iterable[bytes]) -> bytes:
    total = sum(int.from_bytes(sha256(one).digest(), "big") for one in each)
    return (total % 2**256).to_bytes(32, "big")
