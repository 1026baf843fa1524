"""The keys that a PC signs with."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.exchange.talk import Report, begin
from tests.sync.exchange.offices import PC


def keys_of(pc: PC) -> Ed25519PrivateKey:
    return begin(pc.spaces.space(pc.spaces.spaces()[0]), pc.means, Report()).keys.sign
