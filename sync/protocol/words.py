"""Six words that two people compare by voice, made slow to imitate.

Each word is 10 bits of the SLIP-39 list, so six are 60 bits; Argon2id makes each trial of someone
who looks for another key with the same words cost what opening a vault costs.
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from shamir_mnemonic.wordlist import WORDLIST

from app.domain.encoding import encode
from sync.protocol.heads import Head
from sync.protocol.keys import PublicKeys

_WORDS, _BITS = 6, 10
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4
_SERVICE_LABEL = b"yarrow/words/service/v1"
_HEAD_LABEL = b"yarrow/words/head/v1"
_DEVICE_LABEL = b"yarrow/words/device/v1"
_TEAMS_LABEL = b"yarrow/words/teams/v1"


def service_words(signing: bytes, tls_pin: bytes) -> tuple[str, ...]:
    """The words of a service: its signing key and the pin of the TLS key it uses now."""
    return six_words(_SERVICE_LABEL, encode([signing, tls_pin]))


def head_words(head: Head) -> tuple[str, ...]:
    """The words of a log up to a position; the time at which a head was signed is not in them."""
    return six_words(
        _HEAD_LABEL, encode([head.space, head.generation, head.position, head.running])
    )


def device_words(space: bytes, device: bytes, keys: PublicKeys) -> tuple[str, ...]:
    """The words of a device that joins a space: its id there and both its keys."""
    return six_words(_DEVICE_LABEL, encode([space, device, keys.sign, keys.hpke]))


def team_words(one: tuple[bytes, bytes], other: tuple[bytes, bytes]) -> tuple[str, ...]:
    """The words of two teams that are introduced, of each its space and its service's key.

    They are the same on both sides.
    """
    first, second = sorted((one, other))
    return six_words(_TEAMS_LABEL, encode([*first, *second]))


def read_words(typed: str) -> tuple[str, ...]:
    """Words as a person typed them, to compare with others; case and what is between are free."""
    return tuple(typed.lower().replace("-", " ").replace(",", " ").split())


def six_words(label: bytes, compared: bytes) -> tuple[str, ...]:
    """The words of these bytes under a label; each call takes a fifth of a second."""
    derivation = Argon2id(
        salt=sha256(label).digest()[:16],
        length=8,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    bits = int.from_bytes(derivation.derive(compared), "big") >> 64 - _WORDS * _BITS
    mask = (1 << _BITS) - 1
    return tuple(WORDLIST[bits >> _BITS * place & mask] for place in reversed(range(_WORDS)))
