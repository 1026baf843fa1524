"""The content keys of a space, as one device comes by them: docs/protocol.md 4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.second_client.formats import HpkeKey, hkdf, number, open_sealed


@dataclass
class Epoch:
    """What a statement said of it and where, and what its wraps and seals are bound to."""

    said: Any
    position: int
    space: bytes
    before: bytes
    made: bytes


@dataclass
class Keys:
    """The `content` keys that are known, by epoch; `hpke` is the key of `device`."""

    device: bytes
    hpke: HpkeKey
    content: dict[int, bytes]
    epochs: list[Epoch] = field(default_factory=list)

    def begin(self, said: Any, position: int, *, space: bytes, before: bytes, made: bytes) -> None:
        """A new epoch: its key by its wrap or from the package, the one before by it."""
        self.epochs.append(Epoch(said, position, space, before, made))
        if said["epoch"] != len(self.epochs):
            raise ValueError("epochs count by one")
        wrap = said["wraps"].get(self.device.hex())
        self._open(said["epoch"], wrap, space + number(said["epoch"]) + self.device + before)

    def take(self, at: int, device: bytes, wrap: bytes, space: bytes) -> None:
        """A later wrap of an epoch's key, of `admit` or `rewrap`."""
        if device == self.device:
            self._open(at, wrap, space + number(at) + device + self.epochs[at - 1].made)

    def require(self, at: int, seen: int) -> None:
        """Raise for an epoch that does not exist, or that its author had seen the end of."""
        if not 0 < at <= len(self.epochs):
            raise ValueError("no such epoch")
        if any(each.position <= seen for each in self.epochs[at:]):
            raise ValueError("an epoch that was over")

    def _open(self, at: int, wrap: bytes | None, bound: bytes) -> None:
        if wrap is not None and at not in self.content:
            self.content[at] = self.hpke.unwrap(wrap, b"yarrow/epoch/v1" + bound)
        while at in self.content and at <= len(self.epochs):
            epoch, key = self.epochs[at - 1], self.content[at]
            if hkdf(key, b"yarrow/check/v1") != epoch.said["check"]:
                raise ValueError("another content key")
            if epoch.said["back"] is None or at - 1 in self.content:
                return
            back, aad = epoch.said["back"], epoch.space + number(at)
            at, older = at - 1, open_sealed(key, back, info=b"yarrow/back/v1" + aad, aad=aad)
            self.content[at] = older
