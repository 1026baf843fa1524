"""What an exchange needs of the vault to send and fetch attachments' objects, chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Leaving:
    """An object of this PC that the service may not hold yet: 16 bytes, and its chunks."""

    object: bytes
    chunks: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An object to fetch: the device whose record names it, its chunks, and those already here."""

    object: bytes
    device: bytes
    chunks: int
    here: int


class ObjectStore(Protocol):
    """The objects of one space in the vault; each call is durable when it returns."""

    def leaving(self, most: int) -> list[Leaving]:
        """Objects made here whose records were received, oldest first.

        Those that were sent are among them once a day, in case the service lost them.
        """

    def wanted(self, most: int) -> list[Wanted]:
        """Objects to fetch now: asked for by a person first, then small ones, newest first."""

    def is_resting(self) -> bool:
        """Whether objects were to be left alone until later, for want of room somewhere."""

    def rest(self, seconds: int) -> None:
        """Leave objects alone for so long."""

    def chunk(self, object: bytes, index: int) -> bytes:
        """A sealed chunk of an object made here, checked.

        Raises Damaged `attachment.damaged`, NotFound `attachment.not_here`, Refused
        `attachment.not_read`.
        """

    def keep_progress(self, object: bytes, chunks: int) -> None:
        """The service has so many chunks of an object now."""

    def keep_sent(self, object: bytes) -> None:
        """The service said that it has all of an object."""

    def keep_chunk(self, object: bytes, index: int, chunk: bytes) -> None:
        """Keep the next chunk of a wanted object; after the last it is whole and can be opened.

        Raises Damaged `attachment.damaged` for what is not what the record names, and Refused
        `attachment.disk_full` or `attachment.not_stored`; what came before stays.
        """

    def keep_trouble(self, object: bytes, why: str) -> None:
        """Say why an object could not be fetched or sent; it is asked for again later."""
