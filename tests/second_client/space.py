"""A space as the second client follows it: who belongs, what is applied, and the digest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from tests.second_client.formats import (
    HpkeKey,
    decode,
    encode,
    inflate,
    open_sealed,
    payload,
    unpad,
    verified,
)
from tests.second_client.rules import Rules, Stopped

NONE = bytes(32)
WRITERS = {"lead", "member", "champion"}
STATEMENT, SEGMENT, LOOKS = "yarrow/statement", "yarrow/segment", "yarrow/looks"

__all__ = ["Space", "Stopped"]


@dataclass
class Waiting:
    """A segment that holds; its changes are opened once the log is read to its end."""

    base: dict
    bound: bytes
    groups: list


@dataclass
class Space:
    """What follows from the entries read so far, and nothing else."""

    id: bytes
    device: bytes
    hpke: HpkeKey
    signing: bytes
    keys: dict[int, bytes]
    position: int = 0
    running: bytes = b""
    runnings: dict[int, bytes] = field(default_factory=dict)
    last: dict[bytes, bytes] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    held: dict[int, tuple[str, bytes, list]] = field(default_factory=dict)
    applied: dict[bytes, dict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = Rules(self.id, self.device, self.hpke, self.signing, self.keys)

    def take(self, entry: bytes, groups: list) -> None:
        """One entry, at the next position."""
        hash = sha256(entry).digest()
        position = self.position + 1
        before = self.running or self.id
        typ = decode(decode(entry)[0])[16]
        if typ == STATEMENT:
            self.rules.state(entry, hash, position)
        else:
            try:
                self.waiting[position] = self._check(entry, typ, hash, position, groups)
            except ValueError as why:
                self.held[position] = str(why), entry, groups
        self.position = position
        self.running = sha256(b"yarrow/log/v1" + before + hash).digest()
        self.runnings[position] = self.running

    # Segments

    def _check(self, entry: bytes, typ: str, hash: bytes, position: int, groups: list) -> Waiting:
        bound, listed = payload(entry, typ)
        base = decode(bound)
        device = self.rules.standing(base["device"], position)
        if (base["format"], base["space"]) != (1, self.id) or device is None:
            raise ValueError("another space, or nobody of this one")
        if device.role_at(position) not in WRITERS and typ != LOOKS:
            raise ValueError("no standing")
        verified(entry, typ, device.key)
        previous = self.last.get(base["device"], NONE)
        self.last[base["device"]] = hash
        if base["previous"] != previous:
            raise ValueError("does not follow")
        seen = self._check_seen(base["seen"], position)
        self.rules.check_epoch(base["epoch"], seen)
        self._check_groups(listed, groups, position)
        return Waiting(base, bound, [] if typ == LOOKS else groups)

    def _check_groups(self, listed: list, groups: list, position: int) -> None:
        for index, (group, (digest, size)) in enumerate(zip(groups, listed, strict=True)):
            if group is None:
                if (position, index) not in self.rules.erased:
                    self.rules.withheld.add((position, index))
            elif (sha256(group).digest(), len(group)) != (digest, size):
                raise ValueError("a group was altered")

    def finish(self) -> None:
        """Open what holds, the log being read to its end; what was erased is left out."""
        for position in sorted(self.rules.adopted & self.held.keys()):
            _, entry, groups = self.held.pop(position)
            bound, _ = verified_by_anyone(self.rules, entry)
            self.waiting[position] = Waiting(decode(bound), bound, groups)
        if missing := self.rules.withheld - self.rules.erased:
            raise Stopped(f"withheld: {sorted(missing)}")
        for position, each in self.waiting.items():
            opened = [
                change
                for index, group in enumerate(each.groups)
                if (position, index) not in self.rules.erased
                for change in self._open(each, group)
            ]
            if self._may_say(each, opened, position):
                self.applied |= {sha256(encode(change)).digest(): change for change in opened}

    def _may_say(self, each: Waiting, opened: list, position: int) -> bool:
        """Settings count from a lead alone, or once a lead let them count."""
        if position in self.rules.adopted or not any(
            change["kind"].startswith("setting_") for change in opened
        ):
            return True
        author = self.rules.standing(each.base["device"], position)
        return author is not None and author.role_at(position) == "lead"

    def _open(self, each: Waiting, group: bytes) -> list:
        key = self.keys[each.base["epoch"]]
        info = b"yarrow/group/v1" + self.id + each.base["device"]
        text = inflate(unpad(open_sealed(key, group, info=info, aad=each.bound)))
        return list(decode(text))

    def _check_seen(self, seen: bytes, position: int) -> int:
        head = verified(seen, "yarrow/head", self.signing)
        if head["space"] != self.id or head["position"] >= position:
            raise ValueError("saw what was not there")
        if self.runnings.get(head["position"], self.id) != head["running"]:
            raise ValueError("saw another log")
        return head["position"]

    # What is there

    def digest(self) -> tuple[int, int]:
        """The two sums of docs/protocol.md 2."""
        have = sum(_number_of(id) for id in self.applied)
        state = sum(
            _number_of(encode([*place, sorted(heads)])) for place, heads in self.heads().items()
        )
        return have % 2**256, state % 2**256

    def heads(self) -> dict[tuple, set[bytes]]:
        """The heads by subject, kind, record and field."""
        setting, replaced = defaultdict(set), defaultdict(set)
        for id, change in self.applied.items():
            record = change["subject"], change["kind"], change.get("record", id)
            for name in change["set"]:
                setting[*record, name].add(id)
                replaced[*record, name].update(change["over"].get(name, ()))
        return {place: left for place, ids in setting.items() if (left := ids - replaced[place])}


def _number_of(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest(), "big")


def verified_by_anyone(rules: Rules, entry: bytes) -> list:
    """What a held entry says, if a device that ever belonged signed it."""
    base = decode(payload(entry, SEGMENT)[0])
    return verified(entry, SEGMENT, rules.devices[base["device"]].key)
