"""Who belongs to a space, by its statements: the rules of docs/protocol.md 5 and keys of 4."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from tests.second_client.formats import HpkeKey, hkdf, number, open_sealed, payload, verified

NONE = bytes(32)
STATEMENT = "yarrow/statement"
LABEL, BACK, CHECK = b"yarrow/epoch/v1", b"yarrow/back/v1", b"yarrow/check/v1"


class Stopped(Exception):
    """The log breaks a rule, or uses something newer: nothing after it is read."""


@dataclass
class Device:
    """Who signs, from which position to which, and in which roles since when."""

    author: bytes
    key: bytes
    added: int
    roles: list[tuple[int, str]]
    removed: int | None = None
    is_admitted: bool = True

    def role_at(self, position: int) -> str:
        """Its role for an entry at a position."""
        return [role for since, role in self.roles if since < position][-1]


@dataclass
class Epoch:
    """Where an epoch was made, and what closes what in it."""

    said: dict
    position: int
    space: bytes
    before: bytes
    made: bytes


@dataclass
class Rules:
    """The fold over statements; `keys` are the content keys that are known."""

    id: bytes
    device: bytes
    hpke: HpkeKey
    signing: bytes
    keys: dict[int, bytes]
    newest: bytes = NONE
    devices: dict[bytes, Device] = field(default_factory=dict)
    invitations: dict[bytes, dict] = field(default_factory=dict)
    epochs: dict[int, Epoch] = field(default_factory=dict)
    recovery: dict | None = None
    adopted: set[int] = field(default_factory=set)
    erasures: dict[bytes, set[tuple[int, int]]] = field(default_factory=dict)
    withheld: set[tuple[int, int]] = field(default_factory=set)
    introduced: set[bytes] = field(default_factory=set)

    def state(self, entry: bytes, hash: bytes, position: int) -> None:
        """The next statement; raises Stopped."""
        said = payload(entry, STATEMENT)
        rule = getattr(self, f"_{said['kind']}", None)
        if said["format"] != 1 or rule is None:
            raise Stopped("uses something newer")
        if said["previous"] != self.newest:
            raise Stopped("out of order")
        try:
            rule(entry, said, hash, position)
        except (ValueError, KeyError) as error:
            raise Stopped(f"{said['kind']}: {error}") from error
        self.newest = hash

    def standing(self, device: bytes, position: int) -> Device | None:
        """The device, if it belongs at a position."""
        known = self.devices.get(device)
        if known is None or position <= known.added or not known.is_admitted:
            return None
        return None if known.removed is not None and position > known.removed else known

    def check_epoch(self, epoch: int, seen: int) -> None:
        """Raise for one that does not exist, or that its author had seen the end of."""
        if epoch not in self.epochs:
            raise ValueError("no such epoch")
        if any(each.position <= seen for at, each in self.epochs.items() if at > epoch):
            raise ValueError("an epoch that was over")

    @property
    def erased(self) -> set[tuple[int, int]]:
        """The groups that erasures name and nobody took back; days of grace are not waited for."""
        return {group for named in self.erasures.values() for group in named}

    def _by(self, entry: bytes, said: dict, position: int, *, own: bool = False) -> Device:
        device = self.standing(said["by"], position)
        if device is None:
            raise ValueError("no standing")
        verified(entry, STATEMENT, device.key)
        if device.role_at(position) == "writer":
            raise ValueError("a ward PC states nothing")
        if device.role_at(position) != "lead" and not own:
            raise ValueError("not a lead")
        return device

    def _create(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        if (hash, position) != (self.id, 1) or said["service"]["key"] != self.signing:
            raise ValueError("another space")
        verified(entry, STATEMENT, said["keys"]["sign"])
        self._add(said, said["author"], said["role"], position)
        self.recovery = said["recovery"]
        self._begin(Epoch(said["epoch"], position, NONE, NONE, hash))

    def _invite(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        device = self.devices[said["by"]]
        own = (device.author, device.role_at(position)) == (said["author"], said["role"])
        self._by(entry, said, position, own=own)
        self.invitations[hash] = said

    def _cancel(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        invite = self.invitations.pop(said["invite"])
        own = self.devices[said["by"]].author == invite["author"]
        self._by(entry, said, position, own=own)

    def _join(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        verified(entry, STATEMENT, said["keys"]["sign"])
        invite = self.invitations.pop(said["invite"])
        keys = sha256(said["keys"]["sign"] + said["keys"]["hpke"]).digest()
        told = {"space": self.id, "invite": said["invite"], "device": said["device"], "keys": keys}
        if verified(said["proof"], "yarrow/join", invite["invitation"]) != told:
            raise ValueError("another join")
        if said["device"] in self.devices:
            raise ValueError("a device twice")
        self._add(said, invite["author"], invite["role"], position)
        self.devices[said["device"]].is_admitted = not invite["distance"]
        self._joined = {**getattr(self, "_joined", {}), hash: said["device"]}

    def _admit(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        device = self._joined[said["join"]]
        self.devices[device].is_admitted = True
        self.devices[device].added = position
        self._wrap(device, said)

    def _rewrap(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position, own=True)
        self._wrap(said["device"], said)

    def _rotate(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        self.invitations.clear()
        self._begin(Epoch(said["epoch"], position, self.id, said["previous"], hash))

    def _remove(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        if said["by"] in said["devices"]:
            raise ValueError("removes itself")
        for device in said["devices"]:
            self.devices[device].removed = position
        self._rotate(entry, said, hash, position)

    def _set_role(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        if "writer" in (said["role"], self.devices[said["device"]].role_at(position)):
            raise ValueError("a ward PC stays one")
        self.devices[said["device"]].roles.append((position, said["role"]))

    def _set_policy(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)

    def _set_recovery(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        self.recovery = said["recovery"]

    def _adopt(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        self.adopted.update(said["positions"])

    def _discard(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)

    def _erase(self, entry: bytes, said: dict, hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        self.erasures[hash] = {(at, index) for at, index in said["groups"]}

    def _keep(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        del self.erasures[said["erase"]]

    def _recover(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        if self.recovery is None:
            raise ValueError("no recovery set")
        verified(entry, STATEMENT, self.recovery["keys"]["sign"])
        self.devices[said["by"]].roles.append((position, "lead"))

    def _introduce(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        if said["team"] == self.id:
            raise ValueError("introduces itself")
        self.introduced.add(said["team"])

    def _part(self, entry: bytes, said: dict, _hash: bytes, position: int) -> None:
        self._by(entry, said, position)
        self.introduced.remove(said["team"])

    def _add(self, said: dict, author: bytes, role: str, position: int) -> None:
        key = said["keys"]["sign"]
        self.devices[said["device"]] = Device(author, key, position, [(0, role)])

    def _begin(self, epoch: Epoch) -> None:
        """A new epoch: its key from its wrap, or from the package, and the one before by it."""
        at, said = epoch.said["epoch"], epoch.said
        if at != len(self.epochs) + 1:
            raise ValueError("epochs count by one")
        if at > 1:
            self._check_wraps(said["wraps"])
        self.epochs[at] = epoch
        wrap = said["wraps"].get(self.device.hex())
        if wrap is not None and at not in self.keys:
            info = LABEL + bound(epoch.space, at) + self.device + epoch.before
            self.keys[at] = self.hpke.unwrap(wrap, info)
        self._open_older(at)

    def _check_wraps(self, wraps: dict) -> None:
        """They are for exactly those who belong, were admitted and are no ward PCs."""
        known = {
            id.hex()
            for id, each in self.devices.items()
            if each.removed is None and each.is_admitted and each.roles[-1][1] != "writer"
        }
        if self.recovery is not None:
            keys = self.recovery["keys"]
            known.add(sha256(keys["sign"] + keys["hpke"]).digest()[:16].hex())
        if wraps.keys() != known:
            raise ValueError("wraps for others")

    def _wrap(self, device: bytes, said: dict) -> None:
        epoch = self.epochs[said["epoch"]]
        if device == self.device and said["epoch"] not in self.keys:
            info = LABEL + bound(self.id, said["epoch"]) + device + epoch.made
            self.keys[said["epoch"]] = self.hpke.unwrap(said["wrap"], info)
            self._open_older(said["epoch"])

    def _open_older(self, at: int) -> None:
        while at in self.keys and at in self.epochs:
            epoch = self.epochs[at]
            if hkdf(self.keys[at], CHECK) != epoch.said["check"]:
                raise ValueError("another content key")
            if epoch.said["back"] is None or at - 1 in self.keys:
                return
            aad = bound(epoch.space, at)
            older = open_sealed(self.keys[at], epoch.said["back"], info=BACK + aad, aad=aad)
            self.keys[at - 1], at = older, at - 1


def bound(space: bytes, epoch: int) -> bytes:
    """What seals of an epoch are bound to."""
    return space + number(epoch)
