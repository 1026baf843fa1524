"""A space as the second client follows it: who belongs, what is applied, and the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from tests.second_client.formats import (
    HpkeKey,
    decode,
    encode,
    hkdf,
    inflate,
    number,
    open_sealed,
    payload,
    unpad,
    verified,
)

NONE = bytes(32)
WRITERS = {"lead", "member", "champion"}
STATEMENT, SEGMENT, LOOKS = "yarrow/statement", "yarrow/segment", "yarrow/looks"


class Stopped(Exception):
    """The log breaks a rule, or uses something newer: nothing after it is read."""


@dataclass
class Device:
    """Who signs, and from which position on."""

    author: bytes
    role: str
    key: bytes
    added: int
    last: bytes = NONE


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
    newest: bytes = NONE
    devices: dict[bytes, Device] = field(default_factory=dict)
    invitations: dict[bytes, dict] = field(default_factory=dict)
    runnings: dict[int, bytes] = field(default_factory=dict)
    applied: dict[bytes, dict] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict)

    def take(self, entry: bytes, groups: list) -> None:
        """One entry, at the next position."""
        hash = sha256(entry).digest()
        position = self.position + 1
        before = self.running or self.id
        typ = decode(decode(entry)[0])[16]
        if typ == STATEMENT:
            self._state(entry, hash, position)
        else:
            try:
                changes = self._open(entry, hash, position, groups)
            except ValueError as why:
                self.held[position] = str(why)
            else:
                self.applied.update(changes)
        self.position = position
        self.running = sha256(b"yarrow/log/v1" + before + hash).digest()
        self.runnings[position] = self.running

    # Statements

    def _state(self, entry: bytes, hash: bytes, position: int) -> None:
        said = payload(entry, STATEMENT)
        rule = getattr(self, f"_{said['kind']}", None)
        if said["format"] != 1 or rule is None:
            raise Stopped("uses something newer")
        if said["previous"] != self.newest:
            raise Stopped("out of order")
        try:
            rule(entry, said, hash, position)
        except ValueError as error:
            raise Stopped(str(error)) from error
        self.newest = hash

    def _by(self, entry: bytes, said: dict, *, own: bool = False) -> Device:
        device = self.devices[said["by"]]
        verified(entry, STATEMENT, device.key)
        if device.role != "lead" and not own:
            raise ValueError("not a lead")
        return device

    def _create(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        if (hash, position) != (self.id, 1) or said["service"]["key"] != self.signing:
            raise ValueError("another space")
        verified(entry, STATEMENT, said["keys"]["sign"])
        self._add(said["device"], said["author"], said["role"], said["keys"]["sign"], position)
        self._check_epoch(said["epoch"])

    def _invite(self, entry: bytes, said: dict, hash: bytes, _position: int) -> None:
        device = self.devices[said["by"]]
        own = (device.author, device.role) == (said["author"], said["role"])
        self._by(entry, said, own=own)
        self.invitations[hash] = said

    def _cancel(self, entry: bytes, said: dict, _hash: bytes, _position: int) -> None:
        self._by(entry, said)
        del self.invitations[said["invite"]]

    def _join(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        verified(entry, STATEMENT, said["keys"]["sign"])
        invite = self.invitations.pop(said["invite"])
        keys = sha256(said["keys"]["sign"] + said["keys"]["hpke"]).digest()
        told = {"space": self.id, "invite": said["invite"], "device": said["device"], "keys": keys}
        if verified(said["proof"], "yarrow/join", invite["invitation"]) != told:
            raise ValueError("another join")
        if said["device"] in self.devices:
            raise ValueError("a device twice")
        sign = said["keys"]["sign"]
        self._add(said["device"], invite["author"], invite["role"], sign, position)

    def _set_recovery(self, entry: bytes, said: dict, _hash: bytes, _position: int) -> None:
        self._by(entry, said)

    def _add(self, device: bytes, author: bytes, role: str, key: bytes, position: int) -> None:
        self.devices[device] = Device(author, role, key, position)

    def _check_epoch(self, epoch: dict) -> None:
        key = self.keys.get(epoch["epoch"])
        if key is not None and hkdf(key, b"yarrow/check/v1") != epoch["check"]:
            raise ValueError("another content key")

    # Segments

    def _open(self, entry: bytes, hash: bytes, position: int, groups: list) -> dict[bytes, dict]:
        typ = LOOKS if decode(decode(entry)[0])[16] == LOOKS else SEGMENT
        bound, listed = payload(entry, typ)
        base = decode(bound)
        device = self.devices.get(base["device"])
        if (base["format"], base["space"]) != (1, self.id) or device is None:
            raise ValueError("another space, or nobody of this one")
        if (device.role not in WRITERS and typ != LOOKS) or position <= device.added:
            raise ValueError("no standing")
        verified(entry, typ, device.key)
        previous, device.last = device.last, hash
        if base["previous"] != previous:
            raise ValueError("does not follow")
        self._check_seen(base["seen"], position)
        if base["epoch"] not in self.keys:
            raise ValueError("no key")
        return self._opened(base, bound, zip(groups, listed, strict=True), is_sealed=typ == LOOKS)

    def _opened(self, base: dict, bound: bytes, groups: Iterable, *, is_sealed: bool) -> dict:
        """The changes by id; lines of an access log are for the leads alone, and in no digest."""
        changes: dict[bytes, dict] = {}
        for group, (digest, size) in groups:
            if (sha256(group).digest(), len(group)) != (digest, size):
                raise ValueError("a group was altered")
            if is_sealed:
                continue
            info = b"yarrow/group/v1" + self.id + base["device"]
            key = self.keys[base["epoch"]]
            text = inflate(unpad(open_sealed(key, group, info=info, aad=bound)))
            for change in decode(text):
                changes[sha256(encode(change)).digest()] = change
        return changes

    def _check_seen(self, seen: bytes, position: int) -> None:
        head = verified(seen, "yarrow/head", self.signing)
        if head["space"] != self.id or head["position"] >= position:
            raise ValueError("saw what was not there")
        if self.runnings[head["position"]] != head["running"]:
            raise ValueError("saw another log")

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


def bound(space: bytes, epoch: int) -> bytes:
    """What seals of an epoch are bound to."""
    return space + number(epoch)
