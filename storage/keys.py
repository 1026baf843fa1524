"""The vault key: random, wrapped once for each way to it, and the keys that follow from it.

A **slot** is one way: a passphrase, a personal code, or the recovery key of a team.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.encoding import Value, encode
from app.errors import Damaged, Refused, WrongPassphrase

Random = Callable[[int], bytes]
KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_MOST_KIB = 2 * 1024 * 1024
_MOST_PASSES = 64
_MOST_LANES = 16
_LEAST_SECONDS = 0.7
_MIDDLE_SECONDS = 0.85
_MOST_SECONDS = 1.0
_MOST_CALIBRATED_KIB = 512 * 1024


@dataclass(frozen=True, slots=True)
class Kdf:
    """What Argon2id is asked for."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Kdf(64 * 1024, 3, 4)  # RFC 9106, second recommended setting
"""What a new slot asks at least. May be raised: older slots follow at their next unlock."""

LEAST = Kdf(64 * 1024, 3, 4)
"""What any Yarrow ever asked at least; a slot below it was lowered by a stranger's hand."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The way by a passphrase: how to derive the key that wraps the vault key, and that wrap."""

    kind: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class CodeSlot:
    """The way by a personal code of 128 random bits, which needs no slow derivation."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    kind: str = "code"


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The way by the recovery key of a team: the vault key sealed to its public half.

    `set` names the recovery set that opens it, `retired` those of this space that no longer do
    (32 bytes each). How it is sealed is laid down in `docs/protocol.md`.
    """

    space: bytes
    set: bytes
    retired: tuple[bytes, ...]
    sealed: bytes
    kind: str = "recovery"


AnySlot = Slot | CodeSlot | RecoverySlot


def make_slot(passphrase: str, vault_key: bytes, *, vault: bytes, kdf: Kdf, random: Random) -> Slot:
    """Wrap the vault key under a passphrase, for the vault with this id."""
    salt, nonce = random(_SALT_BYTES), random(_NONCE_BYTES)
    bound = _bound("passphrase", kdf, vault)
    wrapping = _stretch(passphrase, kdf, salt)
    return Slot("passphrase", kdf, salt, nonce, AESGCM(wrapping).encrypt(nonce, vault_key, bound))


def open_slot(passphrase: str, slot: Slot, *, vault: bytes) -> bytes:
    """The vault key in a slot.

    Raises WrongPassphrase `vault.wrong_passphrase`, Refused `vault.slot_weak` for a slot that
    asks for less than any ever made, and Damaged `vault.slot_damaged` for one that asks too much or
    has parts of another size.
    """
    _check_limits(slot.kdf)
    if (len(slot.salt), len(slot.nonce)) != (_SALT_BYTES, _NONCE_BYTES):
        raise Damaged("vault.slot_damaged")
    wrapping = _stretch(passphrase, slot.kdf, slot.salt)
    try:
        return AESGCM(wrapping).decrypt(slot.nonce, slot.sealed, _bound(slot.kind, slot.kdf, vault))
    except InvalidTag as error:
        raise WrongPassphrase("vault.wrong_passphrase") from error


def make_code_slot(secret: bytes, vault_key: bytes, *, vault: bytes, random: Random) -> CodeSlot:
    """Wrap the vault key under a personal code's 16 random bytes."""
    salt, nonce = random(_SALT_BYTES), random(_NONCE_BYTES)
    cipher = AESGCM(_code_key(secret, salt))
    return CodeSlot(salt, nonce, cipher.encrypt(nonce, vault_key, _bound_code(vault)))


def open_code_slot(secret: bytes, slot: CodeSlot, *, vault: bytes) -> bytes:
    """The vault key in a code's slot; raises WrongPassphrase `vault.wrong_code` or Damaged."""
    if (len(slot.salt), len(slot.nonce)) != (_SALT_BYTES, _NONCE_BYTES):
        raise Damaged("vault.slot_damaged")
    try:
        cipher = AESGCM(_code_key(secret, slot.salt))
        return cipher.decrypt(slot.nonce, slot.sealed, _bound_code(vault))
    except InvalidTag as error:
        raise WrongPassphrase("vault.wrong_code") from error


def raised(kdf: Kdf, floor: Kdf = FLOOR) -> Kdf:
    """The settings, each at least the floor's."""
    return Kdf(
        max(kdf.memory_kib, floor.memory_kib),
        max(kdf.passes, floor.passes),
        max(kdf.lanes, floor.lanes),
    )


def sub_key(vault_key: bytes, label: str, *, vault: bytes, size: int = KEY_BYTES) -> bytes:
    """The key for one purpose, by HKDF-SHA256."""
    derivation = HKDF(SHA256(), length=size, salt=vault, info=f"yarrow/vault/{label}/v1".encode())
    return derivation.derive(vault_key)


def calibrate(seconds: Callable[[Kdf], float] | None = None) -> Kdf:
    """Settings that take about 0.7 to 1.0 s here, never less than the floor.

    `seconds` measures one derivation. Memory grows first, since that costs a thief most; passes
    follow once 512 MiB are reached, so that an old PC can still open its vault.
    """
    measure = seconds or _measure
    kdf = FLOOR
    for _ in range(3):
        taken = measure(kdf)
        if taken > _MOST_SECONDS and kdf == FLOOR:
            break
        if _LEAST_SECONDS <= taken <= _MOST_SECONDS:
            break
        kdf = _scaled(kdf, _MIDDLE_SECONDS / max(taken, 0.001))
    return kdf


def _scaled(kdf: Kdf, factor: float) -> Kdf:
    work = kdf.memory_kib * kdf.passes * factor
    memory = min(max(int(work / FLOOR.passes), FLOOR.memory_kib), _MOST_CALIBRATED_KIB)
    passes = min(max(round(work / memory), FLOOR.passes), _MOST_PASSES)
    return Kdf(memory // 1024 * 1024, passes, FLOOR.lanes)


def _measure(kdf: Kdf) -> float:
    began = time.perf_counter()
    _stretch("calibration", kdf, bytes(_SALT_BYTES))
    return time.perf_counter() - began


def _stretch(passphrase: str, kdf: Kdf, salt: bytes) -> bytes:
    """Keyboards differ in how they compose an accented letter; NFC makes them one."""
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    ).derive(typed)


def _code_key(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), length=KEY_BYTES, salt=salt, info=b"yarrow/vault/code/v1").derive(secret)


def _bound_code(vault: bytes) -> bytes:
    content: dict[str, Value] = {"format": 1, "vault": vault, "slot": "code"}
    return encode(content)


def _bound(kind: str, kdf: Kdf, vault: bytes) -> bytes:
    content: dict[str, Value] = {
        "format": 1,
        "vault": vault,
        "slot": kind,
        "kdf": "argon2id",
        "parameters": {**asdict(kdf)},
    }
    return encode(content)


def _check_limits(kdf: Kdf) -> None:
    if raised(kdf, LEAST) != kdf:
        raise Refused("vault.slot_weak")
    if kdf.memory_kib > _MOST_KIB or kdf.passes > _MOST_PASSES or kdf.lanes > _MOST_LANES:
        raise Damaged("vault.slot_damaged")
