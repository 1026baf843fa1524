"""One record of a ward PC as a file: sealed, with how far it came, and a sum that tells damage."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from app.domain.encoding import Value
from app.errors import Damaged
from app.ports.door import DoorState, SealedRecord
from storage.door.files import put_map, read_map

SUFFIX = ".record"
Kept = tuple[SealedRecord, DoorState, str]
"""A record, how far it came, and why it was refused."""


def name_of(id: bytes) -> str:
    """The name of a record's file."""
    return f"{id.hex()}{SUFFIX}"


def id_named(path: Path) -> bytes:
    """The id that a file's name tells; one that tells none gets an id of its own."""
    try:
        told = bytes.fromhex(path.name.partition(".")[0])
    except ValueError:
        told = b""
    return told if len(told) == 16 else sha256(path.name.encode()).digest()[:16]


def write(path: Path, record: SealedRecord, state: DoorState, why: str, *, shared: bool) -> None:
    """Keep it in this file, in place of what was there."""
    content: dict[str, Value] = {
        "id": record.id,
        "epoch": record.epoch,
        "sealed": record.sealed,
        "sum": sha256(record.sealed).digest(),
        "at": record.at_ms,
        "whole": record.is_whole,
        "state": str(state),
        "why": why,
    }
    put_map(path, content, shared=shared)


def read(path: Path) -> Kept | None:
    """What a file holds, None if it has gone; raises Damaged `door.damaged`."""
    kept = read_map(path)
    match kept:
        case None:
            return None
        case {
            "id": bytes(id),
            "epoch": int(epoch),
            "sealed": bytes(sealed),
            "at": int(at_ms),
            "whole": bool(is_whole),
            "state": str(state),
            "why": str(why),
        } if state in set(DoorState) and kept.get("sum") in (None, sha256(sealed).digest()):
            return SealedRecord(id, epoch, sealed, at_ms, is_whole), DoorState(state), why
    raise Damaged("door.damaged", path=str(path))
