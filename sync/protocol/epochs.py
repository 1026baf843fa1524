"""The content key of an epoch: what is derived from it, and how it reaches each device.

`before` is the hash of the statement before the one that made the epoch. In the statement that
makes a space, `before` and the space's id are 32 zero bytes, because that id is the hash of the
statement itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from app.domain.encoding import decode, encode
from sync.protocol import hpke
from sync.protocol.keys import KeyPair
from sync.protocol.padding import pad, unpad
from sync.protocol.sealing import derive, integer, measured, seal, unseal
from sync.protocol.shapes import Count, DeviceId, Hash, HpkePublicKey, Size, not_understood

NO_SPACE = bytes(32)
NONE_BEFORE = bytes(32)
FIRST_EPOCH = 1

Wrap = Annotated[bytes, Size(1, 4096)]
SealedKey = Annotated[bytes, Size(1, 4096)]
Label = Literal["author", "pc", "title", "erase", "team"]

_WRAP_LABEL = b"yarrow/epoch/v1"
_AUDIT_LABEL = b"yarrow/audit/v1"
_CHECK_LABEL = b"yarrow/check/v1"
_BACK_LABEL = b"yarrow/back/v1"
_INBOX_LABEL = b"yarrow/inbox/v1"
_TEXT_LABEL = b"yarrow/text/v1"
_NEWCOMER_LABEL = b"yarrow/newcomer/v1"


@dataclass(frozen=True, slots=True)
class Place:
    """An epoch of a space: where something sealed belongs."""

    space: bytes
    epoch: int

    @property
    def bound(self) -> bytes:
        """space (32 bytes) | epoch (8)."""
        return self.space + integer(self.epoch)


FIRST_PLACE = Place(NO_SPACE, FIRST_EPOCH)


@dataclass(frozen=True, slots=True)
class SealedName:
    """A name or title as a statement carried it, with all it takes to open it but the key.

    `newcomer` is the invitation's public key where who sealed it joined at a distance.
    """

    sealed: bytes
    place: Place
    label: Label
    newcomer: bytes = b""

    def open(self, content_key: bytes) -> str:
        """The text, by the content key of the epoch `place.epoch`."""
        key = content_key
        if self.newcomer:
            key = newcomer_key(content_key, place=self.place, invitation=self.newcomer)
        return open_text(key, self.sealed, place=self.place, label=self.label)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A wrap to one recipient (16-byte id), with all it takes to open it but her keys.

    It holds a content key, or a private audit key.
    """

    sealed: bytes
    place: Place
    recipient: bytes
    before: bytes

    def content_key(self, keys: KeyPair) -> bytes:
        """The content key in it; `check_of` says whether it is the epoch's."""
        return unwrap(
            self.sealed, keys, place=self.place, recipient=self.recipient, before=self.before
        )

    def audit_keys(self, keys: KeyPair) -> KeyPair:
        """The audit key pair in it."""
        return open_audit(
            self.sealed, keys, place=self.place, recipient=self.recipient, before=self.before
        )


@dataclass(frozen=True, slots=True)
class Inbox:
    """The key pair parcels are sealed to; the private half under the content key."""

    public: HpkePublicKey
    private: SealedKey


@dataclass(frozen=True, slots=True)
class Audit:
    """The key pair the access log is sealed to; the private half wrapped to each lead's device."""

    public: HpkePublicKey
    wraps: Mapping[DeviceId, Wrap]


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch as the statement that makes it carries it.

    `wraps` holds the content key for each device; `back` the content key before, none in the
    first.
    """

    epoch: Count
    check: Hash
    wraps: Mapping[DeviceId, Wrap]
    back: SealedKey | None
    inbox: Inbox
    audit: Audit


def check_of(content_key: bytes) -> bytes:
    """What shows that a key is the one its epoch was made with."""
    return derive(content_key, _CHECK_LABEL)


def wrap(
    content_key: bytes, public: bytes, *, place: Place, recipient: bytes, before: bytes
) -> bytes:
    """The content key for one device (its id and public HPKE key)."""
    info = _recipient(_WRAP_LABEL, place, recipient=recipient, before=before)
    return hpke.seal_to(public, info, content_key)


def unwrap(
    wrapped: bytes, keys: KeyPair, *, place: Place, recipient: bytes, before: bytes
) -> bytes:
    """The content key in a wrap for this device; `check_key` says whether it is the epoch's."""
    info = _recipient(_WRAP_LABEL, place, recipient=recipient, before=before)
    return hpke.open_sealed(keys.private, info, wrapped)


