"""The second client reads a log: who belongs, and what is applied. docs/protocol.md 3, 5 and 6.

It refuses a log that
breaks a rule on which this rests; those that only bound what a statement may say (days of a
policy, roles of an invitation, the last lead) it leaves to others, and of `restored` it knows
nothing. Days of grace are not waited for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.second_client.formats import (
    decode,
    encode,
    inflate,
    open_sealed,
    payload,
    unpad,
    verified,
)
from tests.second_client.keys import Keys

NONE = bytes(32)
STATEMENT, LOOKS = "yarrow/statement", "yarrow/looks"
TWICE = "a second copy"
WRITERS = ("lead", "member", "champion")
NOTHING_TO_DO = ("set_policy", "discard", "introduce", "part")


class Stopped(Exception):
    """The log breaks a rule, or uses something newer: nothing after it is read."""


@dataclass
class Device:
    """Who signs, for entries above and up to which position, and in which roles since when."""

    author: bytes
    key: bytes
    above: int
    roles: list[tuple[int, str]]
    removed: int | None = None
    is_admitted: bool = True

    def role(self, position: int) -> str:
        return [role for since, role in self.roles if since < position][-1]


@dataclass
class Space:
    """What follows from the entries read so far, each taken in its order."""

    id: bytes
    signing: bytes
    keys: Keys
    position: int = 0
    running: list[bytes] = field(default_factory=list)
    newest: bytes = NONE
    devices: dict[bytes, Device] = field(default_factory=dict)
    joined: dict[bytes, bytes] = field(default_factory=dict)
    invitations: dict[bytes, Any] = field(default_factory=dict)
    recovery: Any = None
    last: dict[bytes, bytes] = field(default_factory=dict)
    waiting: dict[int, tuple[Any, bytes, list[Any]]] = field(default_factory=dict)
    held: dict[int, tuple[str, bytes, list[Any]]] = field(default_factory=dict)
    adopted: set[int] = field(default_factory=set)
    erasures: dict[bytes, set[tuple[int, int]]] = field(default_factory=dict)
    withheld: set[tuple[int, int]] = field(default_factory=set)
    hashes: set[bytes] = field(default_factory=set)
    convicted: set[bytes] = field(default_factory=set)
    applied: dict[bytes, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.running = [self.id]

    # 3. The log

    def take(self, entry: bytes, groups: list[Any]) -> None:
        """One entry, at the next position."""
        hash, self.position = sha256(entry).digest(), self.position + 1
        typ = decode(decode(entry)[0])[16]
        try:
            if typ == STATEMENT:
                self.state(entry, hash)
            else:
                self.check(entry, typ, hash, groups)
        except (ValueError, KeyError) as why:
            if typ == STATEMENT:
                raise Stopped(f"statement {self.position}: {why}") from why
            self.held[self.position] = str(why), entry, groups
        self.hashes.add(hash)
        self.running.append(sha256(b"yarrow/log/v1" + self.running[-1] + hash).digest())

    def standing(self, id: bytes, position: int) -> Device:
        known = self.devices[id]
        until = position if known.removed is None else known.removed
        if not known.is_admitted or not known.above < position <= until:
            raise ValueError("no standing")
        return known

    # 5. Statements

    def state(self, entry: bytes, hash: bytes) -> None:
        said = payload(entry, STATEMENT)
        kind = said["kind"]
        rule = getattr(self, f"on_{kind}", None)
        if said["format"] != 1 or (rule is None and kind not in NOTHING_TO_DO):
            raise Stopped("uses something newer")
        if said["previous"] != self.newest:
            raise ValueError("out of order")
        verified(entry, STATEMENT, self.signer(said))
        if rule is not None:
            rule(said, hash)
        self.newest = hash

    def signer(self, said: Any) -> bytes:
        """The key that has to have signed it."""
        kind = said["kind"]
        if kind in ("create", "join"):
            return bytes(said["keys"]["sign"])
        if kind == "recover":
            return bytes(self.recovery["keys"]["sign"])
        by = self.standing(said["by"], self.position)
        role = by.role(self.position)
        is_own = kind == "rewrap" and role in WRITERS
        if kind == "invite":
            is_own = (said["author"], said["role"]) == (by.author, role)
        if kind == "cancel":
            is_own = self.invitations[said["invite"]]["author"] == by.author
        if role != "lead" and not (is_own and role != "writer"):
            raise ValueError("not a lead")
        return by.key

    def on_create(self, said: Any, hash: bytes) -> None:
        if (hash, self.position) != (self.id, 1) or said["service"]["key"] != self.signing:
            raise ValueError("another space")
        self.add(said, said["author"], said["role"])
        self.recovery = said["recovery"]
        self.keys.begin(said["epoch"], self.position, space=NONE, before=NONE, made=hash)

    def on_invite(self, said: Any, hash: bytes) -> None:
        self.invitations[hash] = said

    def on_cancel(self, said: Any, _hash: bytes) -> None:
        del self.invitations[said["invite"]]

    def on_join(self, said: Any, hash: bytes) -> None:
        invite, device = self.invitations.pop(said["invite"]), said["device"]
        keys = sha256(said["keys"]["sign"] + said["keys"]["hpke"]).digest()
        told = {"space": self.id, "invite": said["invite"], "device": device, "keys": keys}
        if verified(said["proof"], "yarrow/join", invite["invitation"]) != told:
            raise ValueError("another join")
        if device in self.devices:
            raise ValueError("a device twice")
        self.add(said, invite["author"], invite["role"], is_admitted=not invite["distance"])
        self.joined[hash] = device

    def add(self, said: Any, author: bytes, role: str, *, is_admitted: bool = True) -> None:
        key, roles = said["keys"]["sign"], [(0, role)]
        self.devices[said["device"]] = Device(author, key, self.position, roles, None, is_admitted)

    def on_admit(self, said: Any, _hash: bytes) -> None:
        device = self.joined[said["join"]]
        self.devices[device].is_admitted, self.devices[device].above = True, self.position
        self.keys.take(said["epoch"], device, said["wrap"], self.id)

    def on_rewrap(self, said: Any, _hash: bytes) -> None:
        self.keys.take(said["epoch"], said["device"], said["wrap"], self.id)

    def on_rotate(self, said: Any, hash: bytes) -> None:
        self.invitations.clear()
        if said["epoch"]["wraps"].keys() != self.recipients():
            raise ValueError("wraps for others")
        self.keys.begin(
            said["epoch"], self.position, space=self.id, before=said["previous"], made=hash
        )

    def on_remove(self, said: Any, hash: bytes) -> None:
        if said["by"] in said["devices"]:
            raise ValueError("removes itself")
        for device in said["devices"]:
            self.devices[device].removed = self.position
        self.on_rotate(said, hash)

    def on_set_role(self, said: Any, _hash: bytes) -> None:
        device = self.devices[said["device"]]
        if "writer" in (said["role"], device.role(self.position)):
            raise ValueError("a ward PC stays one")
        device.roles.append((self.position, said["role"]))

    def on_set_recovery(self, said: Any, _hash: bytes) -> None:
        self.recovery = said["recovery"]

    def on_recover(self, said: Any, _hash: bytes) -> None:
        self.devices[said["by"]].roles.append((self.position, "lead"))

    def on_adopt(self, said: Any, _hash: bytes) -> None:
        self.adopted.update(said["positions"])

    def on_erase(self, said: Any, hash: bytes) -> None:
        self.erasures[hash] = {(at, index) for at, index in said["groups"]}

    def on_keep(self, said: Any, _hash: bytes) -> None:
        del self.erasures[said["erase"]]

    def recipients(self) -> set[str]:
        """Who belongs, was admitted and is no ward PC; and the recovery set in force."""
        found = {
            id.hex()
            for id, each in self.devices.items()
            if each.removed is None and each.is_admitted and each.roles[-1][1] != "writer"
        }
        if self.recovery is not None:
            keys = self.recovery["keys"]
            found.add(sha256(keys["sign"] + keys["hpke"]).digest()[:16].hex())
        return found

    # 6. Segments

    def check(self, entry: bytes, typ: str, hash: bytes, groups: list[Any]) -> None:
        bound, listed = payload(entry, typ)
        base = decode(bound)
        if (base["format"], base["space"]) != (1, self.id):
            raise ValueError("another space")
        device = self.standing(base["device"], self.position)
        if device.role(self.position) not in (*WRITERS, *["reader"] * (typ == LOOKS)):
            raise ValueError("no standing")
        verified(entry, typ, device.key)
        previous = self.last.get(base["device"], NONE)
        if base["previous"] != previous and hash in self.hashes:
            raise ValueError(TWICE)
        self.last[base["device"]] = hash
        if base["previous"] != previous:
            raise ValueError("does not follow")
        self.keys.require(base["epoch"], self.check_seen(base["device"], base["seen"]))
        self.check_groups(self.position, listed, groups)
        self.waiting[self.position] = base, bound, [] if typ == LOOKS else groups

    def check_seen(self, device: bytes, seen: bytes) -> int:
        """A head that the service never signed convicts the device, another log the service."""
        try:
            head = verified(seen, "yarrow/head", self.signing)
        except ValueError:
            self.convicted.add(device)
        if device in self.convicted or head["space"] != self.id:
            self.convicted.add(device)
            raise ValueError("saw what was never signed")
        if head["position"] >= self.position or self.running[head["position"]] != head["running"]:
            raise Stopped("the service signed for another log")
        return int(head["position"])

    def check_groups(self, position: int, listed: list[Any], groups: list[Any]) -> None:
        for index, (group, told) in enumerate(zip(groups, listed, strict=True)):
            if group is None:
                self.withheld.add((position, index))
            elif [sha256(group).digest(), len(group)] != told:
                raise Stopped("a group was altered")

    def adopt(self, position: int) -> None:
        """A held entry counts after all, if a device that ever belonged did sign it."""
        why, entry, groups = self.held[position]
        typ = decode(decode(entry)[0])[16]
        bound, listed = payload(entry, typ)
        base = decode(bound)
        try:
            verified(entry, typ, self.devices[base["device"]].key)
            self.keys.require(base["epoch"], 0)
        except (ValueError, KeyError):
            return
        if base["space"] == self.id and why != TWICE:
            self.check_groups(position, listed, groups)
            self.waiting[position] = base, bound, [] if typ == LOOKS else groups
            del self.held[position]

    def finish(self) -> None:
        """Open what holds, the log being read to its end; what was erased is left out."""
        for position in sorted(self.adopted & self.held.keys()):
            self.adopt(position)
        erased = {group for named in self.erasures.values() for group in named}
        if missing := self.withheld - erased:
            raise Stopped(f"withheld: {sorted(missing)}")
        for position, (base, bound, groups) in self.waiting.items():
            info = b"yarrow/group/v1" + self.id + base["device"]
            key = self.keys.content[base["epoch"]]
            changes = [
                change
                for index, group in enumerate(groups)
                if (position, index) not in erased
                for change in decode(inflate(unpad(open_sealed(key, group, info=info, aad=bound))))
            ]
            is_of_settings = any(change["kind"].startswith("setting_") for change in changes)
            role = self.devices[base["device"]].role(position)
            if not is_of_settings or role == "lead" or position in self.adopted:
                self.applied |= {sha256(encode(change)).digest(): change for change in changes}
