"""How attachments' objects travel: chunk by chunk, outside the log, each under who sent it.

The key of an object stands in the signed record that names it, and every chunk says its place
under that key; so nothing here has to be believed. An object is kept under the device that sent
it: whoever puts other bytes under the same id spoils no copy but her own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sync.protocol.shapes import DeviceId, Size

CHUNK = 1024 * 1024 + 16
"""The size of every chunk but the last: 1 MiB and its tag."""
SMALLEST_CHUNK = 17
MOST_CHUNKS = 256
MOST_ASKED = 100
MOST_HELD = 1000

ObjectId = Annotated[bytes, Size(16, 16)]
Chunk = Annotated[bytes, Size(SMALLEST_CHUNK, CHUNK)]


@dataclass(frozen=True, slots=True)
class ObjectsRequest:
    """How much of these objects does the service hold?"""

    objects: Annotated[tuple[ObjectId, ...], Size(1, MOST_ASKED)]


@dataclass(frozen=True, slots=True)
class ObjectsAnswer:
    """For each copy held: the object, the device that sent it, its chunks so far, if all came."""

    held: Annotated[tuple[tuple[ObjectId, DeviceId, int, bool], ...], Size(0, MOST_HELD)]


@dataclass(frozen=True, slots=True)
class KeepRequest:
    """A chunk to keep, from the first on without gaps; `is_last` says that it ends the object."""

    object: ObjectId
    index: int
    is_last: bool
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """How many chunks of the object are kept now; the same chunk again is answered again."""

    chunks: int


@dataclass(frozen=True, slots=True)
class ChunkRequest:
    """A chunk of the copy that a device sent."""

    object: ObjectId
    device: DeviceId
    index: int


@dataclass(frozen=True, slots=True)
class ChunkAnswer:
    """The chunk, None where the service has it not or no longer."""

    chunk: Chunk | None