def wrap_audit(
    audit: KeyPair, public: bytes, *, place: Place, recipient: bytes, before: bytes
) -> bytes:
    """The private audit key for one lead's device (its id and public HPKE key)."""
    info = _recipient(_AUDIT_LABEL, place, recipient=recipient, before=before)
    return hpke.seal_to(public, info, audit.private)


def open_audit(
    wrapped: bytes, keys: KeyPair, *, place: Place, recipient: bytes, before: bytes
) -> KeyPair:
    """The audit key pair in a wrap for this lead's device."""
    info = _recipient(_AUDIT_LABEL, place, recipient=recipient, before=before)
    return _pair(hpke.open_sealed(keys.private, info, wrapped))


def seal_inbox(content_key: bytes, inbox: KeyPair, *, place: Place, random32: bytes) -> Inbox:
    """The inbox key pair of an epoch, its private half for members."""
    info = _INBOX_LABEL + place.bound
    sealed = seal(content_key, inbox.private, info=info, aad=place.bound, random32=random32)
    return Inbox(inbox.public, sealed)


def open_inbox(content_key: bytes, inbox: Inbox, place: Place) -> KeyPair:
    """The inbox key pair of an epoch."""
    info = _INBOX_LABEL + place.bound
    return _pair(unseal(content_key, inbox.private, info=info, aad=place.bound))


def seal_back(content_key: bytes, older: bytes, *, place: Place, random32: bytes) -> bytes:
    """The content key of the epoch before, sealed under that of the epoch at `place`."""
    info = _BACK_LABEL + place.bound
    return seal(content_key, older, info=info, aad=place.bound, random32=random32)


def open_back(content_key: bytes, sealed: bytes, *, place: Place) -> bytes:
    """The content key of the epoch before; `check_key` says whether it is that epoch's."""
    return unseal(content_key, sealed, info=_BACK_LABEL + place.bound, aad=place.bound)


def newcomer_key(content_key: bytes, *, place: Place, invitation: bytes) -> bytes:
    """What the name of a PC is sealed under that joins at a distance, without the content key."""
    return derive(content_key, _NEWCOMER_LABEL + place.bound + invitation)


def seal_text(
    content_key: bytes, text: str, *, place: Place, label: Label, random32: bytes
) -> bytes:
    """A name or title that a statement carries, its length hidden."""
    return seal_bytes(content_key, encode(text), place=place, label=label, random32=random32)


def open_text(content_key: bytes, sealed: bytes, *, place: Place, label: Label) -> str:
    """The name or title that was sealed at this place under this label."""
    text = decode(open_bytes(content_key, sealed, place=place, label=label))
    if not isinstance(text, str):
        raise not_understood()
    return text


def seal_bytes(
    content_key: bytes, plaintext: bytes, *, place: Place, label: Label, random32: bytes
) -> bytes:
    """What a statement carries for members alone, its length hidden."""
    bound = _text_bound(place, label)
    info = _TEXT_LABEL + bound
    return seal(content_key, pad(plaintext), info=info, aad=bound, random32=random32)


def open_bytes(content_key: bytes, sealed: bytes, *, place: Place, label: Label) -> bytes:
    """What was sealed at this place under this label."""
    bound = _text_bound(place, label)
    return unpad(unseal(content_key, sealed, info=_TEXT_LABEL + bound, aad=bound))


def _recipient(label: bytes, place: Place, *, recipient: bytes, before: bytes) -> bytes:
    return label + place.bound + recipient + before


def _text_bound(place: Place, label: Label) -> bytes:
    return place.bound + measured(label.encode())


def _pair(private: bytes) -> KeyPair:
    if len(private) != hpke.PRIVATE_SIZE:
        raise not_understood()
    return KeyPair(private)
