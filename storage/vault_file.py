"""vault.json: the little that stands in clear, in two generations.

A write makes `vault.json.new`, syncs it, renames what was to `vault.json.old` and the new one
into its place, then syncs the folder. Cut anywhere, one good generation is left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from app.errors import Damaged, NotFound, Refused
from storage.durable import sync_folder, write_new
from storage.keys import AnySlot, CodeSlot, Kdf, RecoverySlot, Slot

FORMAT = 2
"""The newest format. One without the slots that format 2 added is still written as format 1."""
NAME = "vault.json"
_OLD = "vault.json.old"
_NEW = "vault.json.new"
WAYS = ("wrong_passphrase", "wrong_shares", "wrong_code")
"""What the access log calls a wrong try, by the way in that was tried."""
_ID_BYTES = 16
_HASH_BYTES = 32
_PAST_MS = 2**53
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What is known of a vault before it is opened.

    `label` is what its person chose to be shown, `last_unlock` a day (YYYY-MM-DD) or None,
    `wrong_ms` the times of wrong tries since then, `wrong_by` the ways they were tried by, one of
    `WAYS` each, empty where all were by passphrase. `is_training` is for the lock screen: once
    open, what the encrypted records say of it holds.
    """

    vault: bytes
    slots: tuple[AnySlot, ...]
    label: str
    is_training: bool
    last_unlock: str | None = None
    has_draft: bool = False
    wrong_ms: tuple[int, ...] = ()
    wrong_by: tuple[str, ...] = ()

    @property
    def wrong(self) -> list[tuple[int, str]]:
        """Each wrong try: when, and by which way."""
        by = self.wrong_by if len(self.wrong_by) == len(self.wrong_ms) else ()
        return list(zip(self.wrong_ms, by or [WAYS[0]] * len(self.wrong_ms), strict=True))

    def with_wrong(self, tries: Sequence[tuple[int, str]]) -> VaultFile:
        """The same with these wrong tries."""
        ways = tuple(way for _, way in tries)
        is_plain = set(ways) <= {WAYS[0]}
        moments = tuple(ms for ms, _ in tries)
        return replace(self, wrong_ms=moments, wrong_by=() if is_plain else ways)


def read(folder: Path) -> VaultFile:
    """The newest good generation.

    Raises NotFound `vault.not_there`, Refused `vault.newer` for a format of a later program, or
    Damaged `vault.file_damaged` if no generation is good.
    """
    contents = [_content(folder / name) for name in (NAME, _OLD, _NEW)]
    for content in contents:
        if content:
            return _read_content(content)
    if any(content is not None for content in contents):
        raise Damaged("vault.file_damaged")
    raise NotFound("vault.not_there")


def write(folder: Path, content: VaultFile) -> None:
    """Put a new generation in place; what was there becomes the old one."""
    text = _text(content)
    write_new(folder / _NEW, text)
    current = folder / NAME
    if _content(current):
        current.replace(folder / _OLD)
    (folder / _NEW).replace(current)
    sync_folder(folder)


def write_both(folder: Path, content: VaultFile) -> None:
    """Put the same in both generations, so that no slot of before is left."""
    write(folder, content)
    write(folder, content)


def write_ways(folder: Path, content: VaultFile) -> bool:
    """Put other ways in into both generations; False if the disk took the first alone.

    Raises Refused `vault.ways_unchanged` if what was there holds on.
    """
    try:
        write_both(folder, content)
    except OSError as error:
        if read(folder).slots != content.slots:
            raise Refused("vault.ways_unchanged") from error
        return False
    return True


def _text(content: VaultFile) -> bytes:
    body: dict[str, Any] = {
        "format": 1 if all(isinstance(slot, Slot) for slot in content.slots) else FORMAT,
        "vault": content.vault.hex(),
        "slots": [_slot_json(slot) for slot in content.slots],
        "label": content.label,
        "training": content.is_training,
        "last_unlock": content.last_unlock,
        "draft": content.has_draft,
        "wrong": list(content.wrong_ms),
    }
    if content.wrong_ms and content.wrong_by:
        body["wrong_by"] = list(content.wrong_by)
    return json.dumps({**body, "check": check(body)}, indent=1).encode("utf-8")


