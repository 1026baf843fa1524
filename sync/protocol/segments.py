"""Segments: the entries that carry changes, and their sealed groups.

entry     = COSE_Sign1(device; typ "yarrow/segment"; [base, [[SHA-256(group), size] ...]])
group     = salt | tag | COSE_Encrypt0, each with a key of its own (`sealing`)
plaintext = length | zlib(CBOR [change ...]) | zeros up to a step of `padding`
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.changes import Change, read_change
from app.domain.encoding import ITEMS, Value, decode, decode_loosely, encode, head
from app.errors import Refused, Untrusted
from sync.protocol.cose import Signed, open_signed, sign, type_of
from sync.protocol.padding import MOST_PLAIN, deflate, inflate, pad, unpad
from sync.protocol.sealing import seal, unseal
from sync.protocol.shapes import (
    Count,
    DeviceId,
    Hash,
    Incarnation,
    SignedBytes,
    Size,
    from_map,
    not_understood,
    read_format,
    to_map,
)

SEGMENT_TYPE = "yarrow/segment"
LOOKS_TYPE = "yarrow/looks"
FORMAT = 1
NONE_BEFORE = bytes(32)
LARGEST_ENTRY = 64 * 1024
LARGEST_GROUP = 8 * 1024 * 1024
MOST_CHANGES = 1000
LONGEST_TEXT = 1024 * 1024
MOST_GROUPS = 1000
MOST_OPENED = 8 * 1024 * 1024
MOST_ENTRY_CHANGES = 10_000
_SEALING_ADDS = 256
_GROUP_LABEL = b"yarrow/group/v1"


@dataclass(frozen=True, slots=True)
class Header:
    """What an entry says before its groups, and what each of them is bound to.

    `previous` is the hash of this device's last segment in the log, of any incarnation, or 32
    zero bytes. `seen` is the newest head, as the service signed it, that the author had. `clock`
    is her hybrid logical clock.
    """

    space: Hash
    device: DeviceId
    incarnation: Incarnation
    seq: Count
    previous: Hash
    epoch: Count
    seen: SignedBytes
    clock: int

    def encode(self) -> bytes:
        """The bytes that are signed and that every group is bound to."""
        return _encoded(self)


@dataclass(frozen=True, slots=True)
class GroupRef:
    """What an entry says about a group: the hash and size of its bytes."""

    hash: Hash
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment's entry as it was read; it proves nothing before `verify_entry`.

    `is_looks` says that it holds lines of the access log (`sync.protocol.looks`), no changes.
    """

    base: Header
    groups: tuple[GroupRef, ...]
    hash: bytes
    signed: Signed
    is_looks: bool = False


@dataclass(frozen=True, slots=True)
class _Payload:
    base: Annotated[bytes, Size(1, LARGEST_ENTRY)]
    groups: Annotated[tuple[tuple[Hash, int], ...], Size(1, MOST_GROUPS)]


def seal_group(
    content_key: bytes, base: Header, *, changes: Sequence[bytes], random32: bytes
) -> bytes:
    """The changes of one file and save, by their encoded bytes, sealed for this entry.

    That they are the bytes of changes is for the caller to know. Raises Refused
    `sync.save_too_large`, Untrusted `sync.too_large` if no one could open what it would make.
    """
    if not 0 < len(changes) <= MOST_CHANGES:
        raise Refused("sync.save_too_large")
    listed = head(ITEMS, len(changes)) + b"".join(changes)
    padded = pad(deflate(listed))
    if max(len(listed), len(padded)) > MOST_PLAIN - _SEALING_ADDS:
        raise Refused("sync.save_too_large")
    if len(listed) > LONGEST_TEXT:  # else no text in it can be too long
        _listed(listed)
    info, bound = _group_info(base), base.encode()
    return seal(content_key, padded, info=info, aad=bound, random32=random32)


def open_groups(
    content_key: bytes, base: Header, groups: Iterable[bytes | None]
) -> list[tuple[int, tuple[Change, ...]]]:
    """The changes of an entry's groups with the place of each group; None for one not there.

    Together they come to 8 MiB and 10,000 changes at most, and nothing is inflated beyond. Raises
    as `open_group` does.
    """
    opened, size, count = [], MOST_OPENED, MOST_ENTRY_CHANGES
    for part, group in enumerate(groups):
        if group is None:
            continue
        changes = open_group(content_key, base, group, most=size)
        size -= sum(len(change.encoded) for change in changes)
        count -= len(changes)
        if count < 0:
            raise Untrusted("sync.too_large")
        opened.append((part, changes))
    return opened


