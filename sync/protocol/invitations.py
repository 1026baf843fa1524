"""What an invitation's code gives: where its package lies, what opens it, and the key that joins.

The service never sees the code: it keeps the package under the locator, one of three values
derived from the code with a label each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.encoding import decode, encode
from app.errors import Untrusted
from sync.protocol.codes import SECRET_SIZE
from sync.protocol.epochs import Place, newcomer_key
from sync.protocol.keys import Random
from sync.protocol.padding import pad, unpad
from sync.protocol.sealing import derive, seal, unseal
from sync.protocol.shapes import (
    Count,
    Hash,
    PublicKey,
    from_map,
    not_understood,
    read_format,
    to_map,
)

FORMAT = 1
LOCATOR_SIZE = 16
IN_THE_ROOM_MS = 15 * 60 * 1000
AT_A_DISTANCE_MS = 72 * 60 * 60 * 1000
LARGEST_PACKAGE = 16 * 1024
_PAD_TO = 1024
_LOCATOR_LABEL = b"yarrow/code/locator/v1"
_PACKAGE_LABEL = b"yarrow/code/package/v1"
_INVITATION_LABEL = b"yarrow/code/invitation/v1"
_SEAL_LABEL = b"yarrow/package/v1"
_NO_TEAM_RECOVERY = "no_team_recovery"


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """The 128 random bits of an invitation; `codes` writes and reads them for people."""

    secret: bytes

    @classmethod
    def make(cls, random: Random) -> Code:
        """A code for one person."""
        return cls(random(SECRET_SIZE))

    @property
    def locator(self) -> bytes:
        """The name of the package on the service, 16 bytes; `invite` holds its SHA-256."""
        return derive(self.secret, _LOCATOR_LABEL, size=LOCATOR_SIZE)

    @property
    def package_key(self) -> bytes:
        """The key of the package, 32 bytes."""
        return derive(self.secret, _PACKAGE_LABEL)

    @property
    def invitation(self) -> Ed25519PrivateKey:
        """The key whose public half stands in `invite`, and which signs the proof in `join`."""
        return Ed25519PrivateKey.from_private_bytes(derive(self.secret, _INVITATION_LABEL))


@dataclass(frozen=True, slots=True, repr=False)
class Package:
    """What a new PC has to know of a space before it has read anything.

    `invite` is the hash of the statement that made the invitation; `signing` and `pins` are the
    service's; `content_key` is that of `epoch`; `expires` in ms since 1970. `no_team_recovery` is
    the space's policy: written only where it holds, so that an older program joins no such space.
    """

    space: Hash
    invite: Hash
    signing: PublicKey
    pins: tuple[Hash, Hash]
    content_key: Hash
    epoch: Count
    expires: Count
    training: bool
    no_team_recovery: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class FarPackage:
    """The same for who joins at a distance: no content key, which a lead's `admit` brings.

    `newcomer_key` is `epochs.newcomer_key` of `epoch`, which opens nothing of the space: the new
    PC's name is sealed under it.
    """

    space: Hash
    invite: Hash
    signing: PublicKey
    pins: tuple[Hash, Hash]
    newcomer_key: Hash
    epoch: Count
    expires: Count
    training: bool
    no_team_recovery: bool = False

    @classmethod
    def of(cls, package: Package, invitation: bytes) -> FarPackage:
        """What of a package may be told at a distance; `invitation` is the public key in it."""
        place = Place(package.space, package.epoch)
        return cls(
            space=package.space,
            invite=package.invite,
            signing=package.signing,
            pins=package.pins,
            newcomer_key=newcomer_key(package.content_key, place=place, invitation=invitation),
            epoch=package.epoch,
            expires=package.expires,
            training=package.training,
            no_team_recovery=package.no_team_recovery,
        )


@dataclass(frozen=True, slots=True, repr=False)
class DoorPackage:
    """The same for a ward PC, which gets no key at all: `newcomer_key` is as in `FarPackage`."""

    space: Hash
    invite: Hash
    signing: PublicKey
    pins: tuple[Hash, Hash]
    newcomer_key: Hash
    epoch: Count
    expires: Count
    training: bool
    role: Literal["writer"]

    @classmethod
    def of(cls, package: Package, invitation: bytes) -> DoorPackage:
        """What of a package a ward PC is told; `invitation` is the public key in it."""
        far = FarPackage.of(package, invitation)
        return cls(
            space=far.space,
            invite=far.invite,
            signing=far.signing,
            pins=far.pins,
            newcomer_key=far.newcomer_key,
            epoch=far.epoch,
            expires=far.expires,
            training=far.training,
            role="writer",
        )


AnyPackage = Package | FarPackage | DoorPackage


def seal_package(code: Code, package: AnyPackage, *, random32: bytes) -> bytes:
    """The package as it lies on the service."""
    fields = to_map(package)
    if not fields.get(_NO_TEAM_RECOVERY):
        fields.pop(_NO_TEAM_RECOVERY, None)
    plaintext = pad(encode({"format": FORMAT, **fields}), _PAD_TO)
    locator = code.locator
    info = _SEAL_LABEL + locator
    return seal(code.package_key, plaintext, info=info, aad=locator, random32=random32)


def open_package(code: Code, sealed: bytes) -> AnyPackage:
    """The package that this code opens; raises Untrusted `sync.cannot_open` and others."""
    if len(sealed) > LARGEST_PACKAGE:
        raise Untrusted("sync.too_large")
    locator = code.locator
    info = _SEAL_LABEL + locator
    plaintext = unseal(code.package_key, sealed, info=info, aad=locator)
    fields = read_format(decode(unpad(plaintext, _PAD_TO)), FORMAT)
    if "role" in fields:
        return from_map(DoorPackage, fields)
    if fields.get(_NO_TEAM_RECOVERY, True) is False:
        raise not_understood()  # what does not hold is left out
    fields.setdefault(_NO_TEAM_RECOVERY, False)
    if "newcomer_key" in fields:
        return from_map(FarPackage, fields)
    return from_map(Package, fields)