def _content(path: Path) -> dict[str, Any] | None:
    """What a generation holds; empty if it is not good, None if it is not there."""
    try:
        body = json.loads(path.read_bytes())
        good = isinstance(body, dict) and body.pop("check", None) == check(body)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, RecursionError):
        return {}
    return body if good else {}


def check(body: Mapping[str, Any]) -> str:
    """Shows a torn or rotted file; it is no secret and proves nothing about who wrote."""
    return sha256(json.dumps(body, sort_keys=True).encode("utf-8")).hexdigest()


def _read_content(body: dict[str, Any]) -> VaultFile:
    try:
        return _parse(body)
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("vault.file_damaged") from error


def _parse(body: dict[str, Any]) -> VaultFile:
    if not 1 <= _typed(body["format"], int) <= FORMAT:
        raise Refused("vault.newer", found=body["format"], known=FORMAT)
    return VaultFile(
        vault=_sized(bytes.fromhex(body["vault"]), _ID_BYTES),
        slots=tuple(_slot(slot) for slot in _typed(body["slots"], list)),
        label=_typed(body["label"], str),
        is_training=_typed(body["training"], bool),
        last_unlock=_day(body["last_unlock"]),
        has_draft=_typed(body["draft"], bool),
        wrong_ms=tuple(_moment(each) for each in _typed(body["wrong"], list)),
        wrong_by=_ways(body.get("wrong_by")),
    )


def _slot_json(slot: AnySlot) -> dict[str, Any]:
    if isinstance(slot, RecoverySlot):
        return {
            "kind": slot.kind,
            "space": slot.space.hex(),
            "set": slot.set.hex(),
            "retired": [each.hex() for each in slot.retired],
            "sealed": slot.sealed.hex(),
        }
    wrap = {"salt": slot.salt.hex(), "nonce": slot.nonce.hex(), "sealed": slot.sealed.hex()}
    if isinstance(slot, CodeSlot):
        return {"kind": slot.kind, **wrap}
    return {"kind": slot.kind, "kdf": {"name": "argon2id", **asdict(slot.kdf)}, **wrap}


def _slot(body: dict[str, Any]) -> AnySlot:
    kind = _typed(body["kind"], str)
    sealed = bytes.fromhex(body["sealed"])
    if kind == "recovery":
        return RecoverySlot(
            space=_sized(bytes.fromhex(body["space"]), _HASH_BYTES),
            set=_sized(bytes.fromhex(body["set"]), _HASH_BYTES),
            retired=tuple(bytes.fromhex(each) for each in _typed(body["retired"], list)),
            sealed=sealed,
        )
    salt, nonce = bytes.fromhex(body["salt"]), bytes.fromhex(body["nonce"])
    if kind == "code":
        return CodeSlot(salt, nonce, sealed)
    kdf = body["kdf"]
    return Slot(
        kind=kind,
        kdf=Kdf(*(_typed(kdf[name], int) for name in ("memory_kib", "passes", "lanes"))),
        salt=salt,
        nonce=nonce,
        sealed=sealed,
    )


def _typed(value: object, kind: type[T]) -> T:
    """The value, if it is exactly of this type: JSON's true is no number."""
    if type(value) is not kind:
        raise TypeError(kind)
    return value


def _sized(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise ValueError(size)
    return value


def _ways(value: object) -> tuple[str, ...]:
    """What is none of the known ways would stand in the log as somebody wrote it."""
    listed = value if isinstance(value, list) else []
    return tuple(listed) if all(each in WAYS for each in listed) else ()


def _day(value: object) -> str | None:
    """Nobody is kept out for a day that is none: it is only shown."""
    try:
        return None if value is None else date.fromisoformat(_typed(value, str)).isoformat()
    except ValueError:
        return None


def _moment(value: object) -> int:
    ms = _typed(value, int)
    if not 0 <= ms < _PAST_MS:
        raise ValueError(ms)
    return ms


def encoded(content: VaultFile) -> bytes:
    """What a file of this content holds, for a copy of it elsewhere."""
    return _text(content)