def open_group(
    content_key: bytes, base: Header, group: bytes, *, most: int = MOST_PLAIN
) -> tuple[Change, ...]:
    """The changes in a group, in order, if they come to no more than `most` bytes.

    Raises Untrusted: `sync.too_large`, `sync.cannot_open`, `sync.not_understood`,
    `encoding.not_allowed`, `changes.not_understood`.
    """
    if len(group) > LARGEST_GROUP:
        raise Untrusted("sync.too_large")
    padded = unseal(content_key, group, info=_group_info(base), aad=base.encode())
    return _read(inflate(unpad(padded), most))


def make_entry(
    key: Ed25519PrivateKey, base: Header, groups: Sequence[bytes], *, typ: str = SEGMENT_TYPE
) -> bytes:
    """The entry for these sealed groups, signed by the device."""
    payload: list[Value] = [
        base.encode(),
        [[sha256(group).digest(), len(group)] for group in groups],
    ]
    entry = sign(key, typ, encode(payload))
    if len(entry) > LARGEST_ENTRY or len(groups) > MOST_GROUPS:
        raise Refused("sync.save_too_large")
    return entry


def parse_entry(data: bytes) -> Entry:
    """The entry in these bytes, its signature not yet checked.

    Raises Untrusted: `sync.too_large`, `sync.wrong_type`, `sync.newer_program`,
    `sync.not_understood`, `encoding.not_allowed`.
    """
    if len(data) > LARGEST_ENTRY:
        raise Untrusted("sync.too_large")
    is_looks = type_of(data) == LOOKS_TYPE
    signed = open_signed(data, LOOKS_TYPE if is_looks else SEGMENT_TYPE)
    parts = signed.value
    if not isinstance(parts, list) or len(parts) != 2:
        raise not_understood()
    payload = from_map(_Payload, {"base": parts[0], "groups": parts[1]})
    groups = tuple(GroupRef(hash, size) for hash, size in payload.groups)
    if any(group.size > LARGEST_GROUP for group in groups):
        raise Untrusted("sync.too_large")
    base = from_map(Header, read_format(decode(payload.base), FORMAT))
    return Entry(base, groups, sha256(data).digest(), signed, is_looks)


def verify_entry(entry: Entry, public: bytes) -> None:
    """Raise Untrusted `sync.wrong_signature` unless this device's key signed it."""
    entry.signed.check(public)


def check_group(entry: Entry, index: int, group: bytes) -> None:
    """Raise Untrusted `sync.wrong_group` unless these are the bytes the entry says stand here."""
    if not 0 <= index < len(entry.groups):
        raise Untrusted("sync.wrong_group")
    expected = entry.groups[index]
    if len(group) != expected.size:
        raise Untrusted("sync.wrong_group")
    if not hmac.compare_digest(sha256(group).digest(), expected.hash):
        raise Untrusted("sync.wrong_group")


@lru_cache(maxsize=8)  # every group of an entry is bound to the same header
def _encoded(header: Header) -> bytes:
    written: dict[str, Value] = {"format": FORMAT}
    return encode(written | to_map(header))


def _group_info(base: Header) -> bytes:
    return _GROUP_LABEL + base.space + base.device


def _read(data: bytes) -> tuple[Change, ...]:
    """The changes in a list; each is encoded for its id, which also proves the list's bytes."""
    changes = tuple(read_change(item) for item in _listed(data))
    if b"".join([head(ITEMS, len(changes)), *(each.encoded for each in changes)]) != data:
        raise Untrusted("encoding.not_allowed")
    return changes


def _listed(data: bytes) -> list[Value]:
    listed = decode_loosely(data)
    if not isinstance(listed, list) or not listed:
        raise not_understood()
    is_short = len(data) <= LONGEST_TEXT or all(_is_short(item) for item in listed)
    if len(listed) > MOST_CHANGES or not is_short:
        raise Untrusted("sync.too_large")
    return listed


def _is_short(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    if isinstance(value, list):
        return all(_is_short(item) for item in value)
    if isinstance(value, dict):
        items = cast("dict[str, Value]", value)
        return all(_is_short(key) and _is_short(item) for key, item in items.items())
    return True
